import { testId } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';

const document = testId('doc', 'one');
const registration = { document, titles: { en: 'A title' }, source: 'archive', files: {} } as const;
const version = {
  document,
  language: 'fr',
  file: { sha256: 'a'.repeat(64), size: 10, media: 'application/pdf' },
};
const clerk = (s: Scene) => s.person('secretariat clerk');
const register = (s: Scene, who = clerk(s)) => s.ask(who, 'documents.registered', registration);
const registered = (s: Scene) => s.enact(clerk(s), 'documents.registered', registration);
const withdraw = (s: Scene) => s.enact(clerk(s), 'documents.withdrawn', { document, reason: 'Twice here.' });

const CASES: RoomCases<'documents'> = {
  'documents.secretariat-registers': {
    allows: {
      'a clerk of the secretariat': (s) => register(s),
      'a session of the clerk': async (s) =>
        s.ask(await s.session('secretariat clerk'), 'documents.registered', registration),
      'the root of the secretariat': (s) => s.ask(s.secretariat, 'documents.registered', registration),
    },
    refuses: {
      'the root of a State': (s) => s.ask(s.root('alpha'), 'documents.registered', registration),
      'a person of a State, whatever its authorities': async (s) => {
        const held = { person: s.id('alpha officer'), authorities: ['documents' as const] };
        await s.enact(s.root('alpha'), 'people.authorities-set', held);
        return register(s, s.person('alpha officer'));
      },
    },
  },
  'documents.document-once': {
    allows: { 'a new document': (s) => register(s) },
    refuses: {
      'one that is registered': async (s) => {
        await registered(s);
        return register(s);
      },
      'one that was withdrawn': async (s) => {
        await registered(s);
        await withdraw(s);
        return register(s);
      },
    },
  },
  'documents.known-document': {
    allows: {
      'a version of a registered document': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.issued', version);
      },
    },
    refuses: {
      'a version of a document nobody registered': (s) => s.ask(clerk(s), 'documents.issued', version),
      'a version of a withdrawn document': async (s) => {
        await registered(s);
        await withdraw(s);
        return s.ask(clerk(s), 'documents.issued', version);
      },
      'a second withdrawal': async (s) => {
        await registered(s);
        await withdraw(s);
        return s.ask(clerk(s), 'documents.withdrawn', { document, reason: 'Again.' });
      },
    },
  },
};

describe('The rules of documents', () => {
  test.each(allowedIn(CASES))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(await attempt(await Scene.open())).toMatchObject({ allowed: true });
  });
  test.each(refusedIn(CASES))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(await attempt(await Scene.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});
