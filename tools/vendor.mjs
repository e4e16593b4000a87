/* Bundles the parts of ECharts that the pages draw with into one file served by the site itself,
   and writes down the licences of what is in it.

   usage: node tools/vendor.mjs     after `npm ci --ignore-scripts`
   out:   src/pilotage_server/static/vendor/echarts.min.js  (window.echarts)
          src/pilotage_server/static/vendor/licenses.json   (package, version, licence, texts)

   The full build is 368 kB compressed; LIMIT is what a page may cost its reader (UI.md §2). */

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, 'src/pilotage_server/static/vendor');
const LIMIT = 240 * 1024;

const CHARTS = ['Scatter', 'Line', 'Lines', 'Bar', 'Custom', 'Heatmap', 'Sankey'];
const COMPONENTS = ['Grid', 'Tooltip', 'Legend', 'MarkLine', 'Aria'];

const ENTRY = `
import { init, use, getInstanceByDom, graphic, version } from 'echarts/core';
import { ${CHARTS.map((name) => `${name}Chart`).join(', ')} } from 'echarts/charts';
import { ${COMPONENTS.map((name) => `${name}Component`).join(', ')} } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
use([${CHARTS.map((name) => `${name}Chart`).join(', ')},
     ${COMPONENTS.map((name) => `${name}Component`).join(', ')}, CanvasRenderer]);
window.echarts = { init, getInstanceByDom, graphic, version };
`;

/** The packages whose code went into the bundle, in the order of their names. */
function packagesIn(metafile) {
  const names = Object.keys(metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set(names)].sort();
}

/** Name, version, licence and licence texts (NOTICE too: Apache-2.0 §4(d) wants it passed on). */
async function licenceOf(name) {
  const folder = join(ROOT, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = {};
  for (const file of files.sort()) texts[file] = await textOf(join(folder, file));
  if (!Object.keys(texts).length) throw new Error(`${name} ships no licence text.`);
  return { name, version, license, texts };
}

/** A licence file, or the files of a folder of licences one after another. */
async function textOf(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error.code !== 'EISDIR') throw error;
  }
  const parts = [];
  for (const file of (await readdir(path)).sort()) parts.push(await readFile(join(path, file), 'utf8'));
  return parts.join('\n\n');
}

const result = await build({
  stdin: { contents: ENTRY, resolveDir: ROOT, sourcefile: 'echarts-parts.js' },
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'iife',
  target: ['chrome90', 'firefox102', 'safari15'],
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: '/*! Apache ECharts, Apache-2.0, and its parts: see licenses.json beside this file */' },
});

const bundle = result.outputFiles[0].contents;
const zipped = gzipSync(bundle, { level: 9 });
const weight = zipped.length;
if (weight > LIMIT) throw new Error(`The bundle is ${weight} bytes compressed; the limit is ${LIMIT}.`);

await mkdir(OUT, { recursive: true });
const licences = await Promise.all(packagesIn(result.metafile).map(licenceOf));
await writeFile(join(OUT, 'licenses.json'), `${JSON.stringify(licences, null, 2)}\n`);
await writeFile(join(OUT, 'echarts.min.js'), bundle);
// The site sends these to browsers that take them; it compresses nothing while it serves.
await writeFile(join(OUT, 'echarts.min.js.gz'), zipped);
await writeFile(join(OUT, 'echarts.min.js.br'), brotliCompressSync(bundle));
const kilobytes = (bytes) => Math.round(bytes / 1024);
console.log(`echarts.min.js: ${kilobytes(bundle.length)} kB, ${kilobytes(weight)} kB compressed`);
