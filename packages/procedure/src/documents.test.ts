import { describe, expect, test } from 'vitest';
import { INITIATIVE_CASES } from './testing/initiative-cases.ts';
import {
  clerk,
  document,
  enters,
  file,
  other,
  paper,
  register,
  registered,
  registration,
  sha,
  submitted,
  version,
  withdraw,
} from './testing/papers.ts';
import { ROUND_CASES } from './testing/round-cases.ts';
import { allowedIn, type RoomCases, refusedIn } from './testing/rule-cases.ts';
import { Scene } from './testing/scene.ts';

const alpha = (s: Scene) => s.root('alpha');
const beta = (s: Scene) => s.root('beta');
const crp = (n: number, tail = '') => `A/BODY/2026/CRP.${n}${tail}`;
const cited = (symbol: string, more: object = {}) => ({
  ...{ document: other, symbol, class: 'conference-room-paper', organ: 'plenary' },
  ...more,
});

const embargoed = (s: Scene, embargo: string) =>
  s.ask(clerk(s), 'documents.registered', { ...registration, embargo });

const adoption = { document, adopted: '2025-07-11' };

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
  'documents.agreement-once': {
    allows: {
      'an adoption of a registered document': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.agreement-recorded', adoption);
      },
      'an adoption entered again after it was struck': async (s) => {
        await registered(s);
        await s.enact(clerk(s), 'documents.agreement-recorded', adoption);
        await s.enact(clerk(s), 'documents.agreement-struck', { document, reason: 'Another document.' });
        return s.ask(clerk(s), 'documents.agreement-recorded', adoption);
      },
    },
    refuses: {
      'an adoption entered twice': async (s) => {
        await registered(s);
        await s.enact(clerk(s), 'documents.agreement-recorded', adoption);
        return s.ask(clerk(s), 'documents.agreement-recorded', adoption);
      },
      'a strike where nothing was entered': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.agreement-struck', { document, reason: 'None.' });
      },
    },
  },
  'documents.own-submission': {
    allows: {
      'a State': (s) => s.ask(alpha(s), 'documents.submitted', paper),
      'a translation by the secretariat': async (s) => {
        await submitted(s);
        return s.ask(clerk(s), 'documents.issued', version);
      },
      'a withdrawal by whoever submitted it': async (s) => {
        await submitted(s);
        return s.ask(alpha(s), 'documents.submission-withdrawn', { document });
      },
    },
    refuses: {
      'the secretariat': (s) => s.ask(s.secretariat, 'documents.submitted', paper),
      'another file in place of what the State wrote': async (s) => {
        await submitted(s);
        return s.ask(clerk(s), 'documents.issued', { document, language: 'en', file });
      },
      'a withdrawal by the secretariat': async (s) => {
        await submitted(s);
        return s.ask(clerk(s), 'documents.withdrawn', { document, reason: 'R' });
      },
      'a withdrawal by another State': async (s) => {
        await submitted(s);
        return s.ask(beta(s), 'documents.submission-withdrawn', { document });
      },
    },
  },
  'documents.symbol-once': {
    allows: {
      'a symbol that nobody bears': (s) =>
        s.ask(clerk(s), 'documents.registered', { ...registration, symbol: crp(1) }),
    },
    refuses: {
      'one that a document bears': async (s) => {
        await s.enact(clerk(s), 'documents.registered', { ...registration, symbol: crp(1) });
        return s.ask(clerk(s), 'documents.registered', { ...registration, document: other, symbol: crp(1) });
      },
      'one that differs in capitals alone': async (s) => {
        await s.enact(clerk(s), 'documents.registered', { ...registration, symbol: crp(1) });
        const symbol = crp(1).toLowerCase();
        return s.ask(clerk(s), 'documents.registered', { ...registration, document: other, symbol });
      },
      'one of a document that was withdrawn': async (s) => {
        await s.enact(clerk(s), 'documents.registered', { ...registration, symbol: crp(1) });
        await withdraw(s);
        return s.ask(clerk(s), 'documents.registered', { ...registration, document: other, symbol: crp(1) });
      },
      'a second symbol for one document': async (s) => {
        await enters(s);
        await registered(s, other);
        await s.enact(clerk(s), 'documents.classified', cited(crp(1)));
        return s.ask(clerk(s), 'documents.classified', cited(crp(2)));
      },
    },
  },
  'documents.symbol-in-series': {
    allows: {
      'a symbol by the pattern of its class': async (s) => {
        await enters(s);
        await registered(s, other);
        return s.ask(clerk(s), 'documents.classified', cited(crp(7)));
      },
      'a revision of a registered document': async (s) => {
        await enters(s);
        await s.enact(clerk(s), 'documents.registered', { ...registration, ...cited(crp(7)), document });
        await registered(s, other);
        return s.ask(clerk(s), 'documents.classified', cited(crp(7, '/Rev.1')));
      },
      'any symbol of an archive, without a class': (s) =>
        s.ask(clerk(s), 'documents.registered', { ...registration, symbol: 'As found/1' }),
    },
    refuses: {
      'a symbol by another pattern': async (s) => {
        await enters(s);
        await registered(s, other);
        return s.ask(clerk(s), 'documents.classified', cited('A/BODY/2026/WP.1'));
      },
      'the prefix of another organ': async (s) => {
        await enters(s);
        await registered(s, other);
        return s.ask(clerk(s), 'documents.classified', cited('A/OTHER/2026/CRP.1'));
      },
      'a symbol without the organ that it names': async (s) => {
        await registered(s, other);
        const { organ: _, ...bare } = cited(crp(1));
        return s.ask(clerk(s), 'documents.classified', bare);
      },
      'a symbol without a class': async (s) => {
        await registered(s, other);
        return s.ask(clerk(s), 'documents.classified', { document: other, symbol: crp(1) });
      },
      'a class that nobody adopted': (s) =>
        s.ask(clerk(s), 'documents.registered', { ...registration, class: 'leaflet' }),
      'a revision of nothing': async (s) => {
        await enters(s);
        await registered(s, other);
        return s.ask(clerk(s), 'documents.classified', cited(crp(9, '/Rev.1')));
      },
    },
  },
  'documents.organ-known': {
    allows: {
      'a sub-group of an organ that was entered': async (s) => {
        await enters(s);
        const data = { organ: 'group-1', names: { en: 'Group 1' }, parent: 'plenary' };
        return s.ask(clerk(s), 'documents.organ-registered', data);
      },
      'another name for it': async (s) => {
        await enters(s);
        return s.ask(clerk(s), 'documents.organ-registered', {
          organ: 'plenary',
          names: { en: 'The Plenary' },
        });
      },
    },
    refuses: {
      'a sub-group of nothing': (s) =>
        s.ask(clerk(s), 'documents.organ-registered', {
          ...{ organ: 'group-1', names: { en: 'Group 1' }, parent: 'plenary' },
        }),
      'a parent for one that had none': async (s) => {
        await enters(s);
        await s.enact(clerk(s), 'documents.organ-registered', { organ: 'group-1', names: { en: 'G' } });
        const data = { organ: 'plenary', names: { en: 'Plenary' }, parent: 'group-1' };
        return s.ask(clerk(s), 'documents.organ-registered', data);
      },
      'a document of an organ that nobody entered': (s) =>
        s.ask(clerk(s), 'documents.registered', { ...registration, organ: 'plenary' }),
    },
  },
  'documents.version-known': {
    allows: {
      'another format of the newest version': async (s) => {
        await submitted(s);
        return s.ask(clerk(s), 'documents.format-added', { document, language: 'en', of: file.sha256, file });
      },
    },
    refuses: {
      'another format of a version that was corrected': async (s) => {
        await registered(s);
        await s.enact(clerk(s), 'documents.issued', version);
        const again = { ...version, file: { ...file, sha256: sha('b') }, corrects: 'A word' };
        await s.enact(clerk(s), 'documents.issued', again);
        const data = { document, language: 'fr', of: file.sha256, file };
        return s.ask(clerk(s), 'documents.format-added', data);
      },
      'another format of a language that is not there': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.format-added', { document, language: 'en', of: file.sha256, file });
      },
    },
  },
  'documents.sponsor-once': {
    allows: {
      'a State that joins': async (s) => {
        await submitted(s);
        return s.ask(beta(s), 'documents.sponsored', { document });
      },
      'a State that leaves, also after the document was withdrawn': async (s) => {
        await submitted(s);
        await s.enact(beta(s), 'documents.sponsored', { document });
        await s.enact(alpha(s), 'documents.submission-withdrawn', { document });
        return s.ask(beta(s), 'documents.sponsorship-ended', { document });
      },
      'a State that joins again': async (s) => {
        await submitted(s);
        await s.enact(beta(s), 'documents.sponsored', { document });
        await s.enact(beta(s), 'documents.sponsorship-ended', { document });
        return s.ask(beta(s), 'documents.sponsored', { document });
      },
    },
    refuses: {
      'a State that is a co-sponsor': async (s) => {
        await submitted(s);
        await s.enact(beta(s), 'documents.sponsored', { document });
        return s.ask(beta(s), 'documents.sponsored', { document });
      },
      'the State that submitted it': async (s) => {
        await submitted(s);
        return s.ask(alpha(s), 'documents.sponsored', { document });
      },
      'a document of the secretariat': async (s) => {
        await registered(s);
        return s.ask(alpha(s), 'documents.sponsored', { document });
      },
      'a State that leaves and never joined': async (s) => {
        await submitted(s);
        return s.ask(beta(s), 'documents.sponsorship-ended', { document });
      },
    },
  },
  'documents.embargo-kept': {
    allows: {
      'an embargo of an hour': (s) => embargoed(s, s.in(3600)),
      'a paper of a State under embargo': (s) =>
        s.ask(s.root('alpha'), 'documents.submitted', { ...paper, embargo: s.in(3600) }),
      'a version under the embargo of its document': async (s) => {
        const embargo = s.in(3600);
        await s.enact(clerk(s), 'documents.registered', { ...registration, embargo });
        return s.ask(clerk(s), 'documents.issued', { ...version, embargo });
      },
      'a version without one, at the end of it': async (s) => {
        await s.enact(clerk(s), 'documents.registered', { ...registration, embargo: s.in(60) });
        return s.ask(clerk(s), 'documents.issued', version, { late: 60_000 });
      },
    },
    refuses: {
      'an embargo that is over': (s) => embargoed(s, s.in(0)),
      'one of more than thirty days': (s) => embargoed(s, s.in(30 * 86_400 + 1)),
      'a version without the embargo of its document': async (s) => {
        await s.enact(clerk(s), 'documents.registered', { ...registration, embargo: s.in(3600) });
        return s.ask(clerk(s), 'documents.issued', version);
      },
      'a format under another embargo': async (s) => {
        const embargo = s.in(3600);
        await s.enact(s.root('alpha'), 'documents.submitted', { ...paper, embargo });
        const format = { ...{ document, language: 'en', of: file.sha256, file }, embargo: s.in(7200) };
        return s.ask(clerk(s), 'documents.format-added', format);
      },
      'an embargo on a version of a document that has none': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.issued', { ...version, embargo: s.in(3600) });
      },
    },
  },
  ...INITIATIVE_CASES,
  ...ROUND_CASES,
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
