/**
 * What the directory page is measured against, in a process of its own: `node barepage.ts PORT ROWS.json`. One
 * Svelte component renders the same rows from data at hand, behind one bare Fastify route that compresses alike:
 * no language, no authority, no database, no layout.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import fastify from 'fastify';
import { compile } from 'svelte/compiler';
import { render } from 'svelte/server';

const COMPONENT = `<script>const { rows } = $props();</script>
<h1>Directory</h1>
{#each rows as r (r.id)}
  <article class="card">
    <h2><a href="/directory/{r.id}">{r.title}</a></h2>
    <p class="soft">{r.participant} · {r.class} · <span class="state">{r.state}</span></p>
    {#if r.fields.length}<dl class="facts">{#each r.fields as f (f.name)}<dt>{f.name}</dt><dd><bdi>{f.value}</bdi></dd>{/each}</dl>{/if}
    {#if r.closed}<p class="soft">{r.closed}</p>{/if}
    <p>Key <bdi class="code" dir="ltr">{r.key}</bdi></p>
  </article>
{/each}`;

const [port = '0', rowsFile = ''] = process.argv.slice(2);
const rows = JSON.parse(await readFile(rowsFile, 'utf8'));
const component = await load(COMPONENT, dirname(rowsFile));
const compressed = promisify(brotliCompress);

/** Compiles a component for the server. Its one import is named in full, as the file lies outside of all packages. */
async function load(source: string, folder: string) {
  const { js } = compile(source, { generate: 'server', name: 'Rows' });
  const runtime = pathToFileURL(createRequire(import.meta.url).resolve('svelte/internal/server')).href;
  const file = join(folder, 'rows.mjs');
  await writeFile(file, js.code.replaceAll(/(['"])svelte\/internal\/server\1/g, `'${runtime}'`));
  return (await import(pathToFileURL(file).href)).default;
}

const app = fastify();
app.get('/one', async (_request, reply) => {
  const { body } = render(component, { props: { rows } });
  const html = Buffer.from(
    `<!doctype html><html lang="en"><title>Directory</title><body>${body}</body></html>`,
  );
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: html.length };
  return reply
    .type('text/html; charset=utf-8')
    .header('content-encoding', 'br')
    .send(await compressed(html, { params }));
});
await app.listen({ port: Number(port), host: 'localhost' });
process.once('SIGTERM', () => void app.close());
