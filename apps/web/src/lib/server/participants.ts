import type { Words } from '#lib/words/messages.ts';
import { namedLike, nameIn, sortedByName } from '#lib/words/names.ts';
import type { Participant } from './about.ts';

/** The most that are offered where several fit. */
const OFFERED = 12;

/**
 * A participant that a list is narrowed to, as somebody typed it. A list of all names would be half of what a page
 * weighs, so it is a field that the server reads.
 */
export interface Asked {
  /** What stands in the field: the name, once it is clear whose. */
  readonly typed: string;
  /** Whose it is; empty where nobody was asked for, or nobody is clear. */
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Why it is not clear who is meant, and who may be. */
  readonly unclear?: { readonly says: string; readonly choices: readonly { id: string; name: string }[] };
}

export function askedFor(participants: readonly Participant[], given: string | null, t: Words): Asked {
  const typed = (given ?? '').trim().slice(0, 120).toWellFormed();
  const field = { typed, id: '', label: t('record.participant'), hint: t('list.participant-hint') };
  if (typed === '') return field;
  const found = namedLike(participants, typed);
  if (found.length === 1) return { ...field, typed: nameIn(found[0]!.names, t.language), id: found[0]!.id };
  const choices = sortedByName(found.slice(0, OFFERED), t.language).map((p) => ({
    id: p.id,
    name: nameIn(p.names, t.language),
  }));
  const says = t(choices.length ? 'list.participant-which' : 'list.participant-none', { name: typed });
  return { ...field, unclear: { says, choices } };
}
