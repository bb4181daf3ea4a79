import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocx, writeTrackedDocx } from '../docx/index.ts';
import {
  derivedId,
  findSpot,
  formatText,
  type Paragraph,
  type Text,
  TextError,
  walk,
  wordsOf,
  workingLabels,
} from '../index.ts';
import { corpus, textOfLines } from '../testing/corpus.ts';
import { LANGUAGES, textIn } from '../testing/index.ts';
import { proposalsOn } from '../testing/proposing.ts';
import {
  applyChanges,
  areIndependent,
  type Change,
  changesBetween,
  collisionsOf,
  compileProposals,
  Draft,
  deleting,
  formatProposal,
  inserting,
  parseProposal,
  readingOf,
  rebaseAlong,
  rebaseOver,
  replacing,
  rewording,
  rollingText,
  type Stated,
  traceStreamlined,
  versionsByAuthor,
} from './index.ts';

const WORDS: Record<string, string[]> = {
  en: ['all States', 'shall', 'as appropriate', 'A/80/257'],
  fr: ['tous les États', 's’il y a lieu', 'doivent'],
  es: ['todos los Estados', 'según proceda', 'deberán'],
  ru: ['все государства', 'в надлежащих случаях', 'должны'],
  zh: ['所有国家', '酌情', '应当'],
  ar: ['جميع الدول', 'حسب الاقتضاء', 'يجب'],
};

/** A drawn text, or paragraphs of the United Nations, with proposals on it. */
const negotiated = (language: string) => {
  const lines = corpus(language).slice(0, 60);
  const real = fc
    .nat(lines.length - 6)
    .map((from) => textOfLines(language, lines.slice(from, from + 6), 'A'));
  return fc
    .oneof(textIn(language), real)
    .chain((text) => fc.tuple(fc.constant(text), proposalsOn(text, WORDS[language]!)));
};

const stated = (all: readonly Change[][]): Stated[] => all.map((changes, i) => ({ id: `p${i}`, changes }));
const bytesOf = (text: Text) => Buffer.from(formatText(text)).toString();
const made = (text: Text, changes: readonly Change[]): Text => {
  const { text: after, conflicts } = applyChanges(text, changes);
  expect(conflicts).toEqual([]);
  return after!;
};
/** What a proposal strikes out and puts in, wherever it stands. */
const asks = (changes: readonly Change[]) =>
  changes.map((change) =>
    change.kind === 'words'
      ? [change.at, change.edits.map(({ was, put }) => [was, put])]
      : change.kind === 'new'
        ? [change.id, change.node]
        : [change.kind, change.at],
  );

