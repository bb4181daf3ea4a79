import { readFile } from 'node:fs/promises';
import type { paths } from '@comity/client';
import { findSpot, formatText, type Text, wordsOf, workingLabels } from '@comity/text';
import { applyChanges, parseProposal, rewording } from '@comity/text/proposals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeBed } from './testing/bed.ts';

/** A text is negotiated from a terminal where there is a chair: in the demonstration. Each test goes on from the one before. */
let bed: Bed;
let document: string;

type Negotiation =
  paths['/api/negotiations/{document}']['get']['responses']['200']['content']['application/json'];
const AS = ['--keys', 'data/demo/keys', '--as', 'chair'];
const negotiates = <T = Negotiation>(...line: string[]) => bed.value<T>(['negotiation', ...line, ...AS]);
const show = () => negotiates('show', document);
const standing = async () =>
  (await negotiates<{ data: { text: Text } }>('view', document, 'clean')).data.text;
const labelled = (text: Text, label: string) => [...workingLabels(text)].find(([, own]) => own === label)![0];

beforeAll(async () => {
  bed = await makeBed();
  await bed.start('demo', 'It stays up');
  document = (await negotiates<{ negotiations: { document: string }[] }>('list')).negotiations[0]!.document;
}, 120_000);
afterAll(() => bed.end());

test('what accepting would do to the others is shown before, and nothing is done by looking', async () => {
  const { collisions, text } = await show();
  const [first, second] = collisions[0]!.proposals;
  const { out, code } = await bed.run(['negotiation', 'outcome', document, first!, ...AS]);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Changes: 2[\\s\\S]*${second} +in conflict +2 words`));
  expect((await show()).text).toBe(text);
}, 60_000);

test('what could be done is said with its rule: the chair may, once the others are settled', async () => {
  const { out } = await bed.run(['negotiation', 'why', document, ...AS]);
  expect(out).toContain('negotiation.closed put-to-decision: allowed by negotiation.chair-presides');
  expect(out).toMatch(/agreement-marked par_\S+: refused by negotiation\.proposals-settled/);
}, 60_000);

test('a word is replaced in the paragraphs that are named, and in no other', async () => {
  const { proposal } = await negotiates<{ proposal: string }>(
    ...['propose', document, '--find', 'each', '--put', 'every', '--only', '3'],
  );
  const made = (await show()).proposals.find((p) => p.proposal === proposal)!;
  expect(made.paragraphs).toEqual([labelled(await standing(), '3')]);
}, 60_000);

test('what is written in another language goes into the same file, and says which was first', async () => {
  const { proposal } = await negotiates<{ proposal: string }>(
    ...['propose', document, '2', '--words', 'Speakers are drawn by lot.', '--original', 'fr'],
    ...['--translation', 'fr=Les orateurs sont tirés au sort.'],
  );
  const made = (await show()).proposals.find((p) => p.proposal === proposal)!;
  expect(made.original).toBe('fr');
  const { url } = JSON.parse(await readIdentity()) as { url: string };
  const file = new Uint8Array(await (await fetch(`${url}/api/blobs/${made.content}`)).arrayBuffer());
  expect(Object.keys(parseProposal(file).versions).sort()).toEqual(['en', 'fr']);
  const same = ['--translation', 'fr=L’ordre des orateurs est tiré au sort.'];
  const refused = await bed.run([
    ...['negotiation', 'propose', document, '2', '--words', 'Nobody speaks.', ...same, ...AS, '--json'],
  ]);
  expect(refused.json()).toMatchObject({ error: { code: 'comity.not-translated' } });
}, 60_000);

const readIdentity = () => readFile(bed.path('data/demo/keys/chair.json'), 'utf8');

test('a file that was edited before the text moved on takes nothing back, and where it was overtaken says what changed', async () => {
  const { text: on, collisions } = await show();
  const before = await standing();
  const edits = (label: string, words: string) =>
    formatText(applyChanges(before, [rewording(before, labelled(before, label), words)!]).text!);
  await bed.write('elsewhere.json', edits('3', 'A summary is circulated after every part.'));
  await bed.write('same.json', edits('2', 'The order of speakers is drawn by lot, anew on each morning.'));
  await negotiates('accept', document, collisions[0]!.proposals[0]!);
  const now = await standing();
  const words = (text: Text, label: string) => wordsOf(findSpot(text, labelled(text, label))!)!.text;
  expect(words(now, '2')).not.toBe(words(before, '2'));
  const { proposal } = await negotiates<{ proposal: string }>(
    ...['propose', document, '--edited', 'elsewhere.json', '--on', on],
  );
  const made = (await show()).proposals.find((p) => p.proposal === proposal)!;
  expect(made).toMatchObject({ paragraphs: [labelled(now, '3')], standing: { clean: true } });
  const refused = await bed.run([
    ...['negotiation', 'propose', document, '--edited', 'same.json', '--on', on, ...AS, '--json'],
  ]);
  expect(refused.code).toBe(1);
  const { error } = refused.json<{ error: { code: string; says: string } }>();
  expect(error.code).toBe('comity.overtaken');
  expect(error.says).toContain(`was “${words(before, '2')}”, and is “${words(now, '2')}”`);
}, 120_000);
