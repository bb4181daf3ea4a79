import type { Case, Obstacle } from './case.ts';
import { refused } from './case.ts';

export function documentsObstacle({ act, facts }: Case): Obstacle {
  const known = facts.document((act.data as { document: string }).document);
  if (act.type === 'documents.registered') {
    return known
      ? refused(
          'documents.document-once',
          'This document is registered already.',
          'A new version is issued for it.',
        )
      : undefined;
  }
  if (known && !known.withdrawn) return undefined;
  return refused(
    'documents.known-document',
    known ? 'The document was withdrawn.' : 'There is no such document.',
    'The document is registered and not withdrawn.',
  );
}
