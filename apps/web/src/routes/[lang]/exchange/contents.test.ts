import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stixTypes } from './contents.ts';

const DATA = join(import.meta.dirname, '../../../../../../data/stix2');

describe('a file', () => {
  it('that is a STIX bundle tells its objects by type', async () => {
    const bytes = await readFile(join(DATA, 'malicious-email-indicator-with-attachment.json'));
    const { objects } = JSON.parse(bytes.toString()) as { objects: { type: string }[] };
    const types = stixTypes(bytes)!;
    expect([...types.values()].reduce((a, b) => a + b)).toBe(objects.length);
    expect(types.get('indicator')).toBe(objects.filter((o) => o.type === 'indicator').length);
  });

  it.each(['', '{}', '[1]', '{"type":"bundle","objects":[{"type":"indicator"}]}', 'not JSON'])(
    'that is none tells nothing: %s',
    (text) => {
      expect(stixTypes(new TextEncoder().encode(text))).toBeUndefined();
    },
  );
});
