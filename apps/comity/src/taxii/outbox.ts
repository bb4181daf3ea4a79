import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundle, readBundle } from '@comity/feeds';
import { intake, type Page, Pile, type Query, type Status } from '@comity/feeds/taxii';
import { fromUtf8 } from '@comity/log';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';

const KEPT = 1000;

/** What the State's own machines handed in, to be sent by a person: one file, a STIX bundle that can be attached as it is. */
export class Outbox {
  readonly #path: string;
  #pile: Pile;
  readonly #statuses = new Map<string, Status>();

  private constructor(path: string, pile: Pile) {
    this.#path = path;
    this.#pile = pile;
  }

  static async open(folder: string, now: number): Promise<Outbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'outbox.stix.json');
    const bytes = await readFile(path).catch(() => undefined);
    const pile = new Pile();
    for (const object of bytes ? read(bytes, path).objects : []) pile.add(object, now * 1000);
    return new Outbox(path, pile);
  }

  select(query: Query): Page {
    return this.#pile.select(query);
  }

  has(id: string): boolean {
    return this.#pile.has(id);
  }

  findStatus(id: string): Status | undefined {
    return this.#statuses.get(id);
  }

  /** On the disk before it is said to be there. */
  async add(given: readonly unknown[], now: number): Promise<Status> {
    const { accepted, failures } = intake(given);
    const successes = accepted.map((object) => {
      const { row, isAsGiven } = this.#pile.add(object, now * 1000);
      const message = isAsGiven ? {} : { message: 'This version was there before, and stays as it was.' };
      return { id: row.id, version: row.versionText, ...message };
    });
    await this.#save();
    const status = { id: randomUUID(), requested: now * 1000, successes, failures };
    this.#statuses.set(status.id, status);
    for (const id of [...this.#statuses.keys()].slice(0, -KEPT)) this.#statuses.delete(id);
    return status;
  }

  async remove(query: Query): Promise<number> {
    const removed = this.#pile.remove(query);
    if (removed > 0) await this.#save();
    return removed;
  }

  #save(): Promise<void> {
    const objects = this.#pile.every().map(({ json }) => fromUtf8(json));
    return writePrivate(
      this.#path,
      `{"type":"bundle","id":"bundle--${randomUUID()}","objects":[\n${objects.join(',\n')}\n]}\n`,
    );
  }
}

function read(bytes: Uint8Array, path: string): Pick<Bundle, 'objects'> {
  if (/"objects":\[\s*\]/.test(new TextDecoder().decode(bytes.subarray(0, 256)))) return { objects: [] };
  try {
    return readBundle(bytes);
  } catch {
    throw new CommandError('comity.taxii-damaged', `${path} is damaged.`, 'Move it away, and start again.');
  }
}
