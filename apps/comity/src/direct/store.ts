import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layers } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import type { ClearHeader, Party } from '@comity/seal';
import { CommandError } from '../errors.ts';
import { type Identity, writePrivate } from '../keyring.ts';

/**
 * Messages that went by mail because the host was down, as they are sealed, until they stand on the record. Nothing of
 * what they say lies here in the open: whoever wants to read one opens it again.
 */
export interface KeptMessage {
  readonly v: 1;
  readonly header: ClearHeader;
  /** What a following message names. */
  readonly messageId: string;
  readonly previous?: string;
  readonly type: string;
  readonly from: Party;
  readonly to: readonly Party[];
  readonly layers: Layers;
  readonly further?: string;
  readonly at: string;
  /** Base64. */
  readonly ciphertext: string;
  readonly files: readonly string[];
  /** Sent from here; absent for one that came. */
  readonly ours?: {
    /** When the mail server took it, by contact; whoever is missing was not reached. */
    readonly reached: Readonly<Record<string, string>>;
  };
  /** The message that this one acknowledges. */
  readonly acknowledges?: string;
  /** The act that placed it on the record. */
  readonly placed?: string;
}

/** That a contact acknowledged a message by mail, and the mail that proves it. */
export interface KeptAcknowledgement {
  readonly v: 1;
  readonly message: string;
  readonly participant: string;
  readonly contact: string;
  readonly key: string;
  readonly signedAt: string;
  /** SHA-256 of the mail, which lies beside this under that name. */
  readonly mail: string;
}

export class DirectStore {
  readonly folder: string;

  /** Each identity on a machine keeps its own: they may be of several States. */
  constructor(keys: string, { name, trust }: Pick<Identity, 'name' | 'trust'>) {
    this.folder = join(keys, 'direct', trust.body.slice(0, 16), name);
  }

  /** Oldest first. Throws `comity.not-a-kept-message`. */
  async list(): Promise<KeptMessage[]> {
    const kept = await this.#all<KeptMessage>('messages');
    return kept.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  async find(message: string): Promise<KeptMessage | undefined> {
    return (await this.list()).find(({ header }) => header.message === message);
  }

  /** The same message again takes the place of what was kept of it. */
  keep = (message: KeptMessage): Promise<void> =>
    this.#write('messages', `${message.header.message}.json`, JSON.stringify(message));

  acknowledgements = (): Promise<KeptAcknowledgement[]> => this.#all<KeptAcknowledgement>('acknowledged');

  async acknowledge(ack: Omit<KeptAcknowledgement, 'v' | 'mail'>, mail: Uint8Array): Promise<void> {
    const sha256 = sha256Hex(mail);
    await this.#write('acknowledged', `${sha256}.eml`, mail);
    const kept: KeptAcknowledgement = { v: 1, ...ack, mail: sha256 };
    await this.#write('acknowledged', `${ack.message}.${ack.contact}.json`, JSON.stringify(kept));
  }

  /** Mails that were read before, by their hash. */
  async seen(): Promise<ReadonlySet<string>> {
    const text = await readFile(join(this.folder, 'seen'), 'utf8').catch(() => '');
    return new Set(text.split('\n').filter(Boolean));
  }

  see = async (mails: ReadonlySet<string>): Promise<void> =>
    this.#write('.', 'seen', [...mails].map((sha256) => `${sha256}\n`).join(''));

  async #write(part: string, name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(join(this.folder, part), { recursive: true, mode: 0o700 });
    await writePrivate(join(this.folder, part, name), content);
  }

  async #all<T extends { readonly v: 1 }>(part: string): Promise<T[]> {
    const folder = join(this.folder, part);
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
    return Promise.all(names.map((name) => parsed<T>(join(folder, name))));
  }
}

async function parsed<T extends { readonly v: 1 }>(path: string): Promise<T> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as T | null;
    if (value?.v === 1) return value;
  } catch {
    // One answer for whatever is wrong with the file.
  }
  throw new CommandError('comity.not-a-kept-message', `${path} does not hold a message.`, 'Move it away.');
}
