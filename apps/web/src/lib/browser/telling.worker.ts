/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { findNotice, type PushNotice } from './pushnotice.ts';

/**
 * Says that something waits when a push comes, and opens the page that lists it. It controls no page and answers no
 * request: whatever pages load comes from the host, as without it.
 */
const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;

/** Where the words were cleared away: a browser wants something said. */
const PLAIN: PushNotice = {
  ...{ title: 'Comity', text: '', ended: 'Comity', language: 'en', dir: 'ltr', path: '/exchange' },
};

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('push', (event) => event.waitUntil(say(({ title, text }) => [title, text])));
worker.addEventListener('pushsubscriptionchange', (event) =>
  (event as ExtendableEvent).waitUntil(say(({ title, ended }) => [title, ended])),
);
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openList());
});

async function say(words: (notice: PushNotice) => readonly [title: string, body: string]): Promise<void> {
  const notice = (await findNotice()) ?? PLAIN;
  const [title, body] = words(notice);
  const { language: lang, dir } = notice;
  // One at a time: the next takes the place of the last, and is heard.
  const options = { body, lang, dir, icon: '/icon.svg', tag: 'waits', renotify: true };
  await worker.registration.showNotification(title, options);
}

/** Where the list is open already, that is shown. */
async function openList(): Promise<void> {
  const { path } = (await findNotice()) ?? PLAIN;
  const { href } = new URL(path, worker.location.origin);
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const found = open.find(({ url }) => url === href);
  await (found ? found.focus() : worker.clients.openWindow(href));
}
