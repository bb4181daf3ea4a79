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
  /** Signs and seals bytes: OpenPGP with AES-256, uncompressed, so that padding hides the length. */
  seal(bytes: Uint8Array, signer: string, recipients: readonly string[]): Promise<Uint8Array>;
  /** Decrypts; the status says what gpg thinks of it, also where that is nothing good. */
  open(ciphertext: Uint8Array): Promise<{ plaintext: Uint8Array; status: string }>;
}

const SEAL = [
  // Set first: it forbids what only newer versions of gpg could read, and clears every preference.
  '--rfc4880',
  '--cipher-algo',
  'AES256',
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
      async seal(bytes, signer, recipients) {
        const to = recipients.flatMap((r) => ['--recipient', r]);
        const args = [
          ...base,
          ...SEAL,
          '--local-user',
          signer,
          ...to,
          '--output',
          '-',
          '--sign',
          '--encrypt',
        ];
        return (await gpg(args, bytes)).out;
      },
      async open(ciphertext) {
        const { out, status } = await runGpg([...base, '--output', '-', '--decrypt'], ciphertext);
        return { plaintext: out, status };
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
