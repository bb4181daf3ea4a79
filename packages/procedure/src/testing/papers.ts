import { testId } from '@comity/acts/testing';
import type { Scene } from './scene.ts';

/** Documents, and what several tests do with them. */
export const document = testId('doc', 'one');
export const other = testId('doc', 'two');
export const sha = (digit: string) => digit.repeat(64);
export const file = { sha256: sha('a'), size: 10, media: 'application/pdf' };
export const registration = {
  document,
  titles: { en: 'A title' },
  source: 'archive' as const,
  files: {},
};
export const version = { document, language: 'fr', file };
export const paper = { document, titles: { en: 'A paper' }, files: { en: file } };

export const clerk = (s: Scene) => s.person('secretariat clerk');
export const register = (s: Scene, who = clerk(s)) => s.ask(who, 'documents.registered', registration);
export const registered = (s: Scene, id = document) =>
  s.enact(clerk(s), 'documents.registered', { ...registration, document: id });
export const withdraw = (s: Scene) =>
  s.enact(clerk(s), 'documents.withdrawn', { document, reason: 'Twice here.' });
export const submitted = (s: Scene) => s.enact(s.root('alpha'), 'documents.submitted', paper);
export const enters = (s: Scene) =>
  s.enact(clerk(s), 'documents.organ-registered', {
    ...{ organ: 'plenary', names: { en: 'Plenary' }, prefix: 'A/BODY' },
  });
