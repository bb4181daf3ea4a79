import { directionOf } from '@comity/text';
import { type JobHandlers, type Notice, type Tx, writeNotices } from '../../../platform/index.ts';
import { type Record as ActRecord, keepUp } from '../../record/index.ts';
import { type DocumentFound, listFoundDocuments, questionFor } from '../texts/index.ts';
import { nextDue } from './due.ts';
import { calledInMail } from './naming.ts';
import { forgetThoseWhoLeft } from './owners.ts';
import { findSearch, lockDueSearch, type SavedSearch, updateSearch } from './store.ts';
import { type DigestWords, digestWords } from './words.ts';

/** Where mails go, from which address, and how the reader reaches this server. */
export interface Post {
  readonly outbox: string;
  readonly from: string;
  readonly origin: string;
  readonly onFailure?: (error: unknown) => void;
}

/** Looks each minute whether a mail is due. */
export const keepDigests = (record: ActRecord, post: Post) =>
  keepUp(record, () => mailDigests(record, post), {
    ...{ delay: 1000, every: 60_000, calledBy: () => false, atOnce: true },
    onFailure: (error) => post.onFailure?.(error),
  });

/** Mails what is due, one search after the other, to those who are still here. */
export async function mailDigests(record: ActRecord, post: Post): Promise<void> {
  await forgetThoseWhoLeft(record);
  while (await record.database.transaction((tx) => mailNext(tx, record, post)));
}

/** What came out a moment ago may not be indexed yet: the next mail tells of it. */
const INDEXED_WITHIN = 10 * 60_000;
/** More documents than anybody reads in a mail; the others are counted. */
const MOST = 30;

/**
 * Tells of what was issued since the last mail, and of nothing where there is nothing. A crash before the end mails
 * the same digest again, and the same digest is the same file. Answers whether more may be due.
 */
async function mailNext(tx: Tx, record: ActRecord, post: Post): Promise<boolean> {
  const now = record.clock();
  const search = await lockDueSearch(tx, new Date(now));
  if (!search?.every) return false;
  const out = { after: search.told, upTo: new Date(now - INDEXED_WITHIN) };
  const asked = await questionFor(tx, record.held.now.founding.languages, search.filter);
  const found = asked ? await listFoundDocuments(tx, { ...asked, out }, MOST) : [];
  if (found.length > 0) await mail(post, digestOf(search, found, post, now));
  updateSearch(tx, { ...search, told: out.upTo, due: nextDue(search.every, now) });
  return true;
}

async function mail({ outbox, onFailure }: Post, notice: Notice): Promise<void> {
  for (const refused of await writeNotices(outbox, [notice])) onFailure?.(refused);
}

/** A name or a symbol keeps its direction inside a line that runs the other way. */
const apart = (text: string, language: string) =>
  directionOf(language) === 'rtl' ? `\u2068${text}\u2069` : text;

function digestOf(s: SavedSearch, found: readonly DocumentFound[], post: Post, now: number): Notice {
  const t = digestWords(s.language);
  const more = (found[0]?.documents ?? 0) - found.length;
  const text = [
    t.intro(apart(calledInMail(s), s.language)),
    '',
    ...found.map((one) => lineOf(one, s.language)),
    ...(more > 0 ? [t.more(more)] : []),
    '',
    ...endOf(s, t, post),
  ];
  return noticeOf(s, post, now, `digest ${s.id} ${s.due?.toISOString()}`, t.newSubject, text);
}

function lineOf({ symbol, titles, paragraphs }: DocumentFound, language: string): string {
  const title = titles[language] ?? titles.en ?? Object.values(titles)[0] ?? '';
  const names = [symbol, title].flatMap((name) => (name ? [apart(name, language)] : []));
  return `- ${names.join(' · ')} (${paragraphs})`;
}

const endOf = ({ id, language }: SavedSearch, t: DigestWords, { origin }: Post): string[] => [
  t.read(`${origin}/${language}/documents/searches`),
  t.stop(id),
];

function noticeOf(
  { address }: SavedSearch,
  { from }: Post,
  now: number,
  id: string,
  subject: string,
  lines: readonly string[],
): Notice {
  return { id, from, to: address ?? '', subject, text: `${lines.join('\n')}\n`, at: new Date(now) };
}

/** Mails the code by which somebody who reads at an address proves that they do. */
export const searchesJobs = (record: ActRecord, post: Post): JobHandlers => ({
  'documents.mail-code': async (payload) => {
    const { search } = payload as { search: string };
    const found = await findSearch(record.database.read, search);
    if (!found || found.code === null) return;
    const { code, language } = found;
    const t = digestWords(language);
    const page = `${post.origin}/${language}/documents/searches`;
    const lines = [t.code(apart(calledInMail(found), language), code), '', t.codeIf, page];
    await mail(post, noticeOf(found, post, record.clock(), `code ${search} ${code}`, t.codeSubject, lines));
  },
});
