import { consultationIdOf, type Founding } from '@comity/seal/consulting';
import type { StoredAside } from '../asides/index.ts';
import { consultationsError } from './errors.ts';

/** What a consultation can be beside, as it stands now. */
export interface Beside {
  /** Whether it is under way: nothing is begun about what has closed. */
  readonly open: boolean;
  /** The participants whose persons preside over it. */
  readonly presiding: readonly string[];
}

/** How long a consultation is kept after what it was about has closed: long enough to take the text along. */
export const KEPT_AFTER = 7 * 86_400_000;

/**
 * A sounding is between one State and one that presides; a group has two States at the least. Throws
 * `consultations.nothing-open`, `consultations.not-with-chair`, `consultations.not-a-group`.
 */
export function assertConsulting(beside: Beside | undefined, { kind, among }: StoredAside): void {
  if (!beside?.open) throw consultationsError('nothing-open');
  if (among.length < 2 && kind === 'group') throw consultationsError('not-a-group');
  if (kind === 'sounding' && (among.length !== 2 || !among.some((p) => beside.presiding.includes(p))))
    throw consultationsError('not-with-chair');
}

/**
 * The id of a consultation follows from what it is, beside what and among whom: nobody can put an item under the id of
 * another, and whoever opens one knows the same. Throws `consultations.not-its-id`.
 */
export function assertItsId(
  body: string,
  founding: Founding,
  { header }: { readonly header: { readonly thread: string } },
): void {
  if (consultationIdOf(body, founding) !== header.thread) throw consultationsError('not-its-id');
}

/** When it is removed, from how it stands now; undefined where nothing changes. */
export function endsFrom(
  beside: Beside | undefined,
  before: Date | null,
  now: number,
): Date | null | undefined {
  if (beside?.open) return before ? null : undefined;
  return before ? undefined : new Date(now + KEPT_AFTER);
}
