/**
 * Comparing two versions of a document of forty pages, paragraphs found, moves recognised and labels worked out,
 * against diffArrays alone on the same words, cut before, pair by pair. Both in this process, in turns.
 *
 * The document is 300 paragraphs of the corpus in data/un_parallel_v1, in English, Chinese and Arabic; the later version
 * is what another revision makes of it: two paragraphs of three amended, some gone, some new, some moved. The sentences
 * are real, their amendments are not: with fewer words changed diffArrays has less to do, and the ratio is higher.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareTexts, derivedId, type Paragraph, plainSegment, type Text, tidyText } from '@comity/text';
import { diffArrays } from 'diff';
import { type Benchmark, type Measure, type Options, pairwise, timed } from './harness.ts';

const LANGUAGES = ['en', 'zh', 'ar'];
const PARAGRAPHS = 300;
const DATA = join(import.meta.dirname, '../data/un_parallel_v1');

/** Long lines of the corpus: forty pages have about 60 words a paragraph. */
async function linesIn(language: string): Promise<string[]> {
  const lines = (await readFile(join(DATA, `dev_public.${language}`), 'utf8')).split('\n');
  const long = lines.filter((line) => line.length > (language === 'zh' ? 40 : 150));
  if (long.length < PARAGRAPHS) throw new Error(`The corpus in ${language} has ${long.length} long lines.`);
  return long.slice(0, PARAGRAPHS);
}

const paragraph = (text: string, place: string): Paragraph => ({
  kind: 'paragraph',
  part: 'operative',
  id: derivedId('bench', place),
  text,
});
const textOf = (language: string, nodes: Paragraph[]): Text => tidyText({ v: 1, language, nodes, notes: [] });

/**
 * Two paragraphs of three are amended, as between two revisions: a clause of eight words goes, one of eight comes, and
 * every ninth word is another. Every thirtieth paragraph goes, comes, or changes its place.
 */
function revised(nodes: readonly Paragraph[]): Paragraph[] {
  const changed = nodes.map((node, i) => (i % 3 === 0 ? node : { ...node, text: amended(node.text) }));
  const kept = changed.filter((_, i) => i % 30 !== 7);
  const added = kept.flatMap((node, i) =>
    i % 30 === 11 ? [node, paragraph(`${node.text} X`, `new ${i}`)] : [node],
  );
  const [moved, rest] = [added.filter((_, i) => i % 30 === 17), added.filter((_, i) => i % 30 !== 17)];
  return [...rest, ...moved];
}

const CLAUSE = ['в', 'соответствии', 'с', 'нормами', 'и', 'принципами', 'права', ','].flatMap((word) => [
  ' ',
  word,
]);

function amended(text: string): string {
  const words = plainSegment(text).map((piece, i) => (i % 18 === 9 ? 'слово' : piece));
  const third = Math.floor(words.length / 3);
  return words
    .toSpliced(2 * third, 0, ...CLAUSE)
    .toSpliced(third, 16)
    .join('');
}

interface Drafts {
  before: Text;
  after: Text;
  /** The words of every paragraph that both have, old and new. */
  pairs: [string[], string[]][];
}

async function draftsIn(language: string): Promise<Drafts> {
  const lines = await linesIn(language);
  const nodes = lines.map((line, i) => paragraph(line, `OP${i}`));
  const [before, after] = [textOf(language, nodes), textOf(language, revised(nodes))];
  const old = new Map((before.nodes as Paragraph[]).map(({ id, text }) => [id, text]));
  const both = (after.nodes as Paragraph[]).filter(({ id }) => old.has(id));
  const pairs = both.map(({ id, text }): [string[], string[]] => [
    plainSegment(old.get(id)!),
    plainSegment(text),
  ]);
  return { before, after, pairs };
}

const comparing =
  (drafts: readonly Drafts[]): Measure =>
  () =>
    timed(() => {
      for (const { before, after } of drafts) {
        const { counts } = compareTexts(before, after);
        if (counts.moved === 0 || counts.changed < 80)
          throw new Error('The comparison did not see what changed.');
      }
    });

const bare =
  (drafts: readonly Drafts[]): Measure =>
  () =>
    timed(() => {
      for (const { pairs } of drafts) for (const [old, now] of pairs) diffArrays(old, now);
    });

async function run({ quick }: Options) {
  const drafts = await Promise.all(LANGUAGES.map(draftsIn));
  const found = await pairwise(quick ? 3 : 25, comparing(drafts), bare(drafts), 2);
  return {
    ...{ ratio: found.ratio, spread: found.spread, pairs: found.pairs },
    compareMilliseconds: found.a * 1000,
    bareMilliseconds: found.b * 1000,
    paragraphs: drafts.reduce((sum, { before }) => sum + before.nodes.length, 0),
  };
}

export default { name: 'compare', bound: 2, direction: 'at-most', run } satisfies Benchmark;
