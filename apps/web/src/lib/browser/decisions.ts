import type { ActType, DataOf } from '@comity/acts';
import { act } from '@comity/client';
import type { Deed } from './proposal.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

/** An act of a procedure, with the data that the server has put to the rules already: they are asked again when it comes. */
export const decide =
  <T extends ActType>({ trust }: Seat, type: T, data: unknown): Deed =>
  (hand) =>
    act(here(), trust, hand, type, data as DataOf<T>);
