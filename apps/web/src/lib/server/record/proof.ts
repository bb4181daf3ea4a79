import { parseCheckpoint, parseProof, toHex, utf8 } from '@comity/log';
import type { Placed } from '../about.ts';

/** The proof of an act as the log gives it, with what its checkpoint says. */
export interface Proof {
  readonly text: string;
  readonly href: string;
  readonly size: number;
  readonly root: string;
  /** Names on the checkpoint beside the host's: whoever cosigned it. */
  readonly cosigners: readonly string[];
}

/** Undefined while no published checkpoint holds the act, or where it cannot be read now. */
export async function readProof(
  fetch: typeof globalThis.fetch,
  { receipt, published }: Placed,
): Promise<Proof | undefined> {
  if (published === undefined) return undefined;
  const href = `/api/acts/${receipt.act}/proof`;
  const answer = await fetch(href);
  if (!answer.ok) return undefined;
  const text = await answer.text();
  const { checkpoint } = parseProof(utf8(text));
  const { origin, size, root } = parseCheckpoint(checkpoint.text);
  const cosigners = checkpoint.signatures.map((s) => s.name).filter((name) => name !== origin);
  return { text, href, size, root: toHex(root), cosigners: [...new Set(cosigners)] };
}
