// Builds the page into the package. No clock and no path goes into the output: the same sources give the same bytes.
import { build } from 'esbuild';
import { readFile, writeFile, mkdir, copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = new URL('./', import.meta.url);
const out = new URL('../src/diegesis/reader/assets/', here);
const path = (name, root = here) => fileURLToPath(new URL(name, root));

const result = await build({
  absWorkingDir: path('.'),
  entryPoints: { app: 'src/main.ts' },
  outdir: path('.', out),
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
await build({
  absWorkingDir: path('.'),
  entryPoints: { app: 'src/style/app.css' },
  outdir: path('.', out),
  bundle: true,
  minify: true,
  target: ['chrome111', 'firefox113', 'safari16.2'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
await mkdir(out, { recursive: true });
await copyFile(path('src/index.html'), path('index.html', out));
await writeFile(path('LICENSES.txt', out), await licences(Object.keys(result.metafile.inputs)));

/** The licences of the packages that are in the bundle. */
async function licences(inputs) {
  const found = inputs.map((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1]).filter(Boolean);
  const parts = ['Packages in app.js, and their licences.\n'];
  for (const name of [...new Set(found)].sort()) {
    const told = JSON.parse(await readFile(path(`node_modules/${name}/package.json`), 'utf8'));
    const text = await readFile(path(`node_modules/${name}/LICENSE`), 'utf8');
    parts.push(`${'-'.repeat(72)}\n${name} ${told.version} (${told.license})\n\n${text.replace(/\r\n/g, '\n').trim()}\n`);
  }
  return parts.join('\n');
}
