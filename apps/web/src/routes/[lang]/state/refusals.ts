import type { Words } from '#lib/words/messages.ts';
import type { Fault } from './requests.ts';

/** Why what was pasted cannot be used, in the reader's language; anything else says it itself. */
export function sayRefusal(error: Error & { fault?: Fault }, t: Words): string {
  if (!error.fault) return error.message;
  const why = t(`house.request.${error.fault}`);
  return error.message === error.fault ? why : `${why} ${error.message}`;
}
