import { NEGOTIATING_POSITIONS } from '@comity/acts';
import { canonicalText } from '@comity/log';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConsultationItem,
  consultationIdOf,
  consultationItemIn,
  consultationOf,
  consultationText,
  type Founding,
  placeOf,
  SOUNDED_POSITIONS,
} from './consulting.ts';
import type { Opened } from './opened.ts';

let count = 0;
const AMONG = ['alpha', 'bravo', 'carla'];
const FOUNDING: Founding = {
  ...{ what: 'group', about: `doc_${'A'.repeat(22)}`, among: AMONG, nonce: 'A'.repeat(22) },
};
const BODY = 'b'.repeat(64);
const ID = consultationIdOf(BODY, FOUNDING);
/** Each is signed a second after the one before. */
const signedAt = (n: number) => new Date(Date.parse('2026-11-29T10:00:00.000Z') + n * 1000).toISOString();
const openedWith = (
  text: string,
  participant = 'alpha',
  among = AMONG,
): Extract<Opened, { kind: 'bound' }> => ({
  ...{ kind: 'bound', checks: [], attachments: [], signedAt: '2026-11-29T10:00:00.000Z' },
  messageId: String(++count).padStart(64, '0'),
  signer: { participant, contact: `con_${participant}`, key: 'a'.repeat(40) },
  payload: {
    ...{ text, subject: 'Paragraph 12', language: 'en', at: signedAt(count) },
    ...{ body: BODY, thread: ID },
    from: { participant },
    to: among.map((one) => ({ participant: one })),
  } as never,
});
const put = (item: ConsultationItem, participant?: string) =>
  openedWith(consultationText(item, FOUNDING), participant);
const by = (opened: Opened) => ({ opened, person: 'per_a' });

test('a place is spelled in one way, without what cannot be seen', () => {
  const typed = [' 12 bis ', '\u202e12', '1\u200b2', 'e\u0301', '\n', ''];
  expect(typed.map(placeOf)).toEqual(['12 bis', '12', '12', '\u00e9', undefined, undefined]);
});

test('positions have the names that they have on the record', () => {
  expect([...SOUNDED_POSITIONS].sort()).toEqual([...NEGOTIATING_POSITIONS].sort());
});

describe('an item of a consultation', () => {
  test('is read as it was written, in whatever script', () => {
    const letter = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });
    const words = fc.array(letter, { minLength: 1, maxLength: 200 }).map((all) => all.join(''));
    const text = words.filter((s) => !s.includes('\0'));
    const on = fc.stringMatching(/^[0-9a-f]{64}$/);
    const place = fc.constantFrom('12', '12 bis', '١٢ مكررا', '第12段');
    const about = { on, place };
    const item = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), text }),
      fc.record({ kind: fc.constant('words' as const), text, ...about }, { requiredKeys: ['kind', 'text'] }),
      fc.record(
        {
          ...{ kind: fc.constant('position' as const), text, ...about },
          position: fc.constantFrom(...SOUNDED_POSITIONS),
        },
        { requiredKeys: ['kind', 'position'] },
      ),
    );
    fc.assert(
      fc.property(item, (one) => {
        expect(consultationItemIn(put(one))).toEqual({ ...one, ...FOUNDING });
      }),
    );
  });

  test('that is empty, too long, of no kind or on two lines is not written', () => {
    const bad: [ConsultationItem, string][] = [
      [{ kind: 'text', text: '' }, 'text'],
      [{ kind: 'text', text: 'a'.repeat(25_001) }, 'text'],
      [{ kind: 'text', text: '\n'.repeat(16_000) }, 'text'],
      [{ kind: 'words', text: 'a'.repeat(5001) }, 'text'],
      [{ kind: 'words', text: 'Why?', on: 'nothing' }, 'on'],
      [{ kind: 'words', text: 'Why?', place: '12\n13' }, 'place'],
      [{ kind: 'words', text: 'Why?', place: '\u202e21' }, 'place'],
      [{ kind: 'words', text: 'Why?', place: '1\u200b2' }, 'place'],
      [{ kind: 'words', text: 'Why?', place: 'e\u0301' }, 'place'],
      [{ kind: 'words', text: 'Why?', place: ' 12' }, 'place'],
      [{ kind: 'position', position: 'maybe' as never }, 'position'],
    ];
    for (const [item, field] of bad)
      expect(() => consultationText(item, FOUNDING), field).toThrow(
        expect.objectContaining({ code: 'seal.consultation-malformed', field }),
      );
  });

  test('that holds something else is not read', () => {
    const more = canonicalText({ ...FOUNDING, kind: 'words', more: 1, text: 'a', v: 1 });
    for (const text of ['Good morning', '{}', more, '{"kind":"words","text":"a","v":1}', '[1]'])
      expect(consultationItemIn(openedWith(text))).toBeUndefined();
  });
});

