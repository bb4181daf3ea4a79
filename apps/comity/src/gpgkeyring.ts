import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concat } from '@comity/log';
import { gpg, runGpg } from './gpg.ts';

/**
 * A keyring for one message: it holds the keys that the record certifies, and nothing else, so that neither a
 * stale copy nor a setting in the person's own gpg decides to whom is sealed or whose signature counts. The
 * secrets stay with the person's gpg-agent.
 */
export interface GpgKeyring {
  /** Signs bytes: a binary signed message, not compressed and not sealed yet. */
  sign(bytes: Uint8Array, signer: string): Promise<Uint8Array>;
  /** Decrypts; the status says what gpg thinks of it, also where that is nothing good. */
  open(ciphertext: Uint8Array): Promise<{ plaintext: Uint8Array; status: string }>;
  /** The session key of a ciphertext, as gpg says it; undefined where gpg cannot decrypt it. */
  sessionKey(ciphertext: Uint8Array): Promise<string | undefined>;
}

const SIGN = [
  // Set first: it forbids what only newer versions of gpg could read, and clears every preference.
  '--rfc4880',
  '--digest-algo',
  'SHA256',
  '--compress-algo',
  'none',
  '--no-armor',
];

/** Runs something with a keyring of these public keys, and removes the keyring. */
export async function withGpgKeyring<T>(
  keys: readonly Uint8Array[],
  run: (keyring: GpgKeyring) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'comity-gpg-'));
  const base = [
    '--no-options',
    '--no-default-keyring',
    '--keyring',
    join(folder, 'keys.kbx'),
    '--trust-model',
    'always',
    '--no-auto-check-trustdb',
    // Looking a key up elsewhere would tell others who writes to whom.
    '--no-auto-key-locate',
    '--disable-dirmngr',
  ];
  try {
    await gpg([...base, '--import'], concat(...keys));
    return await run({
      async sign(bytes, signer) {
        const args = [...base, ...SIGN, '--local-user', signer, '--output', '-', '--sign'];
        return (await gpg(args, bytes)).out;
      },
      async open(ciphertext) {
        const { out, status } = await runGpg([...base, '--output', '-', '--decrypt'], ciphertext);
        return { plaintext: out, status };
      },
      async sessionKey(ciphertext) {
        const args = [...base, '--show-session-key', '--output', '-', '--decrypt'];
        const { status } = await runGpg(args, ciphertext);
        return /^\[GNUPG:\] SESSION_KEY (\S+)$/m.exec(status)?.[1];
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