describe('proposals beside a text', () => {
  it.each(LANGUAGES)(
    'leave it as it was when all are rejected, and make what one alone makes when one is taken: %s',
    (language) => {
      fc.assert(
        fc.property(negotiated(language), ([text, all]) => {
          const rolling = rollingText(text, stated(all));
          expect(rolling.unplaced).toEqual([]);
          const words = new Map(walk(text).map((spot) => [spot.node.id, wordsOf(spot)?.text ?? '']));
          const read = (taken: ReadonlySet<string>) =>
            new Map(
              rolling.entries.flatMap((entry) => {
                const reading = entry.shell.role === 'title' ? undefined : readingOf(entry, taken);
                return reading === undefined ? [] : [[(entry.shell as { id: string }).id, reading] as const];
              }),
            );
          expect(read(new Set())).toEqual(words);
          all.forEach((changes, i) => {
            const after = made(text, changes);
            for (const spot of walk(after)) {
              const reading = read(new Set([`p${i}`])).get(spot.node.id);
              expect(reading).toBe(wordsOf(spot)?.text ?? '');
            }
          });
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(LANGUAGES)(
    'keep their meaning to the letter or are in conflict, once another is accepted: %s',
    (language) => {
      fc.assert(
        fc.property(negotiated(language), ([text, all]) => {
          const [first, ...rest] = all;
          if (!first) return;
          const now = made(text, first);
          const draft = new Draft(now);
          for (const changes of rest) {
            const standing = rebaseAlong(changes, [first], draft);
            expect(standing.clean).toBe(standing.conflicts.length === 0);
            for (const { change, at } of standing.conflicts)
              expect([changes[change] !== undefined, at !== '']).toEqual([true, true]);
            if (!standing.clean) continue;
            expect(asks(standing.changes)).toEqual(asks(changes));
            const { text: both, conflicts } = applyChanges(now, standing.changes);
            if (conflicts.length > 0) continue;
            for (const change of first)
              if (change.kind === 'new' && !standing.changes.some((c) => c.kind === 'delete'))
                expect(wordsOf(findSpot(both!, change.id)!)!.text).toBe(change.node.text);
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(LANGUAGES)('come to the same text in any order where they do not meet: %s', (language) => {
    let both = 0;
    fc.assert(
      fc.property(negotiated(language), ([text, all]) => {
        const independent: Change[][] = [];
        for (const changes of all)
          if (independent.every((other) => areIndependent(changes, other))) independent.push(changes);
        const texts = [independent, independent.toReversed()].map((order) => inTurn(text, order));
        if (!texts[0] || !texts[1]) return;
        both += independent.length > 1 ? 1 : 0;
        expect(bytesOf(texts[0])).toBe(bytesOf(texts[1]));
      }),
      { numRuns: 40 },
    );
    expect(both).toBeGreaterThan(0);
  });

  it.each(LANGUAGES)('are found again in a text that was edited elsewhere: %s', (language) => {
    fc.assert(
      fc.property(negotiated(language), ([text, all]) => {
        for (const changes of all) {
          const after = made(text, changes);
          const { changes: found, unsaid } = changesBetween(text, after);
          if (unsaid.length > 0) continue;
          const again = applyChanges(text, found);
          if (again.text) expect(wordsIn(again.text)).toEqual(wordsIn(after));
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Accepted one after the other, each moved over those before it. Undefined where one cannot be. */
function inTurn(text: Text, order: readonly Change[][]): Text | undefined {
  let now: Text | undefined = text;
  const since: Change[][] = [];
  for (const changes of order) {
    const standing = rebaseAlong(changes, since, new Draft(now));
    now = standing.clean ? applyChanges(now, standing.changes).text : undefined;
    if (!now) return undefined;
    since.push(standing.changes);
  }
  return now;
}
const wordsIn = (text: Text) =>
  walk(text).flatMap((spot) => (spot.role === 'note' ? [] : [[spot.node.id, wordsOf(spot)?.text]]));

const id = (name: string) => derivedId('A/TEST/1', name);
const op = (name: string, text: string): Paragraph => ({
  kind: 'paragraph',
  part: 'operative',
  id: id(name),
  text,
});
const draft: Text = {
  v: 1,
  language: 'en',
  title: { text: 'Draft report' },
  nodes: [
    op('1', 'States should cooperate on the security of ICTs;'),
    op('2', 'States should establish a directory;'),
    op('3', 'States should report every year;'),
  ],
  notes: [],
};
const reword = (name: string, words: string): Change[] => [rewording(draft, id(name), words)!];
const bis = (n: string, words: string, key = n): Change[] => [
  inserting(draft, id(n), { id: id(`new ${key}`), call: 'insertion', words })!,
];

describe('a proposal', () => {
  it('is kept in canonical JSON, with its translations, and read back', () => {
    const content = {
      v: 1 as const,
      original: 'en',
      versions: {
        en: { on: '0'.repeat(64), changes: reword('1', 'States shall cooperate on the security of ICTs;') },
      },
      reason: { en: 'As in 2021.' },
    };
    expect(parseProposal(formatProposal(content))).toEqual(content);
  });

  it('is refused when it changes nothing, the same thing twice, or other things in a translation', () => {
    const [change] = reword('1', 'States shall cooperate on the security of ICTs;');
    const content = (changes: unknown, fr?: unknown) =>
      ({
        v: 1,
        original: 'en',
        versions: {
          en: { on: '0'.repeat(64), changes },
          ...(fr ? { fr: { on: '1'.repeat(64), changes: fr } } : {}),
        },
      }) as never;
    const refused = (value: never) => expect(() => formatProposal(value)).toThrow(TextError);
    refused(content([]));
    refused(content([change, change]));
    refused(content([{ kind: 'words', at: id('1'), edits: [{ from: 0, to: 1, was: 'S', put: 'S' }] }]));
    refused(content([{ kind: 'words', at: id('1'), edits: [{ from: 0, to: 2, was: 'S', put: '' }] }]));
    refused(content([change], reword('2', 'States shall establish a directory;')));
  });

  it('says one word in every paragraph at once', () => {
    const batch = replacing(draft, 'should', 'shall');
    expect(batch.map((change) => change.kind === 'words' && change.edits)).toEqual([
      [{ from: 7, to: 13, was: 'should', put: 'shall' }],
      [{ from: 7, to: 13, was: 'should', put: 'shall' }],
      [{ from: 7, to: 13, was: 'should', put: 'shall' }],
    ]);
    expect(wordsIn(made(draft, batch)).map(([, words]) => words)).toEqual([
      'States shall cooperate on the security of ICTs;',
      'States shall establish a directory;',
      'States shall report every year;',
    ]);
  });

  it('brings paragraphs that are called bis, ter and alt, and none of the others is renumbered', () => {
    const first = made(draft, bis('1', 'States may ask for help;'));
    const second = rebaseAlong(bis('1', 'States may offer help;', '1b'), [bis('1', 'x')], new Draft(first));
    expect(second.clean).toBe(true);
    expect(second.reordered).toEqual([0]);
    const both = made(first, second.changes);
    const alternative = inserting(both, id('2'), {
      id: id('alt'),
      call: 'alternative',
      words: 'No directory;',
    })!;
    expect([...workingLabels(made(both, [alternative])).values()]).toEqual([
      'OP1',
      'OP1bis',
      'OP1ter',
      'OP2',
      'OP2alt',
      'OP3',
    ]);
  });

  it('is in conflict at the exact words when others stand there since', () => {
    const accepted = reword('2', 'States should establish a global directory;');
    const now = made(draft, accepted);
    const other = reword('2', 'States should establish a regional directory;');
    const { conflicts, clean } = rebaseAlong(other, [accepted], new Draft(now));
    expect(clean).toBe(false);
    const [conflict] = conflicts;
    expect(conflict).toMatchObject({ change: 0, why: 'words', at: id('2') });
    const words = wordsOf(findSpot(now, id('2'))!)!.text;
    expect(words.slice(conflict!.from, conflict!.to)).toBe('global ');
  });

  it('says that what it asks for is there already, that its paragraph is gone, or that its place moved', () => {
    const why = (mine: Change[], theirs: Change[]) => rebaseOver(mine, theirs).conflicts.map((c) => c.why);
    const same = reword('2', 'States should establish a global directory;');
    const gone = [deleting(draft, id('2'))!];
    const away: Change[] = [{ kind: 'move', at: id('2'), place: { after: id('3') } }];
    expect(why(same, same)).toEqual(['same']);
    expect(why(same, gone)).toEqual(['gone']);
    expect(why(bis('2', 'More;'), gone)).toEqual(['gone']);
    expect(why(bis('2', 'More;'), away)).toEqual(['moved']);
    expect(why(same, away)).toEqual([]);
    expect(why(gone, same)).toEqual(['words']);
  });

  it('finds other words on an outdated base and is not laid over them', () => {
    const old = reword('1', 'States shall cooperate on the security of ICTs;');
    const revised: Text = {
      ...draft,
      nodes: [op('1', 'All States should cooperate;'), ...draft.nodes.slice(1)],
    };
    expect(applyChanges(revised, old).conflicts).toEqual([
      { change: 0, why: 'words', at: id('1'), from: 7, to: 13 },
    ]);
    const { changes } = changesBetween(draft, revised);
    const moved = rebaseAlong(old, [changes], new Draft(revised));
    expect(moved.clean).toBe(true);
    expect(wordsIn(made(revised, moved.changes))[0]![1]).toBe('All States shall cooperate;');
  });

  it('never leaves two spaces or an empty paragraph behind', () => {
    const gap: Change = { kind: 'words', at: id('1'), edits: [{ from: 7, to: 13, was: 'should', put: '' }] };
    const all: Change = {
      kind: 'words',
      at: id('3'),
      edits: [{ from: 0, to: 32, was: 'States should report every year;', put: '' }],
    };
    expect(applyChanges(draft, [gap]).conflicts).toMatchObject([{ why: 'spelling', at: id('1') }]);
    expect(applyChanges(draft, [all]).conflicts).toMatchObject([{ why: 'spelling', at: id('3') }]);
  });

  it('may hold ten thousand words', () => {
    const long = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(' ');
    const changes = bis('3', `${long};`);
    const after = made(draft, changes);
    expect(wordsOf(findSpot(after, id('new 3'))!)!.text).toHaveLength(long.length + 1);
    expect(compileProposals(draft, stated([changes])).paragraphs).toHaveLength(1);
  });
});

describe('what a chair sees', () => {
  const a = reword('2', 'States should establish a global directory;');
  const b = reword('2', 'States should establish a regional directory;');
  const c = bis('3', 'States may ask for help;', 'c');
  const d = bis('3', 'States may offer help;', 'd');

  it('is collisions first, one line for each place', () => {
    expect(collisionsOf(stated([a, b, c, d, a]))).toEqual([
      { why: 'words', at: id('2'), from: 26, to: 26, proposals: ['p0', 'p1', 'p4'] },
      { why: 'order', at: id('3'), proposals: ['p2', 'p3'] },
    ]);
    expect(collisionsOf(stated([a, a]))).toMatchObject([{ why: 'same', proposals: ['p0', 'p1'] }]);
    expect(
      collisionsOf(stated([replacing(draft, 'States', 'All'), replacing(draft, 'should', 'shall')])),
    ).toEqual([]);
    expect(
      collisionsOf(stated([replacing(draft, 'States should', 'All'), replacing(draft, 'should', 'shall')])),
    ).toHaveLength(3);
  });

  it('traces every change of a streamlined text to those who ask for it, and shows the chair’s own as such', () => {
    const streamlined = made(draft, [
      ...a,
      ...c,
      ...reword('1', 'States should cooperate in the security of ICTs;'),
    ]);
    const traced = traceStreamlined(draft, streamlined, stated([a, b, c]));
    expect(
      traced.map(({ edits, whole }) => [edits.map(({ put, asked }) => [put.trim(), asked]), whole]),
    ).toEqual([
      [[['in', []]], []],
      [[['global', ['p0']]], []],
      [[], ['p2']],
    ]);
  });

  it('goes out as a document of a word processor with one author for each State', () => {
    const all = [
      { id: 'p0', author: 'Alderia', date: '2026-02-03T09:00:00Z', changes: a },
      { id: 'p1', author: 'Borland', date: '2026-02-03T09:05:00Z', changes: c },
      {
        id: 'p2',
        author: 'Alderia',
        date: '2026-02-03T09:06:00Z',
        changes: reword('1', 'States shall cooperate on the security of ICTs;'),
      },
      { id: 'p3', author: 'Alderia', date: '2026-02-03T09:07:00Z', changes: b },
    ];
    const { versions, left } = versionsByAuthor(draft, all);
    expect(left).toEqual([]);
    expect(versions.map(({ author }) => author)).toEqual(['Alderia', 'Alderia', 'Borland']);
    const bytes = writeTrackedDocx(draft, versions, { created: '2026-02-03T10:00:00Z' });
    let n = 0;
    const read = readDocx(bytes, { language: 'en', ids: () => derivedId('read', String(n++)) });
    expect(bytesOf(read.before!)).toBe(bytesOf(draft));
    expect(new Set(read.changes.map(({ author }) => author))).toEqual(new Set(['Alderia', 'Borland']));
  });
});
