import {
  type AnyAct,
  commitmentsIn,
  fieldCommitment,
  fieldOpening,
  leafCommitment,
  type Opening,
  parseLeaf,
  parseOpening,
  parseSubmission,
  parseWith,
} from '@comity/acts';
import { canonicalBytes, fromUtf8, parseCanonical, sha256Hex, TILE_WIDTH, utf8 } from '@comity/log';
import type { Alarms } from './alarms.ts';
import type { Folder } from './folder.ts';
import type { OwnOpening } from './replaying.ts';
import { type Source, SourceError } from './source.ts';
import type { Tiles } from './tiles.ts';

const PRIVATE = 0o600;
const ANSWER_LIMIT = 64 * 1024 * 1024;
const PAGE = 500;

export interface OwnOptions {
  readonly folder: Folder;
  readonly source: Source;
  readonly tiles: Tiles;
  readonly alarms: Alarms;
  /** The token of a reading session of the State; `anew` where the one before was refused. */
  readonly token: (anew: boolean) => Promise<string>;
  /** Whether sealed files are kept as well; they are, unless said otherwise. */
  readonly sealedFiles?: boolean;
}

interface Page {
  readonly to: number;
  readonly openings: readonly ({ index: number } & Record<string, unknown>)[];
  readonly fields: readonly { index: number; opened: string }[];
}

/**
 * What a State may open, beside the copy of the log and apart from it: `private/` is never served, and can be erased
 * file by file or whole; the copy and its digests stay what they are.
 */
export class Own {
  readonly #o: OwnOptions;
  readonly #erased = new Set<string>();
  #to = 0;
  /** The size of the copy when it was last asked. */
  #size = 0;

  private constructor(options: OwnOptions) {
    this.#o = options;
  }

  static async open(options: OwnOptions): Promise<Own> {
    const own = new Own(options);
    for (const subject of await readErased(options.folder)) own.#erased.add(subject);
    const to = await options.folder.read('private/to');
    own.#to = to ? Number(fromUtf8(to)) : 0;
    return own;
  }

  /** Nothing about this subject is kept from now on. */
  forget(subject: string): void {
    this.#erased.add(subject);
  }

  /** Entries below this were asked for. */
  get to(): number {
    return this.#to;
  }

  /** Fetches what is open to the State, up to this size of the copy. Throws SourceError. */
  async step(size: number): Promise<void> {
    this.#size = size;
    while (this.#to < size) {
      const page = await this.#page(this.#to);
      if (page.to <= this.#to) return;
      for (const { index, ...opening } of page.openings) if (index < size) await this.#keep(index, opening);
      for (const field of page.fields)
        if (field.index < size) await this.#keepField(field.index, field.opened);
      this.#to = Math.min(page.to, size);
      await this.#o.folder.write('private/to', String(this.#to), PRIVATE);
      await this.#o.folder.settle();
    }
  }

  /** How many entries below an index were opened to the State, with those whose openings were erased here since. */
  async handedBelow(to: number): Promise<number> {
    const { folder } = this.#o;
    const names = [...(await folder.list('private/openings')), ...(await folder.list(LEFT_OUT))];
    return names.filter((name) => Number.parseInt(name, 10) < to).length;
  }

  /** What opens an entry, as it was kept. */
  async opening(index: number): Promise<OwnOpening | undefined> {
    const bytes = await this.#o.folder.read(`private/openings/${index}.json`);
    if (!bytes) return undefined;
    const opening = parseOpening(parseCanonical(bytes));
    const { session } = opening.sig;
    if (session === undefined) return { opening };
    const certificate = await this.#o.folder.read(`private/certificates/${session}`);
    return certificate && { opening, certificate };
  }

  async #get(path: string, limit: number): Promise<Uint8Array> {
    const get = async (anew: boolean) =>
      this.#o.source.get(path, limit, { authorization: `Bearer ${await this.#o.token(anew)}` });
    return get(false).catch((error: unknown) => {
      if (error instanceof SourceError && error.kind === 'unauthorised') return get(true);
      throw error;
    });
  }

