import * as fc from 'fast-check';
import { derivedId, type Text, walk, wordsOf, workingLabels } from '../index.ts';
import { applyChanges, type Change, deleting, type Edit, inserting, type Place } from '../proposals/index.ts';
import { plainSegment } from '../words.ts';

/** Draws of what delegations ask for, by numbers, so that they fall on whatever text was drawn. */
const draw = fc.record({
  kind: fc.constantFrom(
    'words',
    'words',
    'words',
    'insert',
    'alternative',
    'delete',
    'move',
    'title',
    'batch',
  ),
  where: fc.nat(40),
  from: fc.nat(30),
  length: fc.nat(4),
  other: fc.nat(40),
});
type Draw = typeof draw extends fc.Arbitrary<infer T> ? T : never;

/** Proposals on a text, each of which can be made on it by itself. `words` are what they put in. */
export const proposalsOn = (text: Text, words: readonly string[]): fc.Arbitrary<Change[][]> =>
  fc
    .array(draw, { minLength: 2, maxLength: 7 })
    .map((draws) =>
      draws
        .map((one, i) => changesOf(text, one, words[i % words.length]!, i))
        .filter((changes) => changes.length > 0 && applyChanges(text, changes).conflicts.length === 0),
    );

function changesOf(text: Text, { kind, where, from, length, other }: Draw, put: string, i: number): Change[] {
  const spots = walk(text).filter((spot) => wordsOf(spot)?.text);
  const spot = spots[where % Math.max(1, spots.length)];
  const numbered = [...workingLabels(text).keys()];
  const [at, to] = [
    numbered[where % Math.max(1, numbered.length)],
    numbered[other % Math.max(1, numbered.length)],
  ];
  if (kind === 'title') return text.title ? edited('title', text.title.text, from, length, put) : [];
  if (kind === 'words') return spot ? edited(spot.node.id, wordsOf(spot)!.text, from, length, put) : [];
  if (kind === 'batch')
    return spots
      .slice(where % 3, (where % 3) + 3)
      .flatMap(({ node }) => edited(node.id, (node as { text: string }).text, from, length, put));
  if (at === undefined || to === undefined) return [];
  if (kind === 'delete') return one(deleting(text, at));
  if (kind === 'move') return [{ kind, at, place: placeAfter(to) }];
  const call = kind === 'insert' ? 'insertion' : 'alternative';
  return one(inserting(text, at, { id: derivedId('proposed', `${i}`), call, words: put }));
}

const one = (change: Change | undefined): Change[] => (change ? [change] : []);
const placeAfter = (after: string): Place => ({ after });

/** Whole words from one place to another replaced, with the space behind them where nothing comes instead. */
function edited(at: string, words: string, first: number, length: number, put: string): Change[] {
  const pieces = plainSegment(words);
  const start = first % Math.max(1, pieces.length);
  const before = pieces.slice(0, start).join('').length;
  const was = pieces.slice(start, start + length).join('');
  const edit: Edit = { from: before, to: before + was.length, was, put };
  return was === put ? [] : [{ kind: 'words', at, edits: [edit] }];
}
