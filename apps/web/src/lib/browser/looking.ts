/**
 * The script of pages that only read, for somebody who signed in: looks whether signed acts wait in this browser, and
 * only where some do fetches what shows and sends them.
 */
import { listWaiting, onChange } from './queue.ts';

const place = document.getElementById('waiting')!;
const { body, words, script } = place.dataset as Record<string, string>;
let isThere = false;

async function look(): Promise<void> {
  if (isThere || (await listWaiting(body!)).length === 0) return;
  const answer = await fetch(words!);
  if (!answer.ok || isThere) return;
  isThere = true;
  place.dataset.say = await answer.text();
  await import(/* @vite-ignore */ script!);
}

const lookAgain = () => void look().catch(() => {});
onChange(lookAgain);
// Without a line nothing can be fetched.
addEventListener('online', lookAgain);
lookAgain();
