import type { BodyState } from '@comity/acts';
import { presidingOver } from '@comity/procedure';
import type { z } from 'zod';
import type { Reader, Tx } from '../../platform/index.ts';
import {
  type Asker,
  countOpened,
  findOwn,
  type Keeping,
  type ListedAside,
  listAsides,
  listItems,
  mayRemove,
  putItem as putAside,
  removeAside,
  type StoredAside,
  statesOf,
  viewItem,
} from '../asides/index.ts';
import { listProcedureFacts } from '../decisions/index.ts';
import { findNegotiation } from '../negotiation/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { consultationsError } from './errors.ts';
import { assertConsulting, assertItsId, type Beside } from './rules.ts';
import type { beside, consultation, consultations, item, newItem } from './schema.ts';

const MEGABYTE = 1024 * 1024;
/** A chair may sound out every State; `beside`: what others begin beside one thing. */
const MOST = { opened: 400, beside: 20, items: 300, size: 4 * MEGABYTE, among: 20 } as const;
const FULL = {
  opened: { detail: `A participant opens ${MOST.opened} consultations at most.` },
  items: { detail: `A consultation has ${MOST.items} items at most.` },
  size: { detail: `All items of a consultation are ${MOST.size / MEGABYTE} megabytes at most.` },
  among: { detail: `A small group has ${MOST.among} States at most.` },
} as const;

const KEEPING: Keeping = {
  kinds: ['sounding', 'group'],
  most: MOST,
  refusals: {
    absent: () => consultationsError('not-found'),
    notAmong: () => consultationsError('not-among'),
    differs: () => consultationsError('item-differs'),
    notYours: () => consultationsError('not-yours-to-remove'),
    full: (what) => consultationsError('full', FULL[what]),
  },
};

/** Those that a participant has part in, the one with the newest item first; `about`: beside one text or procedure. */
export async function readConsultations(
  record: ActRecord,
  participant: string,
  about?: string,
): Promise<z.infer<typeof consultations>> {
  const rows = await listAsides(record.database.read, participant, KEEPING.kinds);
  const list = rows.filter((row) => about === undefined || row.about === about);
  return { consultations: list.map(summarizeListed) };
}

const summarize = ({ id, kind, among, opened, openedBy, about, ends }: StoredAside) => ({
  ...{ consultation: id, kind: kind as 'sounding' | 'group', about: about!, among: [...among], openedBy },
  opened: opened.toISOString(),
  ...(ends ? { ends: ends.toISOString() } : {}),
});
const summarizeListed = ({ last, items, ...one }: ListedAside) => ({
  ...summarize(one),
  ...{ last: last.toISOString(), items },
});

/** Throws `consultations.not-found`: absent and not-yours answer alike. */
export async function readConsultation(
  record: ActRecord,
  asker: Asker,
  id: string,
): Promise<z.infer<typeof consultation>> {
  const { read } = record.database;
  const found = await findOwn(read, KEEPING, asker, id);
  return {
    ...summarize(found),
    mayRemove: mayRemove(record.held.now, asker, found),
    items: (await listItems(read, id)).map((one) => viewItem<false>(one)),
  };
}

/** How what is under negotiation or under way stands, and who presides over it; undefined where there is no such thing. */
export async function findBeside(read: Reader, state: BodyState, about: string): Promise<Beside | undefined> {
  if (about.startsWith('doc_')) {
    const found = await findNegotiation(read, about);
    return found && { open: !found.fact.closed, presiding: presidingOver(state, found.fact) };
  }
  const [found] = await listProcedureFacts(read, [about]);
  return found && { open: !found.fact.closed, presiding: presidingOver(state, found.fact) };
}

/** Throws `consultations.nothing-open` where there is no such text or procedure. */
export async function readBeside(record: ActRecord, about: string): Promise<z.infer<typeof beside>> {
  const { read } = record.database;
  const found = await findBeside(read, await record.held.level(read), about);
  if (!found) throw consultationsError('nothing-open');
  return { about, open: found.open, presiding: [...found.presiding] };
}

/**
 * Puts a sealed item into its consultation, which the first one opens: the States that it is sealed to have part in it. The
 * same item again changes nothing. Throws `consultations.not-its-id`, `not-among`, `nothing-open`, `not-with-chair`,
 * `not-a-group`, `item-differs`, `full`.
 */
export async function putItem(
  record: ActRecord,
  asker: Asker,
  { kind, about, nonce, ...sealed }: z.infer<typeof newItem>,
): Promise<z.infer<typeof item>> {
  assertItsId(record.held.now.id, { what: kind, about, among: statesOf(sealed), nonce }, sealed);
  const begin = async (tx: Tx, state: BodyState, aside: StoredAside) => {
    const beside = await findBeside(tx, state, about);
    assertConsulting(beside, aside);
    const { participant } = asker;
    if (beside!.presiding.includes(participant)) return;
    if ((await countOpened(tx, participant, KEEPING.kinds, about)) >= MOST.beside)
      throw consultationsError('full', {
        detail: `Beside one text or procedure a State that does not preside begins ${MOST.beside} at most.`,
      });
  };
  return viewItem<false>(await putAside(record, KEEPING, asker, sealed, { kind, about }, begin));
}

/** Removes one with everything that was sealed in it. Throws `consultations.not-found`, `not-yours-to-remove`. */
export const removeConsultation = (record: ActRecord, asker: Asker, id: string): Promise<void> =>
  removeAside(record, KEEPING, asker, id);
