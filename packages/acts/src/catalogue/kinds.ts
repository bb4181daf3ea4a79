import type * as z from 'zod/mini';
import type { Authority } from './authority.ts';

/**
 * Who may sign an act of this type.
 * `host`: the host's own key. `host-or-roots`: the host, or roots of States, as many as the founding asks. `root`: the State's root. `invited-root`: the root being enrolled.
 * `administrators`: the root, or administrators of the State (as many as its threshold asks).
 * `administrator`: the root, or one administrator alone: an alarm waits for nobody.
 * `noticed-key`: the new key of an administrator, after public notice.
 * Otherwise a person who holds that authority, or the root of the State; `of` narrows it to one kind of participant.
 */
export type SignedBy =
  | { readonly by: 'host' }
  | { readonly by: 'host-or-roots'; readonly of: 'state' }
  | { readonly by: 'root' }
  | { readonly by: 'invited-root' }
  | { readonly by: 'noticed-key' }
  | { readonly by: 'administrators' }
  | { readonly by: 'administrator' }
  | { readonly by: Authority; readonly of?: 'secretariat' | 'state' };

export interface ActKind<D extends z.ZodMiniType = z.ZodMiniType> {
  readonly data: D;
  /** `restricted`: the public leaf holds a commitment in place of act and signature. */
  readonly tier: 'public' | 'restricted';
  /** Binding acts are signed by a person's own key or the root, never by a session key. */
  readonly binding: boolean;
  /** May be signed long before it arrives. Root acts always may. */
  readonly offline?: true;
  readonly signedBy: SignedBy;
  /** What anyone learns from the public leaf, in one sentence: it stands on the page where the act is signed. */
  readonly leafReveals: string;
  /** What the act does, in one sentence. */
  readonly does: string;
}

export const kind = <D extends z.ZodMiniType>(k: ActKind<D>): ActKind<D> => k;
