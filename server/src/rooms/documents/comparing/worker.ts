import { parentPort } from 'node:worker_threads';
import {
  type Comparison,
  compareTexts,
  comparisonHtml,
  derivedId,
  parseText,
  readPlain,
  TEXT_MEDIA,
  type Text,
  TextError,
} from '@comity/text';
import type { Answer, Compared, Order, Side } from './order.ts';
import { remarksIn } from './words.ts';

/**
 * Compares two texts in a thread of its own, one pair after the other: two that have nothing in common take a second
 * for each hundred kilobytes, and nobody else is to wait for that.
 */
parentPort!.on('message', (order: Order) => {
  parentPort!.postMessage({ number: order.number, ...answer(order) } satisfies Answer);
});

/** How many are remembered: files never change, and a pair is asked for in six languages. */
const REMEMBERED = 8;
const remembered = new Map<string, Comparison>();

function answer(order: Order): { compared?: Compared } {
  try {
    const { counts, ...rest } = comparisonOf(order);
    const options = { level: 2, ...(order.only ? { only: order.only } : {}) };
    return {
      compared: { counts, html: comparisonHtml({ counts, ...rest }, remarksIn(order.reader), options) },
    };
  } catch (error) {
    if (error instanceof TextError) return {};
    throw error;
  }
}

function comparisonOf({ name, before, after }: Order): Comparison {
  const known = remembered.get(name);
  if (known) return known;
  const comparison = compareTexts(textOf(before), textOf(after));
  remembered.set(name, comparison);
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
  return comparison;
}

/** Plain text is understood as a tree, its paragraphs named by their places. */
const textOf = ({ bytes, document, language, media }: Side): Text =>
  media === TEXT_MEDIA
    ? parseText(bytes)
    : readPlain(bytes, { language, ids: (place) => derivedId(document, place) }).text;

parentPort!.postMessage('ready');
