import { setTimeout as sleep } from 'node:timers/promises';
import { utf8 } from '@comity/log';
import { derivedId, formatText, parseText, TEXT_MEDIA, tidyText } from '@comity/text';
import { afterEach, describe, expect, test } from 'vitest';
import { Comparer, type ComparerOptions } from './comparer.ts';
import type { Side } from './order.ts';

let comparer: Comparer | undefined;
afterEach(() => comparer?.close());
const made = (options: ComparerOptions = {}) => {
  comparer = new Comparer(options);
  return comparer;
};

const sideOf = (words: string, media = 'text/plain'): Side => ({
  ...{ bytes: utf8(words), document: 'doc_one', language: 'en', media },
});
const wish = (name: string, before: Side, after: Side) => ({ name, before, after, reader: 'fr' });
const SMALL = [
  sideOf('1. States meet every year.\n\n2. They report.\n'),
  sideOf('1. States meet every month.\n\n2. They report.\n'),
] as const;

/** Long paragraphs that no id holds together. Read backwards, each is the same words in the worst order there is. */
const longOf = (label: string, paragraphs: number, isBackwards = false): Side => {
  const nodes = Array.from({ length: paragraphs }, (_, i) => {
    const words = Array.from({ length: 120 }, (_, n) => `word${i}x${n}`);
    const text = (isBackwards ? words.reverse() : words).join(' ');
    return { ...({ kind: 'paragraph', part: 'operative' } as const), id: derivedId(label, `OP${i}`), text };
  });
  const bytes = formatText(tidyText({ v: 1, language: 'en', nodes, notes: [] }));
  return { bytes, document: 'doc_one', language: 'en', media: TEXT_MEDIA };
};
const LARGE = wish('large', longOf('a', 800), longOf('b', 800, true));
/** What came of it, in a word: the comparison itself is large. */
const outcome = (wanted: Parameters<Comparer['compare']>[0]) =>
  comparer!.compare(wanted).then(
    () => 'compared',
    (error) => error.code as string,
  );

describe('two texts', () => {
  test('are compared word by word, with remarks in the reader’s language', async () => {
    const found = await made().compare(wish('one', SMALL[0], SMALL[1]));
    expect(found!.counts).toMatchObject({ changed: 1, kept: 2 });
    expect(found!.html).toContain('<del>year</del>');
    const turned = parseText(longOf('a', 9).bytes);
    const moved = formatText({ ...turned, nodes: [...turned.nodes.slice(1), turned.nodes[0]!] });
    const { html } = (await comparer!.compare(
      wish('two', longOf('a', 9), { ...longOf('a', 9), bytes: moved }),
    ))!;
    expect(html).toContain('<span class="remark" lang="fr" dir="ltr">déplacé ici</span>');
  });

  test('of which one is no text are told apart from those that are', async () => {
    const broken = sideOf('{"v":1', TEXT_MEDIA);
    expect(await made().compare(wish('broken', broken, SMALL[1]))).toBeUndefined();
    expect(await comparer!.compare(wish('one', ...SMALL))).toBeDefined();
  });

  test('leave the server free while they are compared', async () => {
    let ticks = 0;
    const clock = setInterval(() => ticks++, 5);
    const before = performance.now();
    await made().compare(wish('large', longOf('a', 60), longOf('b', 60, true)));
    const took = performance.now() - before;
    clearInterval(clock);
    // On a thread that works all the while there would be none but the first.
    expect(ticks).toBeGreaterThan(Math.min(10, took / 50));
  });
});

describe('a pair that is too much', () => {
  const TOO_LONG = 'documents.comparison-too-long';

  test('is given up after its time, is not begun again, and holds up nobody behind it', async () => {
    made({ limitMs: 700 });
    expect(await Promise.all([outcome(LARGE), outcome(wish('small', ...SMALL))])).toEqual([
      TOO_LONG,
      'compared',
    ]);
    const before = performance.now();
    expect(await outcome(LARGE)).toBe(TOO_LONG);
    expect(performance.now() - before).toBeLessThan(300);
  });

  test('ends the thread and not the server where it takes more memory than there is', async () => {
    made({ limitMb: 24 });
    expect(await outcome(LARGE)).toBe(TOO_LONG);
    expect(await outcome(wish('small', ...SMALL))).toBe('compared');
  }, 30_000);

  test('is one of ten that wait', async () => {
    made();
    const ended = await Promise.all(Array.from({ length: 12 }, (_, i) => outcome(wish(`${i}`, ...SMALL))));
    expect(ended.filter((what) => what === 'compared')).toHaveLength(11);
    expect(ended.at(-1)).toBe('documents.comparison-busy');
  });

  test('fails when the house closes, and the thread ends by itself when nobody asks', async () => {
    made({ idleMs: 20 });
    expect(await outcome(wish('one', ...SMALL))).toBe('compared');
    await sleep(100);
    expect(await outcome(wish('one', ...SMALL))).toBe('compared');
    const [ended] = await Promise.all([outcome(LARGE), comparer!.close()]);
    expect(ended).toBe('documents.comparison-busy');
  });
});
