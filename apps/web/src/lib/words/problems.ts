import type { ApiProblem } from '@comity/client';
import { type Asked, askServer, type Texts } from './asked.ts';
import { adviceForStatus, adviceForWords, wordsForCode } from './codes.ts';
import type { MessageKey, Words } from './messages.ts';

/** A failure as it is told to whoever reads: what happened, that nothing was lost, what to do now. */
export interface Said {
  readonly what: string;
  readonly now: string;
  /** Number and title of the rule that refused; between ⟦ ⟧ where the body does not have it in this language. */
  readonly rule?: string;
  /** Why it was refused; by a rule, also what would allow it. */
  readonly why?: string;
  readonly allowedWhen?: string;
  /** Both are in the reader's language; where there are no words for it, they are in English. */
  readonly isOwn?: boolean;
  /** For whoever is asked for help: code and sentence, in English. */
  readonly detail?: string;
}

/** Thrown where a page has the words already: the message is in the reader's language. */
export class InOwnWords extends Error {
  readonly code = 'web.said';
}

/** Any failure: what the packages, the browser and the server throw has some of these. */
type Failure = Error & {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly rule?: unknown;
  readonly allowedWhen?: unknown;
  readonly reasons?: ApiProblem['reasons'];
  /** Why a key request cannot be used, where it is one. */
  readonly fault?: string;
};

/**
 * Says a failure in the reader's language: by its own code where a package or the browser made it, by the title
 * that the server has for it where the server refused. Never throws; what nobody has words for keeps its technical
 * sentence as a detail.
 */
export async function sayProblem(error: unknown, t: Words, ask: Asked = askServer): Promise<Said> {
  const failure = (error instanceof Error ? error : new Error(String(error))) as Failure;
  const { code, status, fault, message } = failure;
  if (code === 'web.said') return { what: message, now: t('dialog.nothing-lost') };
  if (typeof status === 'number' && code !== 'client.unexpected-answer')
    return sayRefusal(failure, status, t, ask);
  const key = fault ? (`house.request.${fault}` as MessageKey) : wordsForCode(failure);
  const known = t.has(key) ? key : 'problem.unknown';
  return { what: t(known), now: t(adviceForWords(known)), detail: technical(failure) };
}

const technical = ({ code, name, message }: Failure): string =>
  `${typeof code === 'string' ? code : name}: ${message}`;

async function sayRefusal(failure: Failure, status: number, t: Words, ask: Asked): Promise<Said> {
  const { code } = failure;
  const own = failure.reasons?.[t.language];
  const [titles, rule] = await Promise.all([
    ask.titles(String(code)).catch(() => undefined),
    typeof failure.rule === 'string' ? sayRule(failure.rule, t, ask) : undefined,
  ]);
  const english = afterTitle(failure.message, titles);
  const { why, allowedWhen } = own ?? { why: english, allowedWhen: failure.allowedWhen };
  return {
    what: inLanguage(titles, t) ?? t('problem.refused'),
    now: t(adviceForStatus(status)),
    ...(rule === undefined ? {} : { rule }),
    ...((rule !== undefined || own) && why ? { why } : {}),
    ...(typeof allowedWhen === 'string' ? { allowedWhen } : {}),
    ...(own ? { isOwn: true } : {}),
    detail: rule === undefined && english ? `${code}: ${english}` : String(code),
  };
}

/** What the server said beyond its title, in whatever language that came. */
function afterTitle(message: string, titles: Texts = {}): string {
  const came = Object.values(titles).find((title) => message.startsWith(title)) ?? '';
  return message.slice(came.length).replace(/^: /, '');
}

/** The sentence around a rule has its own full stop. */
async function sayRule(id: string, t: Words, ask: Asked): Promise<string> {
  const found = await ask.rule(id).catch(() => undefined);
  const title = inLanguage(found?.title, t);
  return found && title ? `${found.number}. ${title.replace(/[.。](?=⟧?$)/, '')}` : id;
}

/** In the reader's language; another one stands between marks, as everywhere. */
function inLanguage(texts: Texts | undefined, t: Words): string | undefined {
  const own = texts?.[t.language];
  if (own !== undefined) return own;
  const other = texts?.en ?? Object.values(texts ?? {})[0];
  return other === undefined ? undefined : `⟦${other}⟧`;
}
