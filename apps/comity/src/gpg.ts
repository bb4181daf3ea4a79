import { spawn } from 'node:child_process';
import type { Signer } from '@comity/log';
import { CommandError } from './errors.ts';

export interface GpgResult {
  readonly ok: boolean;
  readonly out: Uint8Array;
  /** What it wrote to its status channel, and what it said. */
  readonly status: string;
}

/** Runs the gpg of this machine, which keeps its own keys and asks for its own PIN. Throws `comity.no-gpg`. */
export function runGpg(args: readonly string[], input?: Uint8Array): Promise<GpgResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('gpg', ['--batch', '--no-tty', '--status-fd', '2', ...args], {
      stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const status: Buffer[] = [];
    child.stdout!.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr!.on('data', (chunk: Buffer) => status.push(chunk));
    child.on('error', () => reject(noGpg()));
    child.on('close', (code) =>
      resolve({
        ok: code === 0,
        out: new Uint8Array(Buffer.concat(out)),
        status: Buffer.concat(status).toString('utf8'),
      }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

const noGpg = () =>
  new CommandError(
    'comity.no-gpg',
    'gpg was not found on this machine.',
    'Install GnuPG, or keep the key in a file.',
  );

/** The same where nothing but success will do. Throws `comity.gpg-failed` with gpg's last words. */
export async function gpg(args: readonly string[], input?: Uint8Array): Promise<GpgResult> {
  const result = await runGpg(args, input);
  if (result.ok) return result;
  throw new CommandError(
    'comity.gpg-failed',
    `gpg refused: ${lastWords(result.status)}`,
    'Nothing was sent.',
  );
}

/** The last things gpg said to people. */
export const lastWords = (status: string) =>
  status
    .split('\n')
    .filter((line) => line.startsWith('gpg:'))
    .slice(-2)
    .join(' ');

/** The public key that gpg holds, binary, with nothing of other people's in it. Throws `comity.no-such-gpg-key`. */
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
        [
          '--detach-sign',
          '--no-armor',
          '--digest-algo',
          'SHA256',
          '--local-user',
          fingerprint,
          '--output',
          '-',
        ],
        message,
      )
    ).out,
});
