/* Pictures. Canvas and richText tooltips: no inline styles, so the strict CSP holds. The data comes
   from data-facts of the box, the colours from the CSS tokens. Without this file, or without
   echarts, the table that stands beside every picture is open. */
(function () {
  'use strict';
  if (!window.echarts) return;
  var charts = [];
  var STILL = ['s', 'c', 'o'];
  var RING = 'M8 1.3a6.7 6.7 0 1 0 .01 0zM8 2.7a5.3 5.3 0 1 1-.01 0z';
  var SHAPE = { g: 'circle', y: 'triangle', r: 'rect', s: 'path://' + RING + 'M5.4 4.8h1.9v6.4H5.4zM8.7 4.8h1.9v6.4H8.7z', c: 'path://' + RING + 'M4.2 8.6l1-1 1.9 1.9 3.7-4.4 1.1.9-4.7 5.6z', o: 'path://M3 7.3h10v1.5H3z' };
  var COLOUR = { g: 'green', y: 'yellow', r: 'red' };

  function token(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }
  function colour(light) { return token(COLOUR[light] || 'still'); }
  function outline(light) { return token(COLOUR[light] ? COLOUR[light] + '-line' : 'still'); }
  function axis(more) {
    return Object.assign({ axisLine: { lineStyle: { color: token('rule2') } }, axisTick: { lineStyle: { color: token('rule2') } },
      axisLabel: { color: token('ink2'), fontSize: 12 }, splitLine: { show: true, lineStyle: { color: token('rule') } } }, more);
  }
  function month(facts, value) {
    var day = new Date(value);
    var first = day.getMonth() === 0;
    if (facts.zh) return first ? day.getFullYear() + '年1月' : (day.getMonth() + 1) + '月';
    return facts.months[day.getMonth()] + (first ? ' ' + day.getFullYear() : '');
  }
  var ROW = 24, HEAD = 84;                    // pixels of a lane; of the legend and the axis together

  function group(facts, light) {
    return { name: facts.words[light], type: 'scatter', symbol: SHAPE[light], z: 5,
      itemStyle: { color: colour(light), borderColor: outline(light), borderWidth: STILL.indexOf(light) < 0 ? 1.25 : 0, opacity: 1 },
      label: { show: true, formatter: function (p) { return p.data.id; }, color: token('ink'), fontSize: 12, fontWeight: 600, backgroundColor: token('paper'), padding: [1, 2] },
      data: facts.points.filter(function (p) { return p.l === light; }).map(function (p) {
        return { value: [p.x, p.lane], name: p.name, id: p.n, symbolSize: light === 'y' ? 15 : 13, label: { position: p.left ? 'left' : 'right', distance: 5 } };
      }) };
  }

  function between(facts) {                   // a hairline under the last lane of each unit
    var last = facts.lanes.map(function (_, lane) { return lane; }).filter(function (lane) { return facts.lanes[lane + 1] !== ''; });
    return { type: 'custom', silent: true, z: 1, data: last.map(function (lane) { return [facts.first, lane]; }), tooltip: { show: false },
      renderItem: function (params, api) {
        var y = Math.round(api.coord([api.value(0), api.value(1)])[1] + api.size([0, 1])[1] / 2) + .5;
        var box = params.coordSys;
        return { type: 'line', shape: { x1: box.x, x2: box.x + box.width, y1: y, y2: y }, style: { stroke: token('rule'), lineWidth: 1 } };
      } };
  }

  function limits(facts, wide) {
    var lights = ['r', 'y', 'g', 's', 'c', 'o'].filter(function (l) { return facts.points.some(function (p) { return p.l === l; }); });
    var moved = facts.points.filter(function (p) { return p.o; });
    return { animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      aria: { enabled: true, label: { description: facts.aria } },
      tooltip: { renderMode: 'richText', confine: true, backgroundColor: token('paper'), borderColor: token('rule2'), textStyle: { color: token('ink'), fontSize: 12 }, formatter: function (p) { return p.data.id + '  ' + p.data.name + '\n' + p.data.value[0]; } },
      grid: { left: wide ? 8 : 4, right: 28, top: 44, bottom: 4, outerBoundsMode: 'same', containLabel: true },
      legend: { top: 6, left: 0, itemWidth: 13, itemHeight: 13, itemGap: 18, textStyle: { color: token('ink2'), fontSize: 12 }, data: lights.map(function (l) { return facts.words[l]; }) },
      xAxis: axis({ type: 'time', min: facts.first, max: facts.last, axisLabel: { color: token('ink2'), fontSize: 12, hideOverlap: true, formatter: function (v) { return month(facts, v); } } }),
      yAxis: axis({ type: 'category', data: facts.lanes, inverse: true, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { color: token('ink2'), fontSize: 12, interval: 0, width: wide ? 210 : 92, overflow: 'truncate' } }),
      series: lights.map(function (l) { return group(facts, l); }).concat([
        between(facts),
        { type: 'line', silent: true, symbol: 'none', data: [], markLine: { symbol: 'none', silent: true, animation: false, label: { formatter: facts.today, color: token('accent-ink'), position: 'start', fontSize: 12, distance: 4 }, lineStyle: { color: token('accent'), width: 2, type: 'solid' }, data: [{ xAxis: facts.now }] } },
        { type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 2, symbol: ['circle', 'none'], symbolSize: 6, lineStyle: { color: token('ink3'), width: 1.5, type: 'dashed', curveness: 0 }, data: moved.map(function (p) { return { coords: [[p.o, p.lane], [p.x, p.lane]] }; }) }
      ]) };
  }

  function draw(box) {
    var facts = JSON.parse(box.dataset.facts);
    box.style.height = (facts.lanes.length * ROW + HEAD) + 'px';
    var chart = echarts.getInstanceByDom(box) || echarts.init(box, null, { renderer: 'canvas' });
    chart.setOption(limits(facts, box.clientWidth > 700), true);
    if (charts.indexOf(chart) < 0) charts.push(chart);
  }
  function all() {
    document.querySelectorAll('[data-chart]').forEach(function (box) {
      box.hidden = false;
      if (!box.clientWidth) return;           // a phone: the table stays open instead
      draw(box);
      var note = document.querySelector('[data-note="' + box.dataset.chart + '"]');
      if (note) note.hidden = false;
      var table = document.querySelector('[data-table="' + box.dataset.chart + '"]');
      if (table && !box.dataset.drawn) { table.open = false; box.dataset.drawn = 'yes'; }
    });
  }
  all();
  document.addEventListener('themechange', all);
  window.addEventListener('resize', function () { if (!matchMedia('print').matches) charts.forEach(function (c) { c.resize(); }); });
})();
