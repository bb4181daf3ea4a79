import { type AnyAct, isClosedParagraph, type NegotiationFact, type ProposalFact } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import { findSpot, formatText, nodeHash, type Text, wordsOf } from '@comity/text';
import { applyChanges, type Change, Draft, reachOf, rebaseAlong } from '@comity/text/proposals';
import { listBlobSizes, type Reader } from '../../platform/index.ts';
import type { Arrival } from '../record/index.ts';
import { negotiationError } from './errors.ts';
import { accepting, readContent, readText, sayConflict, type Table, tableOf } from './standing.ts';
import { findNegotiation, listParagraphs, listProposalsById } from './store.ts';

/** What must be true of files beside the rules. What the rules say themselves is left to them. */
export async function examineFiles(read: Reader, { submission: { act } }: Arrival): Promise<void> {
  switch (act.type) {
    case 'negotiation.opened':
      return examineBase(read, act.data.text, act.data.language);
    case 'negotiation.text-issued':
      return examineIssued(read, act.data);
    case 'negotiation.proposed':
    case 'negotiation.proposal-recorded':
      return examineProposal(read, act.data);
    case 'negotiation.settled':
      return act.data.outcome === 'accepted' ? examineAccepted(read, act.data) : undefined;
    case 'negotiation.position-stated':
    case 'negotiation.agreement-marked':
      return examineParagraphs(read, act);
  }
}

async function examineBase(read: Reader, hash: string, language: string): Promise<void> {
  const text = await readText(read, hash);
  if (text.language !== language)
    throw negotiationError('not-a-text', { detail: `The text is in “${text.language}”.` });
}

/** A new version changes no paragraph that is agreed: it is reopened first, by an act that everybody sees. */
async function examineIssued(
  read: Reader,
  { document, text }: { document: string; text: string },
): Promise<void> {
  const found = await findNegotiation(read, document);
  if (!found) return;
  await examineBase(read, text, found.fact.language);
  const [before, after] = [(await tableOf(read, found.fact)).text, await readText(read, text)];
  const [changed] = await listAgreedChanges(read, found.fact, before, after);
  if (changed !== undefined) throw negotiationError('agreed-changed', { detail: changed });
}

/** The agreed paragraphs in which two texts differ. */
export async function listAgreedChanges(
  read: Reader,
  { document, layer }: NegotiationFact,
  before: Text,
  after: Text,
): Promise<string[]> {
  return (await listParagraphs(read, document))
    .filter((fact) => isClosedParagraph(fact, layer))
    .map(({ paragraph }) => paragraph)
    .filter((paragraph) => hashIn(before, paragraph) !== hashIn(after, paragraph));
}

function hashIn(text: Text, id: string): string | undefined {
  if (id === 'title') return text.title && nodeHash(text.title);
  const spot = findSpot(text, id);
  return spot && nodeHash(spot.node);
}

type Proposed = Extract<AnyAct, { type: 'negotiation.proposed' | 'negotiation.proposal-recorded' }>['data'];

/** The file says what the act says, and can be made on the text that it names. */
async function examineProposal(read: Reader, data: Proposed): Promise<void> {
  const { document, on, paragraphs = [], brings = [], content: file } = data;
  const size = (await listBlobSizes(read, [file.sha256])).get(file.sha256);
  if (size === undefined) return;
  if (size !== file.size) throw badFile(`The file has ${size} bytes, not ${file.size}.`);
  const content = (await readContent(read, file.sha256))!;
  const found = await findNegotiation(read, document);
  if (!found) return;
  const own = content.versions[found.fact.language];
  if (own?.on !== on) throw badFile(`It says nothing of this text in “${found.fact.language}”.`);
  const reach = reachOf(own.changes);
  if (JSON.stringify([reach.touches, reach.brings]) !== JSON.stringify([paragraphs, brings]))
    throw badFile('It touches other paragraphs than the act names.');
  const table = await tableOf(read, found.fact);
  const text = table.texts.get(on);
  if (!text) return;
  const { conflicts } = applyChanges(text, own.changes);
  if (conflicts.length > 0) throw negotiationError('in-conflict', { detail: sayConflict(conflicts[0]!) });
  assertNotOvertaken(table, on, own.changes);
}

/**
 * What came in since it was written may have changed the same words: then it says so now, with the words as they were and as
 * they are, and not only once somebody would accept it. Whoever wrote it has their words still, and writes them on the new ones.
 */
function assertNotOvertaken(table: Table, on: string, changes: readonly Change[]): void {
  const since = table.steps.slice(table.places.get(on) ?? 0);
  if (since.length === 0) return;
  const { clean, conflicts } = rebaseAlong(changes, since, new Draft(table.text));
  const [first] = conflicts;
  if (clean || !first) return;
  const [was, is] = [table.texts.get(on)!, table.text].map((text) => wordsIn(text, first.at));
  const changed = {
    paragraph: first.at,
    ...(was === undefined ? {} : { was }),
    ...(is === undefined ? {} : { is }),
  };
  throw negotiationError('overtaken', { detail: sayConflict(first), changed });
}

const wordsIn = (text: Text, id: string): string | undefined => {
  const spot = id === 'title' ? undefined : findSpot(text, id);
  return id === 'title' ? text.title?.text : spot && wordsOf(spot)?.text;
};

const badFile = (detail: string) => negotiationError('proposal-file', { detail });

/** What comes out of an acceptance is what its act names: every reader of the files can tell. */
async function examineAccepted(
  read: Reader,
  { document, proposals, on, result }: Extract<AnyAct, { type: 'negotiation.settled' }>['data'],
): Promise<void> {
  const found = await findNegotiation(read, document);
  if (!found || found.fact.text !== on) return;
  const facts = new Map((await listProposalsById(read, proposals)).map(({ fact }) => [fact.proposal, fact]));
  const all = proposals.map((id) => facts.get(id)).filter((fact): fact is ProposalFact => fact !== undefined);
  const merged = await accepting(read, await tableOf(read, found.fact), all, found.fact.language);
  if (!merged.text) {
    const [conflict] = merged.conflicts;
    throw negotiationError('in-conflict', { detail: `${conflict!.proposal}: ${sayConflict(conflict!)}` });
  }
  const made = sha256Hex(formatText(merged.text));
  if (made !== result) throw negotiationError('other-result', { detail: `What comes out is ${made}.` });
}

/** Paragraphs stand in the text, or somebody would have them in. */
async function examineParagraphs(
  read: Reader,
  { type, data }: Extract<AnyAct, { type: 'negotiation.position-stated' | 'negotiation.agreement-marked' }>,
): Promise<void> {
  const { document, paragraphs = [] } = data;
  const found = await findNegotiation(read, document);
  if (!found || paragraphs.length === 0) return;
  const { text } = await tableOf(read, found.fact);
  const isThere = (id: string) =>
    id === 'title' ? text.title !== undefined : findSpot(text, id) !== undefined;
  const missing = paragraphs.filter((id) => !isThere(id));
  if (missing.length === 0) return;
  const brought = type === 'negotiation.position-stated' ? await listParagraphs(read, document, missing) : [];
  const strange = missing.find(
    (id) => !brought.some(({ paragraph, open }) => paragraph === id && open.length > 0),
  );
  if (strange !== undefined) throw negotiationError('unknown-paragraph', { detail: strange });
}
