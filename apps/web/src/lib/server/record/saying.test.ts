import { readFile } from 'node:fs/promises';
import { ACT_TYPES, type ActType } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import { compile } from '#lib/words/compiling.ts';
import { type Catalogue, makeWords } from '#lib/words/messages.ts';
import type { Entry } from '../about.ts';
import type { Names } from './names.ts';
import { sayEntry } from './saying.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const wordsIn = async (language: string) => {
  const text = await readFile(new URL(`../../../../../../locales/${language}.json`, import.meta.url), 'utf8');
  return makeWords(language, compile(JSON.parse(text) as Catalogue), {});
};

const NAMES: Names = {
  participant: (id) => `State ${id}`,
  contact: () => 'CONTACT',
  document: () => 'DOCUMENT',
  initiative: () => 'INITIATIVE',
  round: () => 'ROUND',
  act: () => 'ACT',
};
const contact = testId('con', 'c');
const person = testId('per', 'p');
const document = testId('doc', 'd');
/** What the sentence of each type must name beside whoever acts. */
const DATA: Partial<Record<ActType, [data: object, names: readonly string[]]>> = {
  'people.participant-invited': [{ participant: 'beta' }, ['State beta']],
  'people.administrators-set': [{ administrators: [person, person, person], threshold: 2 }, ['3', '2']],
  'people.person-added': [{ person }, [person.slice(0, 12)]],
  'people.person-removed': [{ person }, [person.slice(0, 12)]],
  'people.key-added': [{ person }, [person.slice(0, 12)]],
  'people.key-removed': [{ person }, [person.slice(0, 12)]],
  'people.key-replaced': [{ person }, [person.slice(0, 12)]],
  'people.authorities-set': [{ person, authorities: ['treaty'] }, [person.slice(0, 12)]],
  'people.act-confirmed': [{ act: 'a' }, ['ACT']],
  'people.act-challenged': [{ act: 'a', reason: 'not-ours' }, ['ACT']],
  'directory.contact-nominated': [{ contact, class: 'technical' }, ['CONTACT']],
  'directory.contact-amended': [{ contact, class: 'diplomatic' }, ['CONTACT']],
  'directory.contact-removed': [{ contact }, ['CONTACT']],
  'directory.key-certified': [{ contact }, ['CONTACT']],
  'directory.key-withdrawn': [{ contact, reason: 'lost' }, ['CONTACT']],
  'directory.contact-recorded': [
    { contact, class: 'technical', participant: 'beta', note: { number: 'N-7' } },
    ['CONTACT', 'State beta', 'N-7'],
  ],
  'directory.recovery-certified': [{}, []],
  'directory.recovery-withdrawn': [{ reason: 'lost' }, []],
  'exchange.sent': [{ header: { from: { contact } } }, ['CONTACT']],
  'exchange.acknowledged': [{ contact }, ['CONTACT']],
  'documents.registered': [{ document }, ['DOCUMENT']],
  'documents.issued': [{ document, language: 'fr' }, ['DOCUMENT', 'Français']],
  'documents.withdrawn': [{ document, reason: 'WHY' }, ['DOCUMENT', 'WHY']],
  'documents.organ-registered': [{ organ: 'plenary', names: { en: 'PLENARY' } }, ['PLENARY']],
  'documents.classified': [{ document }, ['DOCUMENT']],
  'documents.format-added': [{ document, language: 'fr' }, ['DOCUMENT', 'Français']],
  'documents.agreement-recorded': [{ document, adopted: '2025-07-11' }, ['DOCUMENT']],
  'documents.agreement-struck': [{ document, reason: 'WHY' }, ['DOCUMENT', 'WHY']],
  'documents.submitted': [{ document }, ['DOCUMENT']],
  'documents.submission-withdrawn': [{ document }, ['DOCUMENT']],
  'documents.sponsored': [{ document }, ['DOCUMENT']],
  'documents.sponsorship-ended': [{ document }, ['DOCUMENT']],
  'documents.initiative-presented': [{ initiative: 'i' }, ['INITIATIVE']],
  'documents.initiative-recorded': [{ initiative: 'i', presented: '2021-03-04' }, ['INITIATIVE', '2021']],
  'documents.initiative-withdrawn': [{ initiative: 'i' }, ['INITIATIVE']],
  'documents.coverage-declared': [
    { document, initiative: 'i', coverage: 'partly', reason: 'WHY' },
    ['DOCUMENT', 'INITIATIVE', 'WHY'],
  ],
  'documents.round-opened': [
    { round: 'r', document, deadline: '2027-03-04T10:00:00.000Z' },
    ['ROUND', '2027'],
  ],
  'documents.round-extended': [
    { round: 'r', deadline: '2027-03-04T10:00:00.000Z', reason: 'WHY' },
    ['ROUND', '2027', 'WHY'],
  ],
  'documents.input-submitted': [{ round: 'r', language: 'fr' }, ['ROUND']],
  'documents.synthesis-issued': [{ round: 'r' }, ['ROUND']],
  'documents.correction-requested': [{ round: 'r', asks: 'THIS' }, ['ROUND', 'THIS']],
  'documents.correction-answered': [{ round: 'r', answer: 'declined', reason: 'WHY' }, ['ROUND', 'WHY']],
  'negotiation.opened': [{ document }, ['DOCUMENT']],
  'negotiation.text-issued': [{ document }, ['DOCUMENT']],
  'negotiation.proposed': [{ document }, ['DOCUMENT']],
  'negotiation.proposal-recorded': [{ document, participant: 'beta' }, ['DOCUMENT', 'State beta']],
  'negotiation.joined': [{ document, as: 'supporter' }, ['DOCUMENT']],
  'negotiation.left': [{ document }, ['DOCUMENT']],
  'negotiation.position-stated': [{ document, position: 'can-live-with' }, ['DOCUMENT']],
  'negotiation.settled': [{ document, outcome: 'taken-back', proposals: ['a', 'b', 'c'] }, ['DOCUMENT', '3']],
  'negotiation.agreement-marked': [
    { document, paragraphs: ['a', 'b'], agreement: { kind: 'ad-referendum' } },
    ['DOCUMENT', '2'],
  ],
  'negotiation.closed': [{ document, outcome: 'put-to-decision' }, ['DOCUMENT']],
  'body.host-changed': [{ rpIds: ['next.example'] }, ['next.example']],
};

