import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import type { Entry, Participant } from './about.ts';

/** Who acted, in the reader's language: a State by its root or a person by id, the host, or nobody named. */
export function whoIn(e: Entry, participants: readonly Participant[], t: Words): string {
  const actor = (
    e.content as { actor?: { participant?: string; person?: string; host?: string } } | undefined
  )?.actor;
  if (!actor) return t('record.not-disclosed');
  if (actor.host) return t('record.by-host');
  const found = participants.find((p) => p.id === actor.participant);
  const name = found ? nameIn(found.names, t.language) : (actor.participant ?? '');
  return actor.person ? name : t('record.root-of', { name });
}
