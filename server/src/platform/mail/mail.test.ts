import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, type Notice, pathOf, readNoticeText, writeNotices } from './index.ts';

const notice: Notice = {
  id: 'silence-lapses/per_1',
  from: 'comity@body.example',
  to: 'contact@state.example',
  subject: 'Silence procedure: two days left',
  text: 'Line one\nالسطر الثاني\n',
  at: new Date('2026-03-05T10:00:00Z'),
};

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'comity-mail-')), 'outbox');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

describe('a notice', () => {
  it('is a message with CRLF, a date, an id, and its text in UTF-8', async () => {
    expect(await writeNotices(folder, [notice])).toEqual([]);
    const message = await readFile(pathOf(folder, notice), 'utf8');
    expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(message).toContain('Date: Thu, 05 Mar 2026 10:00:00 +0000\r\n');
    expect(message).toMatch(/\r\nMessage-ID: <[0-9a-f]{32}@body\.example>\r\n/);
    expect(message).toContain('Subject: Silence procedure: two days left\r\n');
    expect(readNoticeText(message)).toBe(notice.text);
  });

  it('has one file however often it is written', async () => {
    await Promise.all([1, 2, 3].map(() => writeNotices(folder, [notice, notice])));
    await writeNotices(folder, [{ ...notice, text: 'other' }]);
    expect(await readdir(folder)).toHaveLength(1);
    expect(readNoticeText(await readFile(pathOf(folder, notice), 'utf8'))).toBe(notice.text);
  });

  it('encodes a subject in any language, in short words', () => {
    const subject = `${'اقتراح جديد بشأن الفقرة '.repeat(5)}😀=?`;
    const message = compose({ ...notice, subject });
    const words = [...message.matchAll(/=\?utf-8\?B\?([A-Za-z0-9+/=]+)\?=/g)];
    expect(Math.max(...words.map(([word]) => word.length))).toBeLessThanOrEqual(75);
    expect(words.map(([, word]) => Buffer.from(word!, 'base64').toString()).join('')).toBe(subject);
    expect(words.length).toBeGreaterThan(3);
  });

  it('is refused when address or subject could carry another header', async () => {
    const hostile: Partial<Notice>[] = [
      { subject: 'a\r\nBcc: x@y.example' },
      { subject: 'a\nb' },
      { to: 'a@b.example\r\nBcc: x@y.example' },
      { to: 'a@b.example, c@d.example' },
      { to: 'A <a@b.example>' },
      { to: 'a@b.example\n' },
      { from: 'x@y.example\r\n' },
    ];
    for (const change of hostile) {
      const refused = await writeNotices(folder, [{ ...notice, ...change }]);
      expect(refused, JSON.stringify(change)).toMatchObject([{ code: 'platform.notice-refused' }]);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is refused does not hold up the others', async () => {
    const bad = { ...notice, id: 'bad', to: 'nobody' };
    expect(await writeNotices(folder, [bad, notice])).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
