import { createHash } from 'node:crypto';
import { type Contact, findContact } from '@comity/acts';
import type { Visitor } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { directoryError } from './errors.ts';
import { OpenedContacts } from './opened.ts';
import { PlacedAt } from './placed.ts';
import { Viewed } from './viewed.ts';
import { type ContactFilter, type ContactView, matches, viewContact } from './views.ts';

/** What a visitor would be shown: its tag, and how to come by the bytes where the visitor has others. */
export interface Page {
  readonly etag: string;
  body(): Promise<Buffer>;
}

const KEPT = 64;

/**
 * The directory as it is read. It changes some ten times a day and is read all day: pages are kept by
 * audience and filter until the directory or the people behind it change.
 */
export class Directory {
  readonly record: ActRecord;
  readonly #opened = new OpenedContacts();
  readonly #placed = new PlacedAt();
  readonly #pages = new Map<string, Buffer>();
  readonly #viewed: Viewed;
  #changes = { size: 0, count: 0 };

  constructor(record: ActRecord) {
    this.record = record;
    this.#viewed = new Viewed(record);
  }

  /** Contacts that this visitor may see, in the order of participants, then of contacts. */
  async list(visitor: Visitor, filter: ContactFilter): Promise<ContactView[]> {
    const state = await this.record.held.level(this.record.database.read);
    const all: [string, Contact][] = [];
    for (const owner of state.participants.keys()) {
      for (const c of state.directory.get(owner)?.contacts.values() ?? []) all.push([owner, c]);
    }
    const shown = all.map(([, c]) => c);
    const opened = await this.#opened.load(this.record, shown);
    await this.#placed.load(this.record, shown);
    return all
      .map(([owner, c]) => viewContact(state, opened.get(c.contact)!, visitor, owner, c, this.#placed.of(c)))
      .filter((c) => matches(c, filter));
  }

  /** The same for somebody who acts on it: that it was read is noted as for a page. */
  async read(visitor: Visitor, filter: ContactFilter): Promise<ContactView[]> {
    await this.#viewed.list(visitor, filter);
    return this.list(visitor, filter);
  }

  /** The version of what a visitor would see: changes with any entry of people or directory. */
  version(visitor: Visitor): string {
    const { id, size, streams } = this.record.held.now;
    if (this.#changes.size !== size) {
      let count = 0;
      for (const [stream, { next }] of streams)
        if (stream.startsWith('directory/') || stream.startsWith('participant/')) count += next;
      this.#changes = { size, count };
    }
    return `${id.slice(0, 8)}-${this.#changes.count}-${visitor?.participant ?? 'public'}`;
  }

  async page(visitor: Visitor, filter: ContactFilter): Promise<Page> {
    // Whoever signed in was looked up a moment ago, on the newest state.
    if (!visitor) await this.record.held.level(this.record.database.read);
    await this.#viewed.list(visitor, filter);
    const name = `${this.version(visitor)} ${JSON.stringify(filter)}`;
    const etag = `"${createHash('sha256').update(name).digest('base64url').slice(0, 22)}"`;
    return { etag, body: async () => this.#pages.get(name) ?? this.#keep(name, visitor, filter) };
  }

  async #keep(name: string, visitor: Visitor, filter: ContactFilter): Promise<Buffer> {
    const { size } = this.record.held.now;
    const body = Buffer.from(JSON.stringify({ size, contacts: await this.list(visitor, filter) }));
    if (this.#pages.size >= KEPT) this.#pages.delete(this.#pages.keys().next().value!);
    this.#pages.set(name, body);
    return body;
  }

  async get(visitor: Visitor, id: string): Promise<ContactView> {
    const state = await this.record.held.level(this.record.database.read);
    const found = findContact(state, id);
    if (!found) throw directoryError('contact-not-found');
    const { participant, contact } = found;
    const opened = (await this.#opened.load(this.record, [contact])).get(id)!;
    await this.#placed.load(this.record, [contact]);
    const view = viewContact(state, opened, visitor, participant, contact, this.#placed.of(contact));
    await this.#viewed.contact(visitor, view, contact);
    return view;
  }
}