describe('what they add up to', () => {
  test('is the last position of each State on each paragraph, and all that was said', () => {
    const says = (participant: string, position: (typeof SOUNDED_POSITIONS)[number], place?: string) =>
      by(put({ kind: 'position', position, ...(place ? { place } : {}) }, participant));
    const { standing, said, founded } = consultationOf(ID, [
      says('alpha', 'object', '12'),
      says('alpha', 'support'),
      says('bravo', 'reserve', '12'),
      by(put({ kind: 'words', text: 'And with “voluntary”?', place: '12' }, 'bravo')),
      says('alpha', 'can-live-with', '12'),
    ]);
    expect(founded).toEqual({ ...FOUNDING, title: 'Paragraph 12', language: 'en' });
    expect(said).toHaveLength(5);
    expect(standing.map((s) => [s.participant, s.place, s.position])).toEqual([
      ['alpha', undefined, 'support'],
      ['bravo', '12', 'reserve'],
      ['alpha', '12', 'can-live-with'],
    ]);
  });

  test('is each version with what is new in it; a position on one does not stand for the next', () => {
    const first = put({ kind: 'text', text: 'One.\n\nTwo.' });
    const second = put({ kind: 'text', text: 'One.\n\nOther.' }, 'bravo');
    const on = (opened: typeof first, position: 'object' | 'support') =>
      by(put({ kind: 'position', on: opened.messageId, position }, 'carla'));
    const { versions, standing } = consultationOf(ID, [
      ...[by(first), on(first, 'object'), by(second), on(second, 'support')],
    ]);
    expect(versions.map((v) => [v.number, v.participant, v.paragraphs.map((p) => p.isNew)])).toEqual([
      [1, 'alpha', [false, false]],
      [2, 'bravo', [false, true]],
    ]);
    expect(standing.map((s) => [s.on, s.position])).toEqual([
      [first.messageId, 'object'],
      [second.messageId, 'support'],
    ]);
  });

  test('says of how much cannot be read, and leaves that out', () => {
    const stray = by(put({ kind: 'words', text: 'On what?', on: 'f'.repeat(64) }));
    const foreign = by(openedWith('Good morning'));
    const sealed = by({ kind: 'failed' } as never);
    const { unread, said } = consultationOf(ID, [
      stray,
      foreign,
      sealed,
      by(put({ kind: 'words', text: 'Here.' })),
    ]);
    expect([unread, said.map(({ text }) => text)]).toEqual([3, ['Here.']]);
  });

  test('is of one consultation: what was signed for another, or to others, does not belong to it', () => {
    const item: ConsultationItem = { kind: 'words', text: 'Elsewhere.' };
    const first = by(put({ kind: 'words', text: 'Here.' }));
    const other = openedWith(consultationText(item, FOUNDING));
    const strays = [
      openedWith(consultationText(item, { ...FOUNDING, about: `pro_${'A'.repeat(22)}` })),
      openedWith(consultationText(item, { ...FOUNDING, what: 'sounding' })),
      openedWith(consultationText(item, { ...FOUNDING, among: [...AMONG, 'delta'] }), 'alpha', [
        ...AMONG,
        'delta',
      ]),
      openedWith(consultationText(item, { ...FOUNDING, nonce: 'B'.repeat(22) })),
      openedWith(consultationText(item, FOUNDING), 'delta'),
      openedWith(consultationText(item, FOUNDING), 'alpha', [...AMONG, 'delta']),
      openedWith(consultationText(item, FOUNDING), 'alpha', ['bravo']),
      { ...other, payload: { ...other.payload, thread: `thr_${'A'.repeat(22)}` } },
      { ...other, payload: { ...other.payload, body: 'c'.repeat(64) } },
    ];
    const read = consultationOf(ID, [...strays.map(by), first]);
    expect(read).toMatchObject({ unread: strays.length, said: [{ text: 'Here.' }], founded: FOUNDING });
    expect(consultationOf(`thr_${'A'.repeat(22)}`, [first])).toMatchObject({ unread: 1, said: [] });
  });

  test('has a text in a small group only', () => {
    const sounding: Founding = { ...FOUNDING, what: 'sounding' };
    const id = consultationIdOf(BODY, sounding);
    const text = openedWith(consultationText({ kind: 'text', text: 'One.' }, sounding));
    const opened = { ...text, payload: { ...text.payload, thread: id } };
    expect(consultationOf(id, [by(opened)])).toMatchObject({ unread: 1, versions: [] });
  });

  test('is the same in whatever order a host gives it, and however often; what it holds back is missed', () => {
    const first = put({ kind: 'position', position: 'object' });
    const follows = (opened: typeof first, previous: typeof first) => ({
      ...opened,
      payload: { ...opened.payload, previous: previous.messageId },
    });
    const second = follows(put({ kind: 'position', position: 'reserve' }), first);
    const third = follows(put({ kind: 'position', position: 'support' }), second);
    const honest = consultationOf(ID, [first, second, third].map(by));
    expect(honest).toMatchObject({ unread: 0, standing: [{ position: 'support' }] });
    const orders = fc.array(fc.constantFrom(first, second, third), { maxLength: 9 });
    fc.assert(
      fc.property(orders, (more) => {
        const given = [...more, first, third, second];
        expect(consultationOf(ID, given.map(by))).toEqual(honest);
      }),
    );
    expect(consultationOf(ID, [second, third].map(by))).toMatchObject({ unread: 1 });
    expect(consultationOf(ID, [first, third].map(by))).toMatchObject({ unread: 1 });
  });
});
