import type { ParticipantActor } from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';

/** What the rules of documents, initiatives and rounds have in common. */

export const actorOf = ({ act }: Pick<Case, 'act'>): string => (act.actor as ParticipantActor).participant;

export const isSecretariat = (c: Pick<Case, 'act' | 'state'>): boolean =>
  c.state.participants.get(actorOf(c))?.kind === 'secretariat';

export function knownDocument({ facts }: Case, document: string): Obstacle {
  const known = facts.document(document);
  if (known && !known.withdrawn) return undefined;
  return refused(
    'documents.known-document',
    known ? 'The document was withdrawn.' : 'There is no such document.',
    'The document is registered and not withdrawn.',
  );
}
