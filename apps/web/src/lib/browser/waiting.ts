/**
 * The script of every page of somebody who signed in: shows which signed acts wait in this browser, and sends them
 * when the line is back. It is a file of its own, so that pages which only read need nothing else.
 */
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { type Said, sayProblem } from '#lib/words/problems.ts';
import { sayTime } from '#lib/words/times.ts';
import { dropAct, listWaiting, onChange, rememberCheckpoint, sendWaiting, type Waiting } from './queue.ts';

const AGAIN = 20_000;
const place = document.getElementById('waiting')!;
const { body, language, texts } = JSON.parse(place.dataset.say!) as {
  body: string;
  language: string;
  texts: Record<string, string>;
};
const t = sayFrom(texts);

/** The few words of this script came said; what they take stands in them by its name. */
function sayFrom(said: Record<string, string>): Words {
  const say = (key: MessageKey, args: object = {}) =>
    Object.entries(args).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, String(value)),
      said[key] ?? `⟦${key}⟧`,
    );
  return Object.assign(say, { language, has: (key: string) => key in said });
}

function element(name: string, text = '', attributes: Record<string, string> = {}): HTMLElement {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const english = (text: string) => element('p', text, { lang: 'en', dir: 'ltr' });

function sayRefused({ what, rule, why, allowedWhen, detail }: Said): HTMLElement[] {
  const more = element('details');
  more.append(element('summary', t('problem.detail')), english(detail ?? ''));
  return [
    element('p', what, { class: 'stop' }),
    ...(rule ? [element('p', t('dialog.refused', { rule }))] : []),
    ...(why ? [english(why)] : []),
    ...(allowedWhen ? [element('p', t('dialog.allowed-when')), english(allowedWhen)] : []),
    more,
  ];
}

async function sayOutcome({ outcome, act }: Waiting): Promise<HTMLElement[]> {
  if (!outcome) {
    const line = element('p');
    line.append(element('span', t('queue.waiting'), { class: 'state' }));
    return [line];
  }
  if ('index' in outcome) {
    const line = element('p', `${t('queue.placed', { index: outcome.index })} `, { class: 'good' });
    line.append(element('a', t('dialog.proof'), { href: `/${language}/record/${act}` }));
    return [line];
  }
  const { message, ...refusal } = outcome.refusal;
  return sayRefused(await sayProblem(Object.assign(new Error(message), refusal), t));
}

async function sayItem(waiting: Waiting): Promise<HTMLElement> {
  const item = element('li');
  const title = element('p');
  const signed = t('queue.signed', { when: sayTime(waiting.at, language) });
  title.append(
    element('strong', t(`act.${waiting.type}` as MessageKey)),
    element('span', ` · ${signed}`, { class: 'soft' }),
  );
  const button = element('button', t(waiting.outcome ? 'queue.dismiss' : 'queue.drop'), { type: 'button' });
  button.addEventListener('click', () => void dropAct(waiting.place));
  const last = element('p');
  last.append(button);
  item.append(title, ...(await sayOutcome(waiting)), last);
  return item;
}

let newest = 0;

async function show(): Promise<void> {
  const mine = ++newest;
  const waiting = await listWaiting(body);
  const items = await Promise.all(waiting.map(sayItem));
  // A list that was read later has been shown meanwhile.
  if (mine !== newest) return;
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

async function send(): Promise<void> {
  if (!navigator.onLine) return;
  await sendWaiting(body, language);
  const isLeft = (await listWaiting(body)).some((w) => !w.outcome);
  // A line that is bad without the browser's knowing says nothing when it is good again.
  if (isLeft) setTimeout(() => void send(), AGAIN);
}

/** What is signed without a line names the newest checkpoint that was seen with one. */
async function see(): Promise<void> {
  const answer = await fetch('/checkpoint');
  if (answer.ok) await rememberCheckpoint(await answer.text());
}

async function begin(): Promise<void> {
  onChange(() => void show());
  addEventListener('online', () => void send());
  await show();
  await send();
  await see().catch(() => {});
}

void begin();