  async #page(from: number): Promise<Page> {
    const bytes = await this.#get(`api/openings?from=${from}&limit=${PAGE}`, ANSWER_LIMIT);
    try {
      const page = JSON.parse(fromUtf8(bytes)) as Page;
      if (Number.isSafeInteger(page.to) && Array.isArray(page.openings) && Array.isArray(page.fields))
        return page;
    } catch {
      // One answer for whatever it is.
    }
    throw new SourceError('unreachable', 'What is served as openings is none.');
  }

  async #keep(index: number, value: unknown): Promise<void> {
    const opening = readOpening(value);
    if (!opening || leafCommitment(opening) !== (await this.#commitment(index)))
      return this.#differs(index, 'an opening of an entry');
    const erased = this.#erasedIn(opening.act);
    if (erased !== undefined) return leaveOut(this.#o.folder, index, erased);
    const { session } = opening.sig;
    if (session !== undefined && !(await this.#keepCertificate(session, index))) return;
    await this.#o.folder.write(`private/openings/${index}.json`, canonicalBytes(opening), PRIVATE);
    await this.#keepFiles(opening.act, index);
  }

  async #leaf(index: number) {
    const bundle = Math.floor(index / TILE_WIDTH);
    const entries = await this.#o.tiles.entries(bundle, this.#size);
    const bytes = entries[index % TILE_WIDTH];
    return bytes && parseLeaf(bytes);
  }

  async #commitment(index: number): Promise<string | undefined> {
    const leaf = await this.#leaf(index);
    return leaf?.tier === 'restricted' ? leaf.commitment : undefined;
  }

  async #keepField(index: number, text: string): Promise<void> {
    try {
      const opening = parseWith(fieldOpening, parseCanonical(utf8(text)), 'The opening of a field');
      const leaf = await this.#leaf(index);
      const act = leaf?.tier === 'public' ? leaf.act : (await this.opening(index))?.opening.act;
      const commitment = fieldCommitment(opening);
      if (!act || !commitmentsIn(act).some((c) => c.commitment === commitment)) throw new Error();
      if (this.#erased.has(opening.subject)) return;
      await this.#o.folder.write(`private/fields/${commitment}.json`, utf8(text), PRIVATE);
    } catch {
      await this.#differs(index, 'an opening of a field');
    }
  }

  async #keepCertificate(hash: string, index: number): Promise<boolean> {
    const name = `private/certificates/${hash}`;
    if (await this.#o.folder.has(name)) return true;
    const bytes = await this.#found(`api/certificates/${hash}`, 64 * 1024);
    if (bytes && sha256Hex(bytes) === hash) {
      await this.#o.folder.write(name, bytes, PRIVATE);
      return true;
    }
    const says = `The session certificate behind entry ${index} is not to be had (${hash}).`;
    await this.#o.alarms.raise({ code: 'mirror.certificate-missing', about: hash, index, says });
    return false;
  }

  /** The sealed files of a message. */
  async #keepFiles(act: AnyAct, index: number): Promise<void> {
    if (act.type !== 'exchange.sent' || this.#o.sealedFiles === false) return;
    for (const { sha256, size } of [act.data.ciphertext, ...(act.data.attachments ?? [])]) {
      if (await this.#o.folder.has(`private/blobs/${sha256}`)) continue;
      const bytes = await this.#found(`api/blobs/${sha256}`, size);
      if (bytes && sha256Hex(bytes) === sha256) {
        await this.#o.folder.write(`private/blobs/${sha256}`, bytes, PRIVATE);
        continue;
      }
      const says = `A sealed file of the message in entry ${index} is not to be had (SHA-256 ${sha256}).`;
      await this.#o.alarms.raise({ code: 'mirror.blob-missing', about: sha256, index, says });
    }
  }

  async #found(path: string, limit: number): Promise<Uint8Array | undefined> {
    try {
      return await this.#get(path, limit);
    } catch (error) {
      if (error instanceof SourceError && (error.kind === 'absent' || error.kind === 'too-large'))
        return undefined;
      throw error;
    }
  }

  #differs(index: number, what: string): Promise<void> {
    const says = `What was handed over as ${what} does not open entry ${index}.`;
    return this.#o.alarms.raise({ code: 'mirror.opening-differs', about: `${index} ${what}`, index, says });
  }

  #erasedIn(act: AnyAct): string | undefined {
    const text = fromUtf8(canonicalBytes(act));
    return [...this.#erased].find((subject) => text.includes(`"${subject}"`));
  }
}

