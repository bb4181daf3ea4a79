/**
 * What a page costs on first load, as compressed bytes on the wire (HTML, styles, scripts, data, headers), over
 * its budget: 15 KB where one reads, 120 KB where one acts. Sealing code is fetched only where something is sealed
 * or opened; it is counted apart, and in the total. The ratio is that of the worst page.
 */
import type { Page } from 'playwright-core';
import { launchBrowser } from '../apps/web/test/browser.ts';
import { type Place, readingPlaces } from '../apps/web/test/places.ts';
import type { Benchmark } from './harness.ts';
import { firstLoad, sendNotice, type Transfer, takeSeat } from './stage/door.ts';
import { makeFolder, removeFolder, startHouse } from './stage/processes.ts';

const READING = 15_000;
const ACTING = 120_000;
/** Stands in every build of the sealing code and nowhere else. */
const SEALING_MARK = 'BEGIN PGP MESSAGE';

interface Cost {
  readonly page: string;
  readonly budget: number;
  /** Without sealing code. */
  readonly bytes: number;
  readonly sealing: number;
}

const sum = (transfers: readonly Transfer[]) => transfers.reduce((all, { bytes }) => all + bytes, 0);

async function isSealing({ url }: Transfer): Promise<boolean> {
  return url.endsWith('.js') && (await (await fetch(url)).text()).includes(SEALING_MARK);
}

async function costOf(page: string, budget: number, transfers: readonly Transfer[]): Promise<Cost> {
  const sealing: Transfer[] = [];
  for (const transfer of transfers) if (await isSealing(transfer)) sealing.push(transfer);
  return { page, budget, bytes: sum(transfers) - sum(sealing), sealing: sum(sealing) };
}

const ACTING_PLACES: readonly (Place & { readonly atRest: string })[] = [
  { name: 'seat', path: '/seat', atRest: 'fieldset:enabled' },
  { name: 'exchange new', path: '/exchange/new', atRest: 'form button.primary:enabled' },
  { name: 'thread', path: '/exchange', atRest: '.checks' },
  { name: 'open procedure', path: '/decisions/open', atRest: 'form button:enabled' },
  { name: 'procedure act', path: '/decisions', atRest: 'main h2' },
];

async function measure(page: Page, url: string, language: string): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const { name, path, status } of await readingPlaces(page.context().request, url)) {
    if (status) continue;
    const transfers = await firstLoad(page, `${url}/${language}${path}`, async () => {});
    costs.push(await costOf(`${language} ${name}`, READING, transfers));
  }
  const threads = await page.context().request.get(`${url}/api/exchange/threads`);
  const [first] = ((await threads.json()) as { threads: { thread: string }[] }).threads;
  const opened = await page.context().request.get(`${url}/api/procedures`);
  const { procedures } = (await opened.json()) as { procedures: { procedure: string }[] };
  for (const { name, path, atRest } of ACTING_PLACES) {
    const whole =
      name === 'thread'
        ? `${path}/${first!.thread}`
        : name === 'procedure act'
          ? `${path}/${procedures[0]!.procedure}/act`
          : path;
    const transfers = await firstLoad(page, `${url}/${language}${whole}`, (p) =>
      p.locator(atRest).first().waitFor({ state: 'attached' }),
    );
    costs.push(await costOf(`${language} ${name}`, ACTING, transfers));
  }
  return costs;
}

async function run(languages: readonly string[]) {
  const folder = await makeFolder();
  const house = await startHouse(folder);
  const { browser, close } = await launchBrowser();
  try {
    const peer = await browser.newContext();
    const to = await takeSeat(peer, house.url, 1);
    const context = await browser.newContext();
    await takeSeat(context, house.url, 2);
    await sendNotice(context, house.url, to);
    const page = await context.newPage();
    const costs: Cost[] = [];
    for (const language of languages) costs.push(...(await measure(page, house.url, language)));
    return costs;
  } finally {
    await close();
    await house.stop();
    await removeFolder(folder);
  }
}

/** The dearest page of each kind, and what sealing adds where it is used at once. */
function summarize(costs: readonly Cost[]) {
  const share = ({ bytes, budget }: Cost) => bytes / budget;
  const byShare = [...costs].sort((a, b) => share(b) - share(a));
  const dearest = (budget: number) => {
    const { page, bytes, sealing } = byShare.find((c) => c.budget === budget)!;
    return { page, bytes, sealing, total: bytes + sealing };
  };
  return {
    ratio: share(byShare[0]!),
    reading: dearest(READING),
    acting: dearest(ACTING),
    sealingBytes: Math.max(...costs.map((c) => c.sealing)),
    pages: Object.fromEntries(costs.map((c) => [c.page, c.bytes])),
  };
}

export default {
  name: 'page',
  bound: 1,
  direction: 'at-most',
  run: async ({ quick }) => summarize(await run(quick ? ['en'] : ['ar', 'zh', 'en', 'fr', 'ru', 'es'])),
} satisfies Benchmark;
