import { NEGOTIATING_POSITIONS } from '@comity/acts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConsultationItem,
  consultationItemIn,
  consultationOf,
  consultationText,
  SOUNDED_POSITIONS,
} from './consulting.ts';
import type { Opened } from './opened.ts';

let count = 0;
const BESIDE = { what: 'group', about: `doc_${'A'.repeat(22)}` } as const;
const AMONG = ['alpha', 'bravo', 'carla'];
const openedWith = (
  text: string,
  participant = 'alpha',
  among = AMONG,
): Extract<Opened, { kind: 'bound' }> => ({
  ...{ kind: 'bound', checks: [], attachments: [], signedAt: '2026-11-29T10:00:00.000Z' },
  messageId: String(++count).padStart(64, '0'),
  signer: { participant, contact: `con_${participant}`, key: 'a'.repeat(40) },
  payload: {
    ...{ text, subject: 'Paragraph 12', language: 'en', at: '2026-11-29T10:00:00.000Z' },
    from: { participant },
    to: among.map((one) => ({ participant: one })),
  } as never,
});
const put = (item: ConsultationItem, participant?: string) =>
  openedWith(consultationText(item, BESIDE), participant);
const by = (opened: Opened) => ({ opened, person: 'per_a' });

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
        expect(consultationItemIn(put(one))).toEqual({ ...one, ...BESIDE });
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
      [{ kind: 'position', position: 'maybe' as never }, 'position'],
    ];
    for (const [item, field] of bad)
      expect(() => consultationText(item, BESIDE), field).toThrow(
        expect.objectContaining({ code: 'seal.consultation-malformed', field }),
      );
  });

  test('that holds something else is not read', () => {
    const { about } = BESIDE;
    const more = `{"about":"${about}","kind":"words","more":1,"text":"a","v":1,"what":"group"}`;
    for (const text of ['Good morning', '{}', more, '{"kind":"words","text":"a","v":1}', '[1]'])
      expect(consultationItemIn(openedWith(text))).toBeUndefined();
  });
});

describe('what they add up to', () => {
  test('is the last position of each State on each paragraph, and all that was said', () => {
    const says = (participant: string, position: (typeof SOUNDED_POSITIONS)[number], place?: string) =>
      by(put({ kind: 'position', position, ...(place ? { place } : {}) }, participant));
    const { standing, said, founded } = consultationOf([
      says('alpha', 'object', '12'),
      says('alpha', 'support'),
      says('bravo', 'reserve', '12'),
      by(put({ kind: 'words', text: 'And with “voluntary”?', place: '12' }, 'bravo')),
      says('alpha', 'can-live-with', '12'),
    ]);
    expect(founded).toEqual({ ...BESIDE, title: 'Paragraph 12', language: 'en', among: AMONG });
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
    const { versions, standing } = consultationOf([
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
    const { unread, said } = consultationOf([
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
    const strays = [
      openedWith(consultationText(item, { ...BESIDE, about: `pro_${'A'.repeat(22)}` })),
      openedWith(consultationText(item, { ...BESIDE, what: 'sounding' })),
      openedWith(consultationText(item, BESIDE), 'delta'),
      openedWith(consultationText(item, BESIDE), 'alpha', [...AMONG, 'delta']),
    ];
    expect(consultationOf([first, ...strays.map(by)])).toMatchObject({
      unread: 4,
      said: [{ text: 'Here.' }],
    });
    // Said to fewer of them, it belongs.
    expect(
      consultationOf([first, by(openedWith(consultationText(item, BESIDE), 'alpha', ['bravo']))]),
    ).toMatchObject({ unread: 0 });
  });

  test('has a text in a small group only', () => {
    const sounding = { ...BESIDE, what: 'sounding' } as const;
    const text = openedWith(consultationText({ kind: 'text', text: 'One.' }, sounding));
    expect(consultationOf([by(text)])).toMatchObject({ unread: 1, versions: [] });
  });
});
