import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { platformError } from '../errors.ts';
import { DomainError } from '../problem/domain-error.ts';
import { REFUSED, SENT } from './sending.ts';

export { type Bounce, keepBounces, readBounce } from './bounces.ts';
export { keepSending, type MailOutcome, type Sending, type SendingOptions } from './sending.ts';

/** A notice by e-mail. It never holds more than what may lie in a mailbox: a link and who it is from. */
export interface Notice {
  /** Names the notice: a second one with the same id is the same notice. */
  readonly id: string;
  readonly from: string;
  /** An address only, ASCII, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
  /** What it is about, an id: whoever hears that it did not arrive learns that from it. */
  readonly about?: string;
}

/** Where notices go, from which address, and how the reader reaches this server. */
export interface Post {
  readonly outbox: string;
  readonly from: string;
  readonly origin: string;
  /** Called with what could not be done; a notice that cannot be written is passed over, the rest tried again. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Writes notices as RFC 5322 files (`.eml`) into the outbox, each complete or not at all; they are on disk when
 * this returns. Whatever delivers mail takes files from there. The same id again changes nothing.
 * Returns what was passed over: `platform.notice-refused`, for an address or subject that could carry further headers.
 */
export async function writeNotices(folder: string, notices: readonly Notice[]): Promise<DomainError[]> {
  const refused: DomainError[] = [];
  await mkdir(folder, { recursive: true });
  for (const notice of notices) {
    const path = pathOf(folder, notice);
    if (await isWritten(folder, notice)) continue;
    try {
      await writeWhole(path, compose(notice));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push(error);
    }
  }
  await syncFolder(folder);
  return refused;
}

const nameOf = ({ id }: Pick<Notice, 'id'>): string =>
  createHash('sha256').update(id).digest('hex').slice(0, 32);

/** Where a notice is, or will be, in an outbox. */
export const pathOf = (folder: string, notice: Pick<Notice, 'id'>): string =>
  join(folder, `${nameOf(notice)}.eml`);

/** It may have been sent, or refused, meanwhile. */
async function isWritten(folder: string, notice: Pick<Notice, 'id'>): Promise<boolean> {
  return (await stateOfNotice(folder, notice)) !== undefined;
}

/** What became of a notice that was written: it lies there, or was put away. */
export async function stateOfNotice(
  folder: string,
  notice: Pick<Notice, 'id'>,
): Promise<'waiting' | 'sent' | 'refused' | undefined> {
  for (const [state, place] of [
    ['sent', SENT],
    ['refused', REFUSED],
    ['waiting', '.'],
  ] as const)
    if (await stat(pathOf(join(folder, place), notice)).catch(() => undefined)) return state;
  return undefined;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeDurably(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename lasts only once its folder is on disk; Windows neither needs nor allows that. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// Deliberately narrower than RFC 5321: no quotes, no comments, no names, one address.
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}$/;

function address(text: string): string {
  if (ADDRESS.test(text)) return text;
  throw platformError('notice-refused', { detail: 'An e-mail address is ASCII, of the form name@domain.' });
}

function aboutOf(text: string): string {
  if (/^[A-Za-z0-9_-]{1,80}$/.test(text)) return text;
  throw platformError('notice-refused', { detail: 'What a notice is about is an id.' });
}

/** The message as it is delivered. */
export function compose(notice: Notice): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(notice.subject) || !notice.subject.isWellFormed()) {
    throw platformError('notice-refused', { detail: 'A subject is one line of text.' });
  }
  const from = address(notice.from);
  const headers = [
    `Date: ${notice.at.toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${address(notice.to)}`,
    `Message-ID: <${nameOf(notice)}@${from.split('@')[1]}>`,
    `Subject: ${encodeWords(notice.subject)}`,
    'Auto-Submitted: auto-generated',
    ...(notice.about === undefined ? [] : [`X-Comity-About: ${aboutOf(notice.about)}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${encodeBody(notice.text)}`;
}

/** RFC 2047: words of at most 75 characters, none of which cuts a character in two. */
function encodeWords(text: string): string {
  if (/^[ -~]{1,60}$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

/** Base64 carries every language and every length of line through every mail server. */
function encodeBody(text: string): string {
  const lines = text.replace(/\r\n|\r|\n/g, '\r\n');
  const encoded = Buffer.from(lines).toString('base64');
  return encoded.replace(/.{1,76}/g, '$&\r\n');
}

/** The text of a message this module wrote, for an outbox page or a test. */
export function readNoticeText(message: string): string {
  const body = message.slice(message.indexOf('\r\n\r\n') + 4);
  return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
}
