import type { AnyAct } from '@comity/acts';

/**
 * Words as they are looked for: without case, accents of Arabic writing or the dots of ё, with the forms of alif as
 * one. Chinese has no spaces: its runs are found by every sign and every pair of signs, which needs no dictionary
 * that another version of the runtime would change.
 */
export function tokensOf(text: string): string[] {
  const folded = foldCase(text);
  return [...new Set((folded.match(RUN) ?? []).flatMap((run) => (HAN.test(run) ? gramsOf(run) : [run])))];
}

/** Letters, digits and marks that belong together; Han by itself. */
const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const HAN = /^\p{Script=Han}/u;

const foldCase = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u064b-\u065f\u0670\u0640]/gu, '')
    .replace(/[أإآٱ]/gu, 'ا')
    .replaceAll('ё', 'е');

function gramsOf(run: string): string[] {
  const signs = [...run];
  return [...signs, ...signs.slice(1).map((sign, i) => signs[i]! + sign)];
}

/** Of a Chinese run in a question, pairs alone: a single sign says less than the pair that holds it. */
function wantedOf(text: string): string[] {
  const runs = foldCase(text).match(RUN) ?? [];
  return runs.flatMap((run) => {
    const signs = [...run];
    if (!HAN.test(run) || signs.length === 1) return [run];
    return signs.slice(1).map((sign, i) => signs[i]! + sign);
  });
}

/** No question needs more words than this. */
const MOST = 12;

/**
 * A question as PostgreSQL takes it: every word, or the beginning of one. Words hold letters, digits and marks alone,
 * so nothing in them can be read as an operator. Undefined where nothing is left to look for.
 */
export function queryOf(text: string): string | undefined {
  const wanted = [...new Set(wantedOf(text))].slice(0, MOST);
  return wanted.length ? wanted.map((word) => `'${word}':*`).join(' & ') : undefined;
}

/** What a person wrote into a public act in words: titles, symbols, reasons, and fields that are in the open. */
export function textsIn(act: AnyAct): string[] {
  switch (act.type) {
    case 'directory.contact-recorded':
      return [act.data.note.number, ...openFields(act.data.fields)];
    case 'directory.contact-nominated':
    case 'directory.contact-amended':
      return openFields(act.data.fields);
    case 'decisions.objected':
      return act.data.reason ? [act.data.reason] : [];
    case 'decisions.ruled':
      return [act.data.ruling];
    case 'host.unavailable':
      return [act.data.what];
    default:
      return act.type.startsWith('documents.') ? paperTexts(act.data as Paper) : [];
  }
}

/** Acts about documents hold words by the same names. */
interface Paper {
  readonly titles?: Readonly<Record<string, string>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly group?: Readonly<Record<string, string>>;
  readonly symbol?: string;
  readonly prefix?: string;
  readonly corrects?: string;
  readonly where?: string;
  readonly reason?: string;
  readonly asks?: string;
}

const paperTexts = ({ titles, names, group, ...one }: Paper): string[] => [
  ...[titles, names, group].flatMap((words) => Object.values(words ?? {})),
  ...[one.symbol, one.prefix, one.corrects, one.where, one.reason, one.asks].filter(
    (word) => word !== undefined,
  ),
];

type Fields = Extract<AnyAct, { type: 'directory.contact-amended' }>['data']['fields'];

const openFields = (fields: Fields): string[] =>
  Object.values(fields).flatMap((field) => (field && 'value' in field ? field.value : []));
