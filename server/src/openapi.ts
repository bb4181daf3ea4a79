import { readFile, writeFile } from 'node:fs/promises';
import { ed25519Signer } from '@comity/log';
import { type Database, openApiDocument } from './platform/index.ts';
import { headFile } from './rooms/record/index.ts';
import { buildApp, makeRecord } from './server.ts';

/**
 * Writes openapi.json, or with --check fails where the committed file differs from the routes. No database is
 * needed: declaring routes asks nothing of it but how long the record is.
 */
const FILE = new URL('../openapi.json', import.meta.url);

export async function describeApi(): Promise<string> {
  const nothing = { read: { rows: async () => [] } } as unknown as Database;
  const record = makeRecord(nothing, await ed25519Signer(new Uint8Array(32)), headFile(''));
  const config = { dataFolder: '', head: '', port: 0, host: 'localhost' };
  const { app, stop } = await buildApp({ record, config });
  await app.ready();
  const document = await openApiDocument(app);
  stop();
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

if (import.meta.main) {
  const text = await describeApi();
  if (process.argv.includes('--check')) {
    if ((await readFile(FILE, 'utf8').catch(() => '')) !== text) {
      console.error('server/openapi.json differs from the routes. Run: node server/src/openapi.ts');
      process.exitCode = 1;
    }
  } else await writeFile(FILE, text);
}
