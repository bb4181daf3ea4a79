import { spawn } from 'node:child_process';
import type { Signer } from '@comity/log';
import { CommandError } from './errors.ts';

export interface GpgResult {
  readonly out: Uint8Array;
  readonly status: string;
}

/** Runs the gpg of this machine, which keeps its own keys and asks for its own PIN. */
export function gpg(args: readonly string[], input?: Uint8Array): Promise<GpgResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('gpg', ['--batch', '--no-tty', '--status-fd', '2', ...args], {
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let status = '';
    child.stdout!.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr!.on('data', (chunk: Buffer) => {
      status += chunk.toString('utf8');
    });
    child.on('error', () =>
      reject(
        new CommandError(
          'comity.no-gpg',
          'gpg was not found on this machine.',
          'Install GnuPG, or keep the key in a file.',
        ),
      ),
    );
    child.on('close', (code) => {
      if (code === 0) resolve({ out: new Uint8Array(Buffer.concat(out)), status });
      else
        reject(
          new CommandError(
            'comity.gpg-failed',
            `gpg ended with ${code}: ${lastWords(status)}`,
            'Nothing was sent.',
          ),
        );
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

const lastWords = (status: string) =>
  status
    .split('\n')
    .filter((line) => line.startsWith('gpg:'))
    .slice(-2)
    .join(' ');

/** The public key that gpg holds, binary, and its primary fingerprint. */
export async function exportPublicKey(name: string): Promise<Uint8Array> {
  const { out } = await gpg(['--export', '--export-options', 'export-minimal', name]);
  if (out.length === 0) {
    throw new CommandError(
      'comity.no-such-gpg-key',
      `gpg holds no key “${name}”.`,
      'See: gpg --list-secret-keys',
    );
  }
  return out;
}

/** Signs with a key that gpg holds, on a card or in its own store: the secret never comes here. */
export const gpgSigner = (fingerprint: string, publicKey: Uint8Array = new Uint8Array(0)): Signer => ({
  alg: 'openpgp',
  publicKey,
  sign: async (message) =>
    (
      await gpg(
        ['--detach-sign', '--digest-algo', 'SHA256', '--local-user', fingerprint, '--output', '-'],
        message,
      )
    ).out,
});
