import type { AnySigner } from '@comity/acts';
import type { Hand, Receipt } from '@comity/client';
import { fromUtf8 } from '@comity/log';
import { isOfflineCapable } from './line.ts';

/** Drafts, signs with the hand it is given, and sends or keeps. Nothing happens before it is called. */
export type Deed<T = Receipt> = (hand: Hand) => Promise<T>;

/** An act that is drafted and waits for the person: the exact text, and what signs it. */
export interface Proposal<T = Receipt> {
  /** What is signed, byte for byte; what would turn or hide text is shown as its code point. */
  readonly text: string;
  /** Whether it may be signed without a line; it is kept here then until there is one. */
  readonly offline: boolean;
  /** Signs, and does what the deed does with it, once. */
  sign(): Promise<T>;
}

/**
 * Drafts an act up to its signature. The text comes from the bytes that the key is asked to sign, so that what
 * is shown and what is signed cannot differ. Throws what drafting throws; nothing was sent then.
 */
export function propose<T = Receipt>(hand: Hand, deed: Deed<T>): Promise<Proposal<T>> {
  return new Promise((resolve, reject) => {
    /** Holds the signature back until the person agrees; then it comes from the key itself. */
    const held =
      <S>(give: (message: Uint8Array) => S | Promise<S>) =>
      (message: Uint8Array): Promise<S> =>
        new Promise((signed) => {
          const approve = () => {
            signed(give(message));
            return receipt;
          };
          const text = fromUtf8(message);
          resolve({ text: visible(text), offline: isOfflineText(text), sign: approve });
        });
    const { signer } = hand;
    const waiting: AnySigner =
      'tap' in signer ? { ...signer, tap: held(signer.tap) } : { ...signer, sign: held(signer.sign) };
    const receipt = deed({ ...hand, signer: waiting });
    receipt.catch(reject);
  });
}

/** The text of an act is its tag, a line feed, and the act in JSON. */
const isOfflineText = (text: string): boolean =>
  isOfflineCapable((JSON.parse(text.slice(text.indexOf('\n') + 1)) as { type: string }).type);

/** Marks that hide or turn the direction of text. The line feed stays: it ends the tag. */
const UNSEEN = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
export const visible = (text: string): string =>
  text.replace(UNSEEN, (c) => `⟦U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟧`);