function readOpening(value: unknown): Opening | undefined {
  try {
    return parseOpening(value);
  } catch {
    return undefined;
  }
}

const ERASED = 'private/erased.json';
async function readErased(folder: Folder): Promise<string[]> {
  const bytes = await folder.read(ERASED);
  return bytes ? (JSON.parse(fromUtf8(bytes)) as string[]) : [];
}

/**
 * Entries whose openings were erased here without an order of the host: it goes on owing them, and a watch counts them
 * as opened. Each file holds the subject, as `ERASED` does.
 */
const LEFT_OUT = 'private/left-out';
const leaveOut = (folder: Folder, index: number, subject: string): Promise<void> =>
  folder.write(`${LEFT_OUT}/${index}`, subject, PRIVATE);

/** Who wanted it: the host, which owes nothing of it any more, or whoever keeps the folder. */
export type ErasedBy = 'host' | 'keeper';

/**
 * Erases what opens anything about a subject: its fields, acts and sealed files in which it stands, and with a message its
 * addressees; of acts that were handed in, what opens it beside them. It is noted first, so that nothing of it is
 * fetched again. Answers how many files are gone or less than they were.
 */
export async function eraseSubject(folder: Folder, subject: string, by: ErasedBy): Promise<number> {
  const erased = new Set(await readErased(folder)).add(subject);
  await folder.write(ERASED, `${JSON.stringify([...erased].sort())}\n`, PRIVATE);
  await folder.settle();
  const opened = await filesNaming(folder, 'openings', subject);
  if (by === 'host') await forgetLeftOut(folder, subject);
  let count = opened.length;
  const fields = [subject];
  for (const { name, text } of opened) {
    if (by === 'keeper') await leaveOut(folder, Number.parseInt(name, 10), subject);
    await folder.remove(`private/openings/${name}`);
    const { act } = parseOpening(parseCanonical(utf8(text)));
    if (act.type !== 'exchange.sent') continue;
    fields.push(act.data.header.message);
    for (const { sha256 } of [act.data.ciphertext, ...(act.data.attachments ?? [])]) {
      await folder.remove(`private/blobs/${sha256}`);
      count++;
    }
  }
  for (const id of new Set(fields))
    for (const { name } of await filesNaming(folder, 'fields', id)) {
      await folder.remove(`private/fields/${name}`);
      count++;
    }
  count += await closeHandedIn(folder, subject);
  await folder.settle();
  return count;
}

async function forgetLeftOut(folder: Folder, subject: string): Promise<void> {
  for (const name of await folder.list(LEFT_OUT)) {
    const path = `${LEFT_OUT}/${name}`;
    if (fromUtf8((await folder.read(path)) ?? new Uint8Array(0)) === subject) await folder.remove(path);
  }
}

/** The files in which an id stands. */
async function filesNaming(folder: Folder, kind: 'openings' | 'fields', id: string) {
  const found: { name: string; text: string }[] = [];
  for (const name of await folder.list(`private/${kind}`)) {
    const text = fromUtf8((await folder.read(`private/${kind}/${name}`)) ?? new Uint8Array(0));
    if (text.includes(`"${id}"`)) found.push({ name, text });
  }
  return found;
}

/** Acts that were handed in keep their bytes and their signature; what opens the subject beside them goes. */
async function closeHandedIn(folder: Folder, subject: string): Promise<number> {
  let count = 0;
  for (const name of await folder.list('private/acts')) {
    const path = `private/acts/${name}`;
    const bytes = (await folder.read(path)) ?? new Uint8Array(0);
    if (!fromUtf8(bytes).includes(`"${subject}"`)) continue;
    const { openings = [], ...act } = parseSubmission(parseCanonical(bytes));
    const names =
      act.act.type === 'exchange.sent' && fromUtf8(canonicalBytes(act.act)).includes(`"${subject}"`);
    const left = names ? [] : openings.filter((opening) => opening.subject !== subject);
    if (left.length === openings.length) continue;
    await folder.write(
      path,
      canonicalBytes({ ...act, ...(left.length > 0 ? { openings: left } : {}) }),
      PRIVATE,
    );
    count++;
  }
  return count;
}
