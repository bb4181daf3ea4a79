import type { z } from 'zod/mini';
import { TextError } from './errors.ts';
import { flawOfMarks, flawOfWords, isNote } from './inline.ts';
import { Runs } from './runs.ts';
import {
  type Label,
  MAX_NODES,
  MAX_UNITS,
  type Mark,
  type Text,
  type Translated,
  textSchema,
} from './tree.ts';
import { type Spot, walk, wordsOf } from './walk.ts';

/**
 * A value from outside as a text in its one spelling. Throws `text.malformed`, `text.too-large`,
 * `text.duplicate-id`, `text.unknown-note` or `text.not-normal`, each with its place.
 */
export function assertText(value: unknown): Text {
  const read = textSchema.safeParse(value);
  if (!read.success) throw malformed(read.error);
  const text = read.data;
  const spots = walk(text);
  assertSize(spots);
  assertIds(spots);
  if (text.title) assertWords(text.title, 'title', text);
  for (const spot of spots) assertSpot(spot, text);
  assertLabels(spots);
  assertNotes(text, spots);
  return text;
}

function malformed(error: z.core.$ZodError): TextError {
  const issue = error.issues[0];
  return new TextError('text.malformed', issue?.message ?? 'not a text', {
    place: issue?.path.join('.') ?? '',
  });
}

const notNormal = (why: string, place: string) =>
  new TextError('text.not-normal', `Another spelling: ${why}.`, { place });

function assertSize(spots: readonly Spot[]): void {
  const units = spots.reduce((sum, spot) => sum + (wordsOf(spot)?.text.length ?? 0), 0);
  if (spots.length > MAX_NODES) throw new TextError('text.too-large', `More than ${MAX_NODES} paragraphs.`);
  if (units > MAX_UNITS) throw new TextError('text.too-large', `More than ${MAX_UNITS} characters.`);
}

function assertIds(spots: readonly Spot[]): void {
  const seen = new Set<string>();
  for (const { node, path } of spots) {
    if (seen.has(node.id))
      throw new TextError('text.duplicate-id', `${node.id} stands twice.`, { place: path });
    seen.add(node.id);
  }
}

function assertSpot(spot: Spot, text: Text): void {
  const words = wordsOf(spot);
  if (!words) return;
  assertWords(words, spot.path, text);
  const empty = words.text === '' && !('children' in words && words.children);
  if (empty) throw notNormal('a paragraph without words and without sub-paragraphs', spot.path);
  if (spot.role === 'note' && words.marks?.some(isNote)) throw notNormal('a note to a note', spot.path);
}

function assertWords({ text, marks, source }: Translated, place: string, { language }: Text): void {
  const flaw = flawOfWords(text) ?? flawOfMarks(text, marks ?? []);
  if (flaw) throw notNormal(flaw, place);
  if (source?.language === language) throw notNormal('translated from its own language', place);
}

/** A label that says what the place says already would be a second spelling. */
function assertLabels(spots: readonly Spot[]): void {
  const runs = new Runs();
  for (const spot of spots) {
    if (spot.role !== 'paragraph' && spot.role !== 'sub') continue;
    const flaw = runs.advance(spot) ?? flawOfPrinted(spot.node.label);
    if (flaw) throw notNormal(flaw, spot.path);
  }
}

const flawOfPrinted = (label: Label | undefined): string | undefined => {
  if (!label || !('printed' in label)) return undefined;
  return label.printed.includes('\n') ? 'a line break' : flawOfWords(label.printed);
};

function assertNotes(text: Text, spots: readonly Spot[]): void {
  const known = new Set(text.notes.map(({ id }) => id));
  const referred = new Set<string>();
  for (const { mark, place } of noteMarks(text, spots)) {
    if (!known.has(mark.note))
      throw new TextError('text.unknown-note', `There is no note ${mark.note}.`, { place });
    referred.add(mark.note);
  }
  [...referred].forEach((id, i) => {
    if (text.notes[i]?.id !== id) throw notNormal('notes in another order than referred to', `notes.${i}`);
  });
}

function noteMarks(text: Text, spots: readonly Spot[]) {
  const within = (words: Translated | undefined, place: string) =>
    (words?.marks ?? ([] as Mark[])).filter(isNote).map((mark) => ({ mark, place }));
  return [...within(text.title, 'title'), ...spots.flatMap((spot) => within(wordsOf(spot), spot.path))];
}
