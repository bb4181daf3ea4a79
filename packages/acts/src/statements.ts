import { canonicalBytes, sha256Hex } from '@comity/log';
import { fieldCommitment } from './entry.ts';

/**
 * What mirrors, vouchers and the host say beside acts. The forms are fixed here; later parts of the house
 * make and check them.
 */

/** What a mirror signs under `stamp`: it saw this act at this instant. */
export const stampStatement = (body: string, act: string, mirror: string, at: string) => ({
  v: 1,
  body,
  act,
  mirror,
  at,
});

/** What a voucher signs under `leaf`: behind this commitment stands a valid act of this type, with these facts. */
export const voucherStatement = (
  body: string,
  commitment: string,
  disclosed: { readonly type: string; readonly facts?: Readonly<Record<string, unknown>> },
) => ({
  v: 1,
  body,
  commitment,
  type: disclosed.type,
  ...(disclosed.facts ? { facts: disclosed.facts } : {}),
});

/** One delivery: which message reached which contact, when; committed with a salt of the host. */
export interface Delivery {
  readonly message: string;
  readonly contact: string;
  readonly at: string;
  readonly salt: string;
}

/** `deliveries` of `host.delivered`: SHA-256 over the canonical array of commitments, sorted as text. */
export function deliveriesHash(deliveries: readonly Delivery[]): string {
  const commitments = deliveries.map(({ message, contact, at, salt }) =>
    fieldCommitment({ subject: message, path: 'delivered', salt, value: { contact, at } }),
  );
  return sha256Hex(canonicalBytes(commitments.sort()));
}
