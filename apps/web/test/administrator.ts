import { looksRight, type Visitor } from './visitor.ts';

/** Takes the seat of an administrator of this State. How the demonstration gives seats is told elsewhere. */
export const takeAdministratorSeat = (v: Visitor, state: string): Promise<void> =>
  takeRole(v, state, 'administrator');

export async function takeRole(
  v: Visitor,
  state: string,
  role: 'administrator' | 'delegate' | 'presiding',
): Promise<void> {
  const { page, t, url } = v;
  await page.goto(`${url}/${t.language}/seat`);
  await page.getByLabel(t('seat.state')).selectOption({ label: state });
  await page.getByRole('radio', { name: t(`seat.role.${role}`) }).check();
  await page.getByRole('button', { name: t('seat.take') }).click();
  await page.waitForURL('**/today');
  await looksRight(v);
}

/** Opens a page on which one acts, and waits until the keys of this browser are at hand. */
export async function openActing({ page, t, url }: Visitor, path: string): Promise<void> {
  await page.goto(`${url}/${t.language}${path}`);
  await page.locator('button.primary:enabled').first().waitFor();
}

/**
 * Says that this visitor will choose files: without a listener the browser learns of it only with the first key
 * press, and may open a chooser of its own that nobody sees.
 */
export function choosesFiles(v: Visitor): Visitor {
  v.page.on('filechooser', () => {});
  return v;
}
