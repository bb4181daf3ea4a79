import type { Contact } from '@comity/acts';
import type { z } from 'zod';
import type { Visitor } from '../people/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import type { views } from './schema.ts';
import { deleteViewsBefore, insertView, listViews, type StoredView } from './store-viewed.ts';
import type { ContactFilter, ContactView } from './views.ts';

const DAY = 86_400_000;
/** How long it is kept that somebody read something, days. */
export const VIEWS_KEPT = 90;
const MOST = 1000;

/**
 * Notes which participant reads restricted fields of others' contacts: once a day for each contact, once a day for a list.
 * Reading one's own is nobody's business, and what is public is read by nobody in particular.
 */
export class Viewed {
  readonly #record: ActRecord;
  #day = '';
  readonly #noted = new Set<string>();

  constructor(record: ActRecord) {
    this.#record = record;
  }

  async contact(visitor: Visitor, shown: ContactView, { fields: all }: Contact): Promise<void> {
    const { participant, contact } = shown;
    if (!visitor || visitor.participant === participant) return;
    const fields = Object.entries(all).flatMap(([name, field]) =>
      name in shown.fields && !('value' in field) ? [name] : [],
    );
    if (fields.length > 0)
      await this.#note({ owner: participant, reader: visitor.participant, contact, fields });
  }

  async list(visitor: Visitor, { participant }: ContactFilter): Promise<void> {
    if (!visitor || visitor.participant === participant) return;
    await this.#note({ owner: participant ?? '*', reader: visitor.participant, contact: '', fields: [] });
  }

  async #note(view: Omit<StoredView, 'first'>): Promise<void> {
    const now = this.#record.clock();
    const day = new Date(now).toISOString().slice(0, 10);
    const isNewDay = day !== this.#day;
    if (isNewDay) this.#noted.clear();
    this.#day = day;
    const name = `${view.owner} ${view.reader} ${view.contact}`;
    if (this.#noted.has(name)) return;
    await this.#record.database.transaction(async (tx) => {
      if (isNewDay) deleteViewsBefore(tx, new Date(now - VIEWS_KEPT * DAY));
      insertView(tx, { ...view, first: new Date(now) });
    });
    this.#noted.add(name);
  }
}

/** Who read restricted fields of a participant's contacts: shown to that participant alone. */
export async function readViews(record: ActRecord, participant: string): Promise<z.infer<typeof views>> {
  const rows = await listViews(record.database.read, participant, MOST);
  return {
    kept: VIEWS_KEPT,
    views: rows.map(({ reader, contact, fields, first }) => ({
      ...{ reader, fields: [...fields], first: first.toISOString() },
      ...(contact === '' ? {} : { contact }),
    })),
  };
}
