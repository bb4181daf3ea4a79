import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { actingPlaces, addressOf, housePlaces, PLAIN_PLACES, type Place, readingPlaces } from './places.ts';
import { send, takeSeat, type Visitor, visit } from './visitor.ts';

const LANGUAGE = 'ar';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let seated: Visitor;
let reading: Place[];
let acting: Place[];
let house: Place[];

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const peer = await visit(chromium.browser, url, { language: 'en' });
  const contact = await takeSeat(peer, 'Finland');
  seated = await visit(chromium.browser, url, { language: 'en' });
  const mine = await takeSeat(seated, 'Cuba');
  await seated.page.goto(`${url}/en/exchange/new`);
  await send(seated, { subject: 'Notice', text: 'A line of text.' }, contact);
  await peer.context.close();
  reading = await readingPlaces(seated.context.request, url);
  acting = await actingPlaces(seated.context.request, url);
  const me = await (await seated.context.request.get(`${url}/api/me`)).json();
  house = housePlaces({ ...(me as { participant: string; person: string }), contact: mine });
}, 180_000);
afterAll(() => chromium.close());

async function open(page: Page, place: Place): Promise<void> {
  await page.goto(addressOf(url, LANGUAGE, place), { waitUntil: 'load' });
  if (place.atRest) await page.locator(place.atRest).first().waitFor({ state: 'attached' });
}

/** Looks at every place in turn; what is found is told with the name of the place. */
async function lookAt(
  places: readonly Place[],
  media: Parameters<Page['emulateMedia']>[0],
  look: (page: Page) => Promise<readonly string[]>,
): Promise<string[]> {
  const page = await seated.context.newPage();
  await page.emulateMedia(media);
  const found: string[] = [];
  try {
    for (const place of places) {
      await open(page, place).catch((cause) => {
        throw new Error(`${place.name} is not there.`, { cause });
      });
      found.push(...(await look(page)).map((fault) => `${place.name}: ${fault}`));
    }
  } finally {
    // A page that is left open holds a line, and a browser has six of them.
    await page.close();
  }
  return found;
}

test.each(['light', 'dark'] as const)(
  'whoever asks for more contrast has 7 : 1 for every text on every page, %s',
  async (colorScheme) => {
    const media = { contrast: 'more', colorScheme } as const;
    const rules = ['color-contrast-enhanced', 'link-in-text-block'];
    expect(await lookAt([...reading, ...acting, ...house], media, (page) => findings(page, rules))).toEqual(
      [],
    );
  },
  120_000,
);

/** Controls without a line around them, and lines that have the colour of what is behind them. */
const borderless = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const behind = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll('main button, main .button, main input, main select, main textarea')]
      .filter(
        (e) => e.checkVisibility() && !['checkbox', 'radio', 'file'].includes((e as HTMLInputElement).type),
      )
      .filter((e) => {
        const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(e);
        return (
          Number.parseFloat(borderTopWidth) < 1 || borderTopStyle === 'none' || borderTopColor === behind
        );
      })
      .map((e) => `no line around ${e.outerHTML.slice(0, 80)}`);
  });

/** Whether the keyboard's place can be seen on the first things it reaches. */
async function unseenFocus(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const e = document.activeElement!;
      if (e === document.body) return undefined;
      const { outlineWidth, outlineStyle, outlineColor } = getComputedStyle(e);
      return {
        width: Number.parseFloat(outlineWidth),
        style: outlineStyle,
        color: outlineColor,
        behind: getComputedStyle(document.body).backgroundColor,
        what: e.outerHTML.slice(0, 80),
      };
    });
    if (!seen) break;
    const { width, style, color, behind, what } = seen;
    // `auto` is the browser's own ring.
    if (style !== 'auto' && (width < 2 || style === 'none' || color === behind))
      found.push(`focus cannot be seen on ${what}`);
  }
  return found;
}

test.each(['light', 'dark'] as const)(
  'where the system chooses the colours, texts, controls and focus are seen, %s',
  async (colorScheme) => {
    const media = { forcedColors: 'active', colorScheme } as const;
    const found = await lookAt([...reading, ...acting, ...house, ...PLAIN_PLACES], media, async (page) => [
      ...(await findings(page, ['color-contrast'])),
      ...(await borderless(page)),
      ...(await unseenFocus(page)),
    ]);
    expect(found).toEqual([]);
  },
  120_000,
);

/** What would print badly: colours that become grey, surfaces, things to press, and what is folded away. */
const unprintable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility());
    const hasText = (e: Element) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent!.trim());
    const plain = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'];
    return shown.flatMap((e) => {
      const { color, backgroundColor } = getComputedStyle(e);
      const what = e.outerHTML.slice(0, 80);
      return [
        ...(hasText(e) && color !== 'rgb(0, 0, 0)' ? [`${color}: ${what}`] : []),
        // Fields are printed as the browser draws them.
        ...(plain.includes(backgroundColor) || e.matches('input, select, option, textarea')
          ? []
          : [`on ${backgroundColor}: ${what}`]),
        ...(e.matches('nav, button, .button') ? [`of a screen: ${what}`] : []),
        ...(e.matches('details') && ![...e.children].at(-1)!.checkVisibility()
          ? [`folded away: ${what}`]
          : []),
      ];
    });
  });

test.each(['light', 'dark'] as const)(
  'every page prints black on white, with nothing folded away, for a reader of %s pages',
  async (colorScheme) => {
    const media = { media: 'print', colorScheme } as const;
    expect(await lookAt([...reading, ...acting, ...house], media, unprintable)).toEqual([]);
  },
  120_000,
);
