import { newId } from '@comity/acts';
import { act, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { findSpot, formatText, type Text, wordsOf } from '@comity/text';
import { type Change, formatProposal, inserting, reachOf, rewording } from '@comity/text/proposals';
import type { Deed } from './proposal.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

/** A text under negotiation as it stands: that it is the one that the record names is checked in this browser. */
export interface Standing {
  readonly document: string;
  readonly hash: string;
  readonly text: Text;
}

/** Throws where the server gives another text than the one that this page names. */
export async function loadStanding(document: string, hash: string): Promise<Standing> {
  const answer = await fetch(`/api/negotiations/${document}/views/clean`);
  const { data } = (await answer.json()) as { data: { text: Text } };
  if (sha256Hex(formatText(data.text)) !== hash) throw new Error('The server gave another text.');
  return { document, hash, text: data.text };
}

/** The words of a paragraph as they stand. */
export function wordsAt({ text }: Standing, id: string): string {
  const spot = findSpot(text, id);
  return (spot && wordsOf(spot)?.text) ?? '';
}

/** What somebody would have in a paragraph, or after it, as the change that it comes to; undefined where all is the same. */
export function changeFor({ text }: Standing, at: string, words: string, isNew: boolean): Change | undefined {
  if (!isNew) return rewording(text, at, words);
  return inserting(text, at, { id: newId('par'), call: 'insertion', words });
}

/** Puts the file of the proposal and makes the act. */
export const proposeChange =
  ({ trust }: Seat, { document, hash, text }: Standing, change: Change): Deed =>
  async (hand) => {
    const { language } = text;
    const content = formatProposal({
      ...{ v: 1, original: language, versions: { [language]: { on: hash, changes: [change] } } },
    });
    const sha256 = sha256Hex(content);
    await putBlob(here(), sha256, content);
    const { touches, brings } = reachOf([change]);
    return act(here(), trust, hand, 'negotiation.proposed', {
      ...{ document, proposal: newId('prp'), on: hash, content: { sha256, size: content.length } },
      ...(touches.length > 0 ? { paragraphs: touches } : {}),
      ...(brings.length > 0 ? { brings } : {}),
    });
  };