const entry = (type: string, data: object, actor: object): Entry =>
  ({ type, content: { type, actor, data } }) as unknown as Entry;

describe.each(LANGUAGES)('In %s an entry is a sentence', (language) => {
  test.each(Object.entries(DATA))('that names who did %s, and to whom', async (type, [data, names]) => {
    const t = await wordsIn(language);
    const said = sayEntry(entry(type, data, { participant: 'alpha', person }), NAMES, t);
    for (const name of ['State alpha', ...names]) expect(said).toContain(name);
    expect(said).not.toMatch(/[{}⟦⟧]|undefined/);
  });

  test('also where nobody may know who acted, and where no sentence was written', async () => {
    const t = await wordsIn(language);
    const closed = { type: 'exchange.restricted' } as unknown as Entry;
    expect(sayEntry(closed, NAMES, t)).toBe(t('said.exchange.restricted'));
    for (const type of ACT_TYPES) expect(t.has(`said.${type}`) || t.has(`act.${type}`)).toBe(true);
  });

  test('that tells a root from a person', async () => {
    const t = await wordsIn(language);
    const by = (actor: object) => sayEntry(entry('body.confirmed', {}, actor), NAMES, t);
    expect(by({ participant: 'alpha' })).toContain(t('said.who-root', { name: 'State alpha' }));
    expect(by({ participant: 'alpha', person })).not.toContain(t('said.who-root', { name: 'State alpha' }));
  });
});
