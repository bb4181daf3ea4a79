import { SealError } from './errors.ts';
import type { Payload } from './message.ts';
import { claimedSender, readPayload } from './payload.ts';

/**
 * What decrypted bytes are: a payload; something else; or a payload that is broken, which is never taken for
 * something else. `sender` is the fingerprint it names, unproven until the signature is checked with that key.
 */
export type Content =
  | {
      readonly kind: 'payload';
      readonly sender: string;
      readonly payload: Payload;
      readonly messageId: string;
    }
  | { readonly kind: 'broken'; readonly sender: string; readonly error: SealError }
  | { readonly kind: 'plain' };

export function contentOf(bytes: Uint8Array): Content {
  const sender = claimedSender(bytes);
  if (sender === undefined) return { kind: 'plain' };
  try {
    return { kind: 'payload', sender, ...readPayload(bytes) };
  } catch (error) {
    if (error instanceof SealError) return { kind: 'broken', sender, error };
    throw error;
  }
}
