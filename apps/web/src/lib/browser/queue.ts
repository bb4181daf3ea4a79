import type { ApiProblem } from '@comity/client';

/**
 * Acts that were signed without a line and wait in this browser: the signed bytes, never a key. They are sent in
 * the order in which they were signed, by one tab at a time.
 */
import { storesIn } from './stores.ts';

/** A file that an act names and that has to arrive before it. */
export interface WaitingFile {
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the server answered instead of a receipt. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Title and detail as they came, for `sayProblem`. */
  readonly message: string;
  readonly rule?: string;
  readonly allowedWhen?: string;
  readonly reasons?: ApiProblem['reasons'];
}

export interface SignedAct {
  /** The id of the act. */
  readonly act: string;
  readonly body: string;
  readonly type: string;
  /** When it was signed. */
  readonly at: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly files: readonly WaitingFile[];
}

export interface Waiting extends SignedAct {
  /** Grows with every act that is kept. */
  readonly place: number;
  /** What came of it, once it was sent. */
  readonly outcome?: { readonly index: number } | { readonly refusal: Refusal };
}

const ACTS = 'acts';
const SEEN = 'seen';
const LOCK = 'comity-queue';
const CHANNEL = 'comity-queue';

const inStore = storesIn('comity-queue', (database) => {
  database.createObjectStore(ACTS, { keyPath: 'place', autoIncrement: true });
  database.createObjectStore(SEEN);
});

/** All acts of a body that are kept, in the order in which they were signed. */
export async function listWaiting(body: string): Promise<Waiting[]> {
  const all = await inStore<Waiting[]>(ACTS, 'readonly', (s) => s.getAll());
  return all.filter((w) => w.body === body);
}

/** Keeps a signed act until it was sent. Throws where this browser keeps nothing. */
export async function keepAct(signed: SignedAct): Promise<void> {
  await inStore(ACTS, 'readwrite', (s) => s.add(signed));
  tell();
}

/** Takes an act out of the list: one that was not sent yet never is. Waits for a tab that is sending. */
export async function dropAct(place: number): Promise<void> {
  await navigator.locks.request(LOCK, () => inStore(ACTS, 'readwrite', (s) => s.delete(place)));
  tell();
}

/** Takes every act of a body out of the list, sent or not. Waits for a tab that is sending. */
export async function dropAll(body: string): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    for (const { place } of await listWaiting(body)) await inStore(ACTS, 'readwrite', (s) => s.delete(place));
  });
  tell();
}

/** The newest checkpoint that this browser saw: what an act signed without a line says its signer had seen. */
export const rememberCheckpoint = (text: string): Promise<unknown> =>
  inStore(SEEN, 'readwrite', (s) => s.put(text, 'checkpoint'));
export const rememberedCheckpoint = (): Promise<string | undefined> =>
  inStore<string | undefined>(SEEN, 'readonly', (s) => s.get('checkpoint'));

function tell(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

/** Hears of every change of the list, of this tab and of others. */
export function onChange(listener: () => void): void {
  new BroadcastChannel(CHANNEL).addEventListener('message', listener);
}

/**
 * Sends what waits, in order, and keeps what came of each act. Stops at the first one that does not arrive, so that
 * the order stays. Only one tab sends at a time; the same bytes sent twice are placed once.
 */
export function sendWaiting(body: string, language: string): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    for (const waiting of await listWaiting(body)) {
      if (waiting.outcome) continue;
      const outcome = await sendOne(waiting, language).catch(() => undefined);
      if (!outcome) return;
      await inStore(ACTS, 'readwrite', (s) => s.put({ ...waiting, files: [], outcome }));
      tell();
    }
  });
}

/** Nothing came of it yet: no line, nobody signed in, or a server that says to try again. */
export const isLineTrouble = (status: number): boolean => status === 401 || status === 429 || status >= 500;

async function sendOne(waiting: Waiting, language: string): Promise<Waiting['outcome']> {
  for (const { sha256, bytes } of waiting.files) {
    const put = await send(`/api/blobs/${sha256}`, 'PUT', 'application/octet-stream', bytes, language);
    if (!put.ok) return isLineTrouble(put.status) ? undefined : { refusal: await refusalOf(put) };
  }
  const answer = await send('/api/acts', 'POST', 'application/json', waiting.bytes, language);
  if (!answer.ok) return isLineTrouble(answer.status) ? undefined : { refusal: await refusalOf(answer) };
  const { act, index } = (await answer.json()) as { act: string; index: number };
  return act === waiting.act ? { index } : undefined;
}

const send = (
  path: string,
  method: string,
  type: string,
  body: Uint8Array<ArrayBuffer>,
  language: string,
): Promise<Response> =>
  fetch(path, { method, body, headers: { 'content-type': type, 'accept-language': language } });

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof problem[name] === 'string' ? problem[name] : undefined);
  const rule = text('rule');
  const allowedWhen = text('allowedWhen');
  return {
    status: answer.status,
    code: text('code') ?? 'client.unexpected-answer',
    message: [text('title'), text('detail')].filter((part) => part !== undefined).join(': '),
    ...(rule === undefined ? {} : { rule }),
    ...(allowedWhen === undefined ? {} : { allowedWhen }),
    ...(problem.reasons ? { reasons: problem.reasons as ApiProblem['reasons'] } : {}),
  };
}
