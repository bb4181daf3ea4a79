import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptSealed } from '@comity/client/resuming';
import { fromBase64, toBase64 } from '@comity/log';
import { type Identity, writePrivate } from './keyring.ts';

/**
 * Messages that were sealed and are not known to stand on the record, beside the identity that sealed them, until they do:
 * as they are sealed, never a word of what they say.
 */
export class SealedStore {
  readonly folder: string;

  constructor(keys: string, { name, trust }: Pick<Identity, 'name' | 'trust'>) {
    this.folder = join(keys, 'sealed', trust.body.slice(0, 16), name);
  }

  /** Keeps what a sending seals, and forgets it once that is done. What broke stays, and can be resumed. */
  async sending<T extends { readonly sealed: Pick<KeptSealed, 'header'> }>(
    send: (onSealed: (kept: KeptSealed) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const done = await send((kept) => this.keep(kept));
    await this.forget(done.sealed.header.message);
    return done;
  }

  async keep(kept: KeptSealed): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writePrivate(this.#pathOf(kept.header.message), JSON.stringify(written(kept)));
  }

  async forget(message: string): Promise<void> {
    await rm(this.#pathOf(message), { force: true });
  }

  /** Oldest first. */
  async list(): Promise<KeptSealed[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const all = await Promise.all(
      names.map(async (name) => read(JSON.parse(await readFile(join(this.folder, name), 'utf8')))),
    );
    return all.sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  #pathOf = (message: string): string => join(this.folder, `${message}.json`);
}

const written = ({ ciphertext, attachments, ...kept }: KeptSealed) => ({
  ...kept,
  ciphertext: toBase64(ciphertext),
  attachments: attachments.map((a) => ({ sealed: a.sealed, ciphertext: toBase64(a.ciphertext) })),
});

const read = ({ ciphertext, attachments, ...kept }: ReturnType<typeof written>): KeptSealed => ({
  ...kept,
  ciphertext: fromBase64(ciphertext),
  attachments: attachments.map((a) => ({ sealed: a.sealed, ciphertext: fromBase64(a.ciphertext) })),
});
