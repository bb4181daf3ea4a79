import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatText, type Text, tidyText } from '@comity/text';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTextFile, writeText } from './texts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-texts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const STATEMENT = join(import.meta.dirname, '../../../data/statement_2024-03-08_en.txt');
const about = { symbol: 'A/BODY/2027/CRP.1', created: '2027-03-05T09:00:00.000Z', author: 'Secretariat' };
const options = { language: 'en', symbol: about.symbol };
const words = ({ nodes }: Text) => nodes.map((node) => ('text' in node ? node.text : '')).join('\n');

async function written(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('a text in a file', () => {
  test('is read with its damage named, and gets the same ids whoever reads it', async () => {
    const first = await readTextFile(STATEMENT, options);
    const again = await readTextFile(STATEMENT, options);
    expect(formatText(again.text)).toEqual(formatText(first.text));
    expect(first.notices.length).toBeGreaterThan(0);
    expect(first.text.nodes.length).toBeGreaterThan(5);
  });

  test.each(['.json', '.docx', '.xml'])(
    'is the same after it was written as %s and read again',
    async (ending) => {
      const { text } = await readTextFile(STATEMENT, options);
      const path = await written(
        `same${ending}`,
        writeText(text, ending === '.json' ? 'x.json' : `x${ending}`, about),
      );
      expect(formatText((await readTextFile(path, options)).text)).toEqual(formatText(text));
    },
  );

  test.each(['.md', '.txt'])('keeps its words as %s', async (ending) => {
    const text = tidyText({
      v: 1,
      language: 'en',
      nodes: [
        {
          kind: 'paragraph',
          part: 'operative',
          id: `par_${'A'.repeat(22)}`,
          text: 'Decides to establish a directory;',
        },
      ],
      notes: [],
    });
    const path = await written(`words${ending}`, writeText(text, `x${ending}`, about));
    expect(words((await readTextFile(path, options)).text)).toContain('Decides to establish a directory');
  });

  test('that is none is refused with a reason, and a format that is none with those there are', async () => {
    const bad = await written('bad.docx', 'not an archive');
    await expect(readTextFile(bad, options)).rejects.toMatchObject({ code: 'comity.not-a-text' });
    const page = await written('page.xml', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>');
    await expect(readTextFile(page, options)).rejects.toMatchObject({ code: 'comity.not-a-text' });
    await expect(readTextFile(join(folder, 'x.odt'), options)).rejects.toMatchObject({
      code: 'comity.unknown-format',
    });
    await expect(readTextFile(join(folder, 'none.md'), options)).rejects.toMatchObject({
      code: 'comity.cannot-read',
    });
    expect(await readFile(bad, 'utf8')).toBe('not an archive');
  });
});
