/* Everything works without this file; it only makes it quicker.
   No inline handlers, no inline styles: safe under script-src 'self'; style-src 'self'. */
(function () {
  'use strict';
  var root = document.documentElement;

  function setStick() {                       // sticky table heads sit under the top bar
    var top = document.querySelector('.top');
    var sheet = document.styleSheets[0];
    if (top && sheet) sheet.insertRule(':root{--stick:' + top.offsetHeight + 'px}', sheet.cssRules.length);
  }
  setStick();

  // beside its values, the words of the task: the panel stays in sight where there are two columns
  var here = document.querySelector('.doc .here');
  if (here && location.hash === '#values' && matchMedia('(min-width: 64rem)').matches) here.scrollIntoView();

  document.addEventListener('click', function (ev) {
    var b = ev.target.closest('[data-act]');
    if (!b) return;
    if (b.dataset.act === 'theme') {          // the form does the same with a page load
      ev.preventDefault();
      root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
      document.cookie = 'theme=' + root.dataset.theme + ';path=/;max-age=31536000;samesite=lax';
      document.dispatchEvent(new Event('themechange'));
    }
    if (b.dataset.act === 'open') {           // a link to the page with the same words and buttons
      var dialog = document.getElementById(b.dataset.for);
      if (dialog && dialog.showModal) { ev.preventDefault(); dialog.showModal(); }
    }
    if (b.dataset.act === 'close') { ev.preventDefault(); b.closest('dialog').close(); }
  });

  // a refused act stays visible; pressing it must not send its form
  document.addEventListener('submit', function (ev) {
    if (ev.submitter && ev.submitter.getAttribute('aria-disabled') === 'true') ev.preventDefault();
  });

  // what was typed survives the way to the other language; files and passwords are not kept
  function typing() {
    var found = [];
    document.querySelectorAll('main form[method="post"]').forEach(function (form, at) {
      Array.prototype.forEach.call(form.elements, function (el, place) {
        if (el.name && !/^(hidden|file|password|submit|button)$/.test(el.type)) found.push([at, place, el]);
      });
    });
    return found;
  }
  document.addEventListener('click', function (ev) {
    if (!ev.target.closest('.who a[hreflang]')) return;
    var kept = typing().map(function (one) { return [one[0], one[1], one[2].name, one[2].value, !!one[2].checked]; });
    if (kept.length) sessionStorage.setItem('typed', JSON.stringify({ at: location.pathname, kept: kept }));
  });
  (function () {
    var typed = JSON.parse(sessionStorage.getItem('typed') || 'null');
    sessionStorage.removeItem('typed');
    if (!typed || typed.at !== location.pathname) return;
    typing().forEach(function (one) {
      var el = one[2];
      var was = typed.kept.find(function (old) { return old[0] === one[0] && old[1] === one[1] && old[2] === el.name; });
      if (!was) return;
      if (el.type === 'checkbox' || el.type === 'radio') el.checked = was[4]; else el.value = was[3];
    });
  })();

  // text and values light each other: same data-k, on hover and on focus
  function mark(ev, on) {
    var el = ev.target.closest && ev.target.closest('[data-k]');
    if (!el || !(el.classList.contains('m') || el.classList.contains('v'))) return;
    document.querySelectorAll('[data-k="' + el.dataset.k + '"]').forEach(function (x) { x.classList.toggle('on', on); });
  }
  ['mouseover', 'focusin'].forEach(function (n) { document.addEventListener(n, function (ev) { mark(ev, true); }); });
  ['mouseout', 'focusout'].forEach(function (n) { document.addEventListener(n, function (ev) { mark(ev, false); }); });
})();
