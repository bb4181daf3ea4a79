/**
 * The compilation of 300 paragraphs with 2,000 proposals by 193 States, from wordings that are cut into words to the page: what
 * each changes is found, what collides is found, and every proposal stands under its paragraph, as HTML. Against diffArrays
 * alone on the same words of each pair, cut before. Both in this process, in turns. And with 4,000 proposals against 2,000:
 * the time may not grow with the square. The rolling text of the same proposals is timed beside, from what was found.
 *
 * The paragraphs are those of the corpus in data/un_parallel_v1; each proposal is another wording of one of them, made by
 * rule: some words out, some in, some replaced. Every fiftieth brings a paragraph of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { derivedId, type Paragraph, plainSegment, type Text, tidyText } from '@comity/text';
import {
  type Change,
  collisionsOf,
  compilationHtml,
  compileProposals,
  inserting,
  rewordingOf,
  rollingHtml,
  rollingText,
  type Stated,
} from '@comity/text/proposals';
import { diffArrays } from 'diff';
import { type Benchmark, type Measure, type Options, pairwise, timed } from './harness.ts';

const LANGUAGES = ['en', 'zh', 'ar'];
const PARAGRAPHS = 300;
const STATES = 193;
const DATA = join(import.meta.dirname, '../data/un_parallel_v1');

/** What a delegation sends: the paragraph as it would have it. */
interface Wish {
  id: string;
  at: string;
  words: string;
  isNew: boolean;
}
interface Negotiation {
  text: Text;
  wishes: Wish[];
  /** The words of each pair, cut: what is there and what is wished for. */
  pairs: [string[], string[]][];
}

async function textIn(language: string): Promise<Text> {
  const lines = (await readFile(join(DATA, `dev_public.${language}`), 'utf8')).split('\n');
  const long = lines.filter((line) => line.length > (language === 'zh' ? 40 : 150)).slice(0, PARAGRAPHS);
  if (long.length < PARAGRAPHS) throw new Error(`The corpus in ${language} has ${long.length} long lines.`);
  const nodes = long.map(
    (text, i): Paragraph => ({
      kind: 'paragraph',
      part: 'operative',
      id: derivedId('bench', `OP${i}`),
      text,
    }),
  );
  return tidyText({ v: 1, language, nodes, notes: [] });
}

/** Another wording: a clause out, a few words in, every so many words another. `n` says where. */
function reworded(words: string, n: number): string {
  const pieces = plainSegment(words);
  const out = n % Math.max(1, pieces.length - 12);
  const put = ['word', ' ', `${n}`, ' '];
  return pieces
    .map((piece, i) => (i % 23 === n % 23 && piece.length > 3 ? 'other' : piece))
    .toSpliced(out, 6, ...put)
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
}

async function negotiationIn(language: string, proposals: number): Promise<Negotiation> {
  const text = await textIn(language);
  const wishes = Array.from({ length: proposals }, (_, n): Wish => {
    const node = text.nodes[(n * 7) % PARAGRAPHS] as Paragraph;
    return { id: `p${n}`, at: node.id, words: reworded(node.text, n), isNew: n % 50 === 49 };
  });
  const old = new Map((text.nodes as Paragraph[]).map((node) => [node.id, node.text]));
  const pairs = wishes.map(({ at, words }): [string[], string[]] => [
    plainSegment(old.get(at)!),
    plainSegment(words),
  ]);
  return { text, wishes, pairs };
}

/** Both sides of the comparison begin with the same words, cut before. */
function changeOf(text: Text, { at, words, isNew, id }: Wish, [old, now]: [string[], string[]]): Change {
  const change = isNew
    ? inserting(text, at, { id: derivedId('bench', id), call: 'insertion', words })
    : rewordingOf(old, at, now);
  if (!change) throw new Error('A wish changes nothing.');
  return change;
}

const nameOf = (id: string): string[] => [`State ${Number(id.slice(1)) % STATES}`];
const words = {
  language: 'en',
  deletes: 'delete',
  brings: 'new',
  moves: 'move',
  renames: 'rename',
  chair: 'Chair',
  partly: 'partly',
};
const options = { names: nameOf, words };

const statedIn = ({ text, wishes, pairs }: Negotiation): Stated[] =>
  wishes.map((wish, i): Stated => ({ id: wish.id, changes: [changeOf(text, wish, pairs[i]!)] }));

const compiling =
  (all: readonly Negotiation[]): Measure =>
  () =>
    timed(() => {
      for (const negotiation of all) {
        const stated = statedIn(negotiation);
        const collisions = collisionsOf(stated);
        const html = compilationHtml(compileProposals(negotiation.text, stated), options);
        const shown = html.split('class="proposed"').length - 1;
        if (shown !== stated.length || collisions.length === 0)
          throw new Error(`The compilation shows ${shown} of ${stated.length} proposals.`);
      }
    });

const rolling = (all: readonly Negotiation[]): Promise<number> => {
  const stated = all.map((negotiation) => ({ text: negotiation.text, proposals: statedIn(negotiation) }));
  return timed(() => {
    for (const { text, proposals } of stated)
      if (!rollingHtml(rollingText(text, proposals), options).includes('bis</bdi>'))
        throw new Error('The rolling text lacks what is new.');
  });
};

const bare =
  (all: readonly Negotiation[]): Measure =>
  () =>
    timed(() => {
      for (const { pairs } of all) for (const [old, now] of pairs) diffArrays(old, now);
    });

async function run({ quick }: Options) {
  const size = 2_000;
  const negotiations = (proposals: number) =>
    Promise.all(LANGUAGES.map((language) => negotiationIn(language, proposals)));
  const [some, more] = [await negotiations(size), await negotiations(2 * size)];
  const found = await pairwise(quick ? 2 : 9, compiling(some), bare(some));
  const grown = await pairwise(quick ? 2 : 5, compiling(more), compiling(some));
  return {
    // The nearer of the two bounds: 2 of the bare comparisons, 2.2 times the time for twice the proposals.
    ratio: Math.max(found.ratio / 2, grown.ratio / 2.2),
    ...{ compilationToBare: found.ratio, twiceTheProposals: grown.ratio, spread: found.spread },
    ...{ compilationMilliseconds: found.a * 1000, bareMilliseconds: found.b * 1000 },
    rollingMilliseconds: (await rolling(some)) * 1000,
    ...{ proposals: size * LANGUAGES.length, paragraphs: PARAGRAPHS },
  };
}

export default { name: 'rolling', bound: 1, direction: 'at-most', run } satisfies Benchmark;
