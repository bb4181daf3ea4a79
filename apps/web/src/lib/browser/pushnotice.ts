/** What this browser says when a push comes: kept here alone, for neither the push nor its service says anything. */
export interface PushNotice {
  readonly title: string;
  readonly text: string;
  /** What is said once the browser ended it by itself. */
  readonly ended: string;
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  /** The page that lists what waits. */
  readonly path: string;
}

const CACHE = 'comity-push';
const PLACE = '/push-notice.json';

export async function keepNotice(notice: PushNotice): Promise<void> {
  await (await caches.open(CACHE)).put(PLACE, new Response(JSON.stringify(notice)));
}

export async function findNotice(): Promise<PushNotice | undefined> {
  const kept = await caches.match(PLACE, { cacheName: CACHE });
  return kept && ((await kept.json()) as PushNotice);
}

export const dropNotice = (): Promise<boolean> => caches.delete(CACHE);
