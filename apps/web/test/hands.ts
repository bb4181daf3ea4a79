import type { Locator, Page } from 'playwright-core';

export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How a visitor works a page: by pointer, or by keyboard alone. */
export interface Hands {
  /** Follows a link, presses a button, ticks a box. */
  press(target: Locator): Promise<void>;
  write(target: Locator, text: string): Promise<void>;
  /** Chooses from a list by the label that is read there. */
  choose(target: Locator, label: string): Promise<void>;
  attach(target: Locator, file: Upload): Promise<void>;
}

export const pointer = (): Hands => ({
  press: (target) => target.click(),
  write: (target, text) => target.fill(text),
  choose: async (target, label) => void (await target.selectOption({ label })),
  attach: (target, file) => target.setInputFiles(file),
});

const LONGEST_WAY = 400;

/** Tab until the target has the focus: what cannot be reached so does not exist for this visitor. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let i = 0; i < LONGEST_WAY; i++) {
    if (await target.evaluate((e) => e === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${target}.`);
}

export function keyboard(page: Page): Hands {
  // Without a listener the browser learns only with the first key that choosers are wanted here, and may open its own.
  page.on('filechooser', () => {});
  return byKeys(page);
}

const byKeys = (page: Page): Hands => ({
  async press(target) {
    const chosen = await chosenOf(page, target);
    if (chosen) return walk(page, chosen, target);
    await reach(page, target);
    await page.keyboard.press((await isBox(target)) ? 'Space' : 'Enter');
  },
  async write(target, text) {
    await reach(page, target);
    await page.keyboard.insertText(text);
  },
  async choose(target, label) {
    await reach(page, target);
    // A list takes the first letters of what is wanted.
    if (/^[ -~]*$/.test(label)) return page.keyboard.type(label);
    // A letter that no key of this browser has would go into the field before it: then one by one.
    const isChosen = () =>
      target.evaluate((e, wanted) => {
        const [option] = (e as HTMLSelectElement).selectedOptions;
        return option?.text.trim().startsWith(wanted) ?? false;
      }, label);
    await page.keyboard.press('Home');
    for (let i = 0; i < LONGEST_WAY && !(await isChosen()); i++) await page.keyboard.press('ArrowDown');
  },
  async attach(target, file) {
    await reach(page, target);
    const chooser = page.waitForEvent('filechooser');
    // Enter would send the form.
    await page.keyboard.press('Space');
    await (await chooser).setFiles(file);
  },
});

/** Of a group of radio buttons only the chosen one is on the way: from there one goes by arrows. */
async function chosenOf(page: Page, target: Locator): Promise<Locator | undefined> {
  await target.waitFor();
  const name = await target.evaluate((e) =>
    e instanceof HTMLInputElement && e.type === 'radio' ? e.name : '',
  );
  const chosen = page.locator(`input[type=radio][name="${name}"]:checked`);
  return name !== '' && (await chosen.count()) > 0 ? chosen : undefined;
}

async function walk(page: Page, from: Locator, to: Locator): Promise<void> {
  await reach(page, from);
  for (let i = 0; i < LONGEST_WAY && !(await to.isChecked()); i++) await page.keyboard.press('ArrowDown');
}

const isBox = (target: Locator): Promise<boolean> =>
  target.evaluate((e) => e instanceof HTMLInputElement && ['checkbox', 'radio'].includes(e.type));
