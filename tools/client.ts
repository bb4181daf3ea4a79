/**
 * Writes the types of the typed client from server/openapi.json; with --check fails where they differ from what
 * is committed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const SOURCE = new URL('../server/openapi.json', import.meta.url);
const TARGET = new URL('../packages/client/src/generated/api.ts', import.meta.url);
const HEAD = '/** Generated from server/openapi.json by tools/client.ts. Do not edit. */\n\n';

const text = HEAD + astToString(await openapiTS(SOURCE));
if (!process.argv.includes('--check')) await writeFile(TARGET, text);
else if ((await readFile(TARGET, 'utf8').catch(() => '')) !== text) {
  console.error(
    'packages/client/src/generated/api.ts differs from server/openapi.json. Run: npm run generate',
  );
  process.exitCode = 1;
}
