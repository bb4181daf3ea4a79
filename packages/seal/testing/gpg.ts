import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real gpg with a home of its own. A test that needs gpg fails where there is none. */
export interface Gpg {
  run(args: readonly string[], input?: Uint8Array): { out: Uint8Array; status: string; ok: boolean };
  /** Makes a key without passphrase; `algo` and `usage` as `--quick-generate-key` takes them. */
  makeKey(name: string, algo: string, usage?: string, expires?: string): string;
  addSubkey(fingerprint: string, algo: string, usage: string): void;
  export(fingerprint: string): Uint8Array;
  exportSecret(fingerprint: string): Uint8Array;
  import(key: Uint8Array): void;
  file(name: string, bytes: Uint8Array): string;
  end(): void;
}

const COMMON = [
  '--batch',
  '--no-tty',
  '--yes',
  '--trust-model',
  'always',
  '--pinentry-mode',
  'loopback',
  '--passphrase',
  '',
];

export function startGpg(): Gpg {
  const home = mkdtempSync(join(tmpdir(), 'sg-'));
  const env = { ...process.env, GNUPGHOME: home, LC_ALL: 'C' };
  execFileSync('gpg', ['--version'], { env });

  const run: Gpg['run'] = (args, input) => {
    const statusFile = join(home, 'status');
    const { stdout, status } = spawnSync('gpg', [...COMMON, '--status-file', statusFile, ...args], {
      env,
      input: input ?? new Uint8Array(),
      maxBuffer: 64 * 1024 * 1024,
    });
    return { out: new Uint8Array(stdout), status: readFileSync(statusFile, 'utf8'), ok: status === 0 };
  };
  const must = (args: readonly string[], input?: Uint8Array) => {
    const { out, status, ok } = run(args, input);
    if (!ok) throw new Error(`gpg ${args.join(' ')}: ${status}`);
    return { out, status };
  };
  return {
    run,
    makeKey: (name, algo, usage = 'default', expires = 'never') => {
      const { status } = must(['--quick-generate-key', name, algo, usage, expires]);
      return /KEY_CREATED \S+ ([0-9A-F]{40})/.exec(status)![1]!.toLowerCase();
    },
    addSubkey: (fingerprint, algo, usage) =>
      void must(['--quick-add-key', fingerprint, algo, usage, 'never']),
    export: (fingerprint) => must(['--export', fingerprint]).out,
    exportSecret: (fingerprint) => must(['--export-secret-keys', fingerprint]).out,
    import: (key) => void must(['--import'], key),
    file: (name, bytes) => {
      const path = join(home, name);
      writeFileSync(path, bytes);
      return path;
    },
    end: () => {
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'], { env });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
