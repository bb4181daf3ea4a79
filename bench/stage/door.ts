import { get } from 'node:http';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** A file that a page asked for: its compressed bytes on the wire, headers included. */
export interface Transfer {
  readonly url: string;
  readonly bytes: number;
}

/** Loads a page as somebody who was never here, waits until it is at rest, and answers with all it asked for. */
export async function firstLoad(
  page: Page,
  url: string,
  atRest: (page: Page) => Promise<void>,
): Promise<Transfer[]> {
  const session = await page.context().newCDPSession(page);
  const transfers = listen(session);
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await page.goto(url, { waitUntil: 'load' });
  await atRest(page);
  await session.detach();
  return [...transfers(), ...(await Promise.all(page.workers().map((worker) => weigh(worker.url()))))];
}

/** The code of a worker, whose size the page is not told: asked for again, as the browser does, and weighed. */
function weigh(url: string): Promise<Transfer> {
  return new Promise((resolve, reject) => {
    const options = { agent: false, headers: { 'accept-encoding': 'gzip, deflate, br' } };
    const request = get(url, options, (answer) => {
      answer.resume().on('end', () => resolve({ url, bytes: answer.socket.bytesRead }));
    });
    request.on('error', reject);
  });
}

function listen(session: CDPSession): () => Transfer[] {
  const urls = new Map<string, string>();
  const transfers: Transfer[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => void urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    transfers.push({ url: urls.get(requestId) ?? '', bytes: encodedDataLength });
  });
  return () => transfers;
}

/** Takes the seat of a contact of the State at this place of the list, by the form of the page. */
export async function takeSeat(context: BrowserContext, url: string, place: number): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${url}/en/seat`);
  await page.locator('select').selectOption({ index: place });
  await page.locator('form button.primary').click();
  await page.waitForURL('**/today');
  await page.close();
  const me = (await (await context.request.get(`${url}/api/me`)).json()) as {
    contacts: string[];
  };
  return me.contacts[0]!;
}

/** Writes and sends a notice to a contact. */
export async function sendNotice(context: BrowserContext, url: string, to: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/en/exchange/new`);
  await page.locator(`input[value="${to}"]`).check();
  await page.locator('input[maxlength="300"]').fill('Measured');
  await page.locator('textarea').fill('One line.');
  await page.locator('form button.primary').click();
  await page.locator('dialog[open] button.primary').click();
  await page.locator('dialog[open] .good').waitFor();
  await page.close();
}
