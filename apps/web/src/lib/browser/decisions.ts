import type { ActType, DataOf } from '@comity/acts';
import { act, dataOf, putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import type { Deed } from './proposal.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

/**
 * An act of a procedure, with the data that the server has put to the rules already: they are asked again when it comes.
 * Data that depends on the moment is made anew each time the act is drafted.
 */
export const decide =
  <T extends ActType>({ trust }: Seat, type: T, data: unknown): Deed =>
  async (hand) => {
    const made = typeof data === 'function' ? await (data as () => Promise<unknown>)() : data;
    return act(here(), trust, hand, type, made as DataOf<T>);
  };

/**
 * What such an act names now: until when objections are heard counts from now on, and the gavel names entries that may
 * have come since the page was loaded. Where it is not among what can be tried any more, the rules will say why.
 */
export const asOfNow =
  (procedure: string, type: string, data: Readonly<Record<string, unknown>>) =>
  async (): Promise<Readonly<Record<string, unknown>>> => {
    const params = { path: { procedure } };
    const { can } = dataOf(await here().api.GET('/api/procedures/{procedure}', { params }));
    return can.find((c) => c.type === type && c.data.outcome === data.outcome)?.data ?? data;
  };

/** Puts a file where everybody can read it once an act names it; answers with its SHA-256. */
export async function putBytes(bytes: Uint8Array): Promise<string> {
  const sha256 = sha256Hex(bytes);
  await putBlob(here(), sha256, bytes);
  return sha256;
}

/** Puts the words of a State, and names them as its statement does. */
export async function putWords(
  language: string,
  words: string,
): Promise<DataOf<'decisions.explained'>['text']> {
  const bytes = utf8(words);
  return { language, file: { sha256: await putBytes(bytes), size: bytes.length } };
}
