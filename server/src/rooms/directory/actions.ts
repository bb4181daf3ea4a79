import { createHash } from 'node:crypto';
import { type Contact, findContact } from '@comity/acts';
import type { Visitor } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { directoryError } from './errors.ts';
import { type ContactFilter, type ContactView, matches, Openings, viewContact } from './views.ts';

/** A reply made once for an audience and a state of the directory. */
export interface Page {
  readonly etag: string;
  readonly body: string;
}

const KEPT = 64;

/**
 * The directory as it is read. It changes some ten times a day and is read all day: pages are kept by
 * audience and filter until the directory or the people behind it change.
 */
export class Directory {
  readonly record: ActRecord;
  readonly #openings = new Openings();
  readonly #pages = new Map<string, Page>();

  constructor(record: ActRecord) {
    this.record = record;
  }

  /** Contacts that this visitor may see, in the order of participants, then of contacts. */
  async list(visitor: Visitor, filter: ContactFilter): Promise<ContactView[]> {
    const state = await this.record.held.level(this.record.database.read);
    const all: [string, Contact][] = [];
    for (const owner of state.participants.keys()) {
      for (const c of state.directory.get(owner)?.contacts.values() ?? []) all.push([owner, c]);
    }
    await this.#openings.load(
      this.record,
      all.map(([, c]) => c),
    );
    return all
      .map(([owner, c]) => viewContact(state, this.#openings, visitor, owner, c))
      .filter((c) => matches(c, filter));
  }

  /** The version of what a visitor would see: changes with any entry of people or directory. */
  version(visitor: Visitor): string {
    const state = this.record.held.now;
    let changes = 0;
    for (const [stream, { next }] of state.streams) {
      if (stream.startsWith('directory/') || stream.startsWith('participant/')) changes += next;
    }
    return `${state.id.slice(0, 8)}-${changes}-${visitor?.participant ?? 'public'}`;
  }

  async page(visitor: Visitor, filter: ContactFilter): Promise<Page> {
    const state = await this.record.held.level(this.record.database.read);
    const version = this.version(visitor);
    const name = `${version} ${JSON.stringify(filter)}`;
    const kept = this.#pages.get(name);
    if (kept) return kept;
    const body = JSON.stringify({ size: state.size, contacts: await this.list(visitor, filter) });
    const page = { etag: `"${createHash('sha256').update(name).digest('base64url').slice(0, 22)}"`, body };
    if (this.#pages.size >= KEPT) this.#pages.delete(this.#pages.keys().next().value!);
    this.#pages.set(name, page);
    return page;
  }

  async get(visitor: Visitor, id: string): Promise<ContactView> {
    const state = await this.record.held.level(this.record.database.read);
    const found = findContact(state, id);
    if (!found) throw directoryError('contact-not-found');
    await this.#openings.load(this.record, [found.contact]);
    return viewContact(state, this.#openings, visitor, found.participant, found.contact);
  }
}
