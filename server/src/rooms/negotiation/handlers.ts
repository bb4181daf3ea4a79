import { type ActType, type AnyAct, foldNegotiation } from '@comity/acts';
import type { Tx } from '../../platform/index.ts';
import type { ActHandler, ActHandlers, Placed } from '../record/index.ts';
import { factsFor } from './facts.ts';
import { examineFiles } from './files.ts';
import { insertPosition, putNegotiation, putParagraph, putProposal } from './store.ts';

const blobs = (act: AnyAct): readonly string[] =>
  act.type === 'negotiation.proposed' || act.type === 'negotiation.proposal-recorded'
    ? [act.data.content.sha256]
    : [];

async function place(tx: Tx, { submission: { act }, id, index, received }: Placed): Promise<void> {
  const facts = await factsFor(tx, act);
  const { negotiation, proposals, paragraphs, position } = foldNegotiation(facts, act, id, received);
  const at = { index, received: new Date(received) };
  if (negotiation) putNegotiation(tx, negotiation, index);
  for (const fact of proposals) putProposal(tx, fact, at);
  for (const fact of paragraphs) putParagraph(tx, fact);
  if (position) insertPosition(tx, position, { ...at, act: id });
}

/** Acts on one text are decided one after the other, and with those that issue or withdraw its versions. */
const common: ActHandler = {
  about: (act) => [(act.data as { document: string }).document],
  facts: factsFor,
  examine: examineFiles,
  blobs,
  place,
};

type Types = Extract<ActType, `negotiation.${string}`>;

export const negotiationHandlers: ActHandlers = {
  'negotiation.opened': common,
  'negotiation.text-issued': common,
  'negotiation.proposed': common,
  'negotiation.proposal-recorded': common,
  'negotiation.joined': common,
  'negotiation.left': common,
  'negotiation.position-stated': common,
  'negotiation.settled': common,
  'negotiation.agreement-marked': common,
  'negotiation.closed': common,
} satisfies Record<Types, ActHandler>;
