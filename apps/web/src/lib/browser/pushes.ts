import { assertDone, dataOf, type paths } from '@comity/client';
import { fromBase64url, sha256Hex, utf8 } from '@comity/log';
import { dropNotice, keepNotice, type PushNotice } from './pushnotice.ts';
import { here } from './seat.ts';

export type Pushes = paths['/api/exchange/push']['get']['responses'][200]['content']['application/json'];
type Wish = Pushes['pushes'][number]['wish'];

const WORKER = '/service-worker.js';

/** Whether people can be told in this browser: it can, it has no such thing, or it was told not to. */
export type Ability = 'can' | 'cannot' | 'denied';

export function abilityHere(): Ability {
  const hasAll = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!hasAll || !window.isSecureContext) return 'cannot';
  return Notification.permission === 'denied' ? 'denied' : 'can';
}

/** In which browsers a person is told: off the record, ended at will. */
export const listPushes = async (): Promise<Pushes> => dataOf(await here().api.GET('/api/exchange/push'));

const findWorker = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration(WORKER) : undefined;

/** The address by which this browser is pushed to. */
async function findAddress(): Promise<string | undefined> {
  const found = await (await findWorker())?.pushManager?.getSubscription();
  return found?.endpoint;
}

/** Which of the person's browsers this one is: by the SHA-256 of its address. */
export async function findDigest(): Promise<string | undefined> {
  const address = await findAddress();
  return address === undefined ? undefined : sha256Hex(utf8(address));
}

/**
 * Asks the browser for an address to push to; nothing of it leaves the browser. Undefined where the person, or the browser
 * itself, does not allow it. It controls no page: its scope is its own address.
 */
export async function subscribeHere(key: string): Promise<string | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined;
  const worker = await started(await navigator.serviceWorker.register(WORKER, { scope: WORKER }));
  // One that was made for another key, by the host that kept this body before, is of no use.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: fromBase64url(key) as BufferSource };
  return (await worker.pushManager.subscribe(options)).endpoint;
}

/** A worker that is not at work yet takes no subscription. */
function started(worker: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const coming = worker.installing ?? worker.waiting;
  if (worker.active || !coming) return Promise.resolve(worker);
  return new Promise((resolve, reject) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(worker);
      else if (coming.state === 'redundant') reject(new Error('The worker of this page did not start.'));
    });
  });
}

/** Whose service an address belongs to, among those that the host allows. */
export function findService(
  services: Pushes['services'],
  address: string,
): Pushes['services'][number] | undefined {
  const { host } = new URL(address);
  const isOf = (name: string) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name);
  return services.find((s) => isOf(s.host));
}

/** From now on the person is told here, in these words. */
export async function enter(endpoint: string, wish: Wish, notice: PushNotice): Promise<void> {
  await keepNotice(notice);
  dataOf(await here().api.POST('/api/exchange/push', { body: { endpoint, wish } }));
}

/** Whoever reads in another language now is told in that one. */
export const sayIn = keepNotice;

/** Ends one of the person's browsers. */
export async function remove(push: string): Promise<void> {
  const params = { path: { push } };
  assertDone(await here().api.DELETE('/api/exchange/push/{push}', { params }));
}

/** Nothing is shown here any more, and this browser has no address; the host learns it from the service with the next push. */
export async function forgetHere(): Promise<void> {
  const worker = await findWorker();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
  await worker?.unregister();
  await dropNotice();
}
