import { newId } from '@comity/acts';
import type { Hand } from '@comity/client';
import { sha256Hex } from '@comity/log';
import type { House } from '@comity/server';
import { formatText, type Text, workingLabels } from '@comity/text';
import { type Change, formatProposal, inserting, reachOf, rewording } from '@comity/text/proposals';
import { addPerson, setAuthorities } from '../people.ts';
import type { Desk } from './desk.ts';
import { chairSigner, elect, keepChair } from './electing.ts';

const WEEK = 7 * 86_400_000;

/**
 * A text under negotiation, shown once: a chair is elected; three States, drawn by lot, propose. One proposal brings a
 * bracket, two collide in the same words, one paragraph is agreed ad referendum. Nothing in it is the position of anybody.
 */
export async function negotiate(
  house: House,
  desk: Desk,
  text: Text,
  states: readonly Hand[],
): Promise<void> {
  const [one, two, three] = states as [Hand, Hand, Hand];
  const chair = await electChair(house, desk, three);
  const hash = sha256Hex(formatText(text));
  const { draft: document } = desk;
  await desk.does(chair, 'negotiation.opened', { document, language: 'en', text: hash, layer: 'informals' });
  const labels = workingLabels(text);
  const [first, second, third] = text.nodes.filter(({ id }) => labels.has(id));
  if (!first || !second || !third) throw new Error('The draft of the demonstration has three paragraphs.');
  const propose = (by: Hand, change: Change | undefined) => proposeOn(desk, by, hash, change!);
  const told = (id: string, words: string) => rewording(text, id, words);
  const bracket = await propose(
    one,
    told(second.id, 'The order of speakers is drawn by lot, anew in each part.'),
  );
  await propose(two, told(second.id, 'The order of speakers is drawn by lot, anew on each half-day.'));
  await desk.does(two, 'negotiation.position-stated', {
    ...{ document, position: 'instructions-pending', proposals: [bracket] },
  });
  const new_ = inserting(text, third.id, {
    ...{ id: newId('par'), call: 'insertion', words: 'The summary is issued in every language of the body.' },
  });
  const insertion = await propose(two, new_);
  await desk.does(one, 'negotiation.joined', { document, proposal: insertion, as: 'co-sponsor' });
  await desk.does(chair, 'negotiation.agreement-marked', {
    ...{ document, paragraphs: [first.id], on: hash },
    agreement: {
      kind: 'ad-referendum',
      until: new Date(Math.ceil((Date.now() + WEEK) / 3_600_000) * 3_600_000).toISOString(),
      participants: [one.participant],
    },
  });
}

async function proposeOn(desk: Desk, by: Hand, on: string, change: Change): Promise<string> {
  const content = await desk.upload(
    by,
    formatProposal({ v: 1, original: 'en', versions: { en: { on, changes: [change] } } }),
  );
  const { touches, brings } = reachOf([change]);
  const proposal = newId('prp');
  await desk.does(by, 'negotiation.proposed', {
    ...{ document: desk.draft, proposal, on, content },
    ...(touches.length > 0 ? { paragraphs: touches } : {}),
    ...(brings.length > 0 ? { brings } : {}),
  });
  return proposal;
}

/** Without a chair nobody guides a negotiation: the secretariat presides over the election of one, in the room. */
async function electChair(house: House, desk: Desk, root: Hand): Promise<Hand> {
  const signer = await chairSigner(house);
  const { person } = await addPerson(desk.place, root, { name: 'Chair of the demonstration', signer });
  await setAuthorities(desk.place, root, person, ['decisions']);
  const chair = { participant: root.participant, person, signer };
  const { officer } = desk;
  await elect(house, desk.place, { opens: officer, presides: officer }, { office: 'chair', ...chair });
  await keepChair(house, desk.place, chair);
  return chair;
}
