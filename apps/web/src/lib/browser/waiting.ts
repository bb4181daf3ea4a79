/**
 * Signed acts that wait in this browser: shows which do, and sends them when the line is back. Pages on which one acts
 * have this from the start, others fetch it once an act waits.
 */
import type { WaitingSay } from '#lib/server/waiting.ts';
import { wordsFrom } from '#lib/words/client.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { type Said, sayProblem } from '#lib/words/problems.ts';
import { sayTime } from '#lib/words/times.ts';
import { dropAct, listWaiting, onChange, rememberCheckpoint, sendWaiting, type Waiting } from './queue.ts';

const AGAIN = 20_000;

function element(name: string, text = '', attributes: Record<string, string> = {}): HTMLElement {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const english = (text: string) => element('p', text, { lang: 'en', dir: 'ltr' });

function sayRefused({ what, rule, why, allowedWhen, isOwn, detail }: Said, t: Words): HTMLElement[] {
  const reason = isOwn ? (text: string) => element('p', text) : english;
  const more = element('details');
  more.append(element('summary', t('problem.detail')), english(detail ?? ''));
  return [
    element('p', what, { class: 'stop' }),
    ...(rule ? [element('p', t('dialog.refused', { rule }))] : []),
    ...(why ? [reason(why)] : []),
    ...(allowedWhen ? [element('p', t('dialog.allowed-when')), reason(allowedWhen)] : []),
    more,
  ];
}

async function sayOutcome({ outcome, act }: Waiting, t: Words): Promise<HTMLElement[]> {
  if (!outcome) {
    const line = element('p');
    line.append(element('span', t('queue.waiting'), { class: 'state' }));
    return [line];
  }
  if ('index' in outcome) {
    const line = element('p', `${t('queue.placed', { index: outcome.index })} `, { class: 'good' });
    line.append(element('a', t('dialog.proof'), { href: `/${t.language}/record/${act}` }));
    return [line];
  }
  const { message, ...refusal } = outcome.refusal;
  return sayRefused(await sayProblem(Object.assign(new Error(message), refusal), t), t);
}

async function sayItem(waiting: Waiting, t: Words): Promise<HTMLElement> {
  const item = element('li');
  const title = element('p');
  const signed = t('queue.signed', { when: sayTime(waiting.at, t.language) });
  title.append(
    element('strong', t(`act.${waiting.type}` as MessageKey)),
    element('span', ` · ${signed}`, { class: 'soft' }),
  );
  const button = element('button', t(waiting.outcome ? 'queue.dismiss' : 'queue.drop'), { type: 'button' });
  button.addEventListener('click', () => void dropAct(waiting.place));
  const last = element('p');
  last.append(button);
  item.append(title, ...(await sayOutcome(waiting, t)), last);
  return item;
}

/** A place of a page at which acts of one body are shown. */
interface Shown {
  readonly place: HTMLElement;
  readonly body: string;
  readonly t: Words;
  /** Counts how often the list was read: one that was read later has been shown meanwhile. */
  newest: number;
}

async function show(shown: Shown): Promise<void> {
  const { place, body, t } = shown;
  const mine = ++shown.newest;
  const waiting = await listWaiting(body);
  const items = await Promise.all(waiting.map((w) => sayItem(w, t)));
  if (mine !== shown.newest) return;
  const list = element('ol');
  list.append(...items);
  const isLeft = waiting.some((w) => !w.outcome);
  place.replaceChildren(
    element('h2', t('queue.title')),
    ...(isLeft ? [element('p', t('queue.note'), { class: 'soft' })] : []),
    list,
  );
  place.hidden = items.length === 0;
}

async function send(shown: Shown): Promise<void> {
  const { body, t } = shown;
  if (!navigator.onLine) return;
  await sendWaiting(body, t.language);
  const isLeft = (await listWaiting(body)).some((w) => !w.outcome);
  // A line that is bad without the browser's knowing says nothing when it is good again.
  if (isLeft) setTimeout(() => void send(shown), AGAIN);
}

/** What is signed without a line names the newest checkpoint that was seen with one. */
async function see(): Promise<void> {
  const answer = await fetch('/checkpoint');
  if (answer.ok) await rememberCheckpoint(await answer.text());
}

export async function showWaiting(
  place: HTMLElement,
  { body, language, shipped }: WaitingSay,
): Promise<void> {
  const shown: Shown = { place, body, t: wordsFrom(language, shipped), newest: 0 };
  onChange(() => void show(shown));
  addEventListener('online', () => void send(shown));
  await show(shown);
  await send(shown);
  await see().catch(() => {});
}
