import type { ActType, DataOf } from '@comity/acts';
import { act, dataOf, putBlob } from '@comity/client';
import { formatText, TEXT_MEDIA } from '@comity/text';
import { loadStanding } from './negotiating.ts';
import type { Deed } from './proposal.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

export { assertAllowed } from './trying.ts';
export { dataOf };

export const deedOf =
  <T extends ActType>(
    { trust }: Seat,
    type: string,
    data: Readonly<Record<string, unknown>>,
    before?: () => Promise<unknown>,
  ): Deed =>
  async (hand) => {
    await before?.();
    return act(here(), trust, hand, type as T, data as DataOf<T>);
  };

/** The text as it stands as the file of a version; it is put only when it is issued. */
export async function textFile(document: string) {
  const { hash, text } = await loadStanding(document);
  const bytes = formatText(text);
  return {
    file: { sha256: hash, size: bytes.length, media: TEXT_MEDIA },
    put: () => putBlob(here(), hash, bytes),
  };
}
