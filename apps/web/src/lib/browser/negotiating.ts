import { type DataOf, newId } from '@comity/acts';
import { act, dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { findSpot, formatText, parseText, type Text, wordsOf } from '@comity/text';
import {
  type Change,
  changesBetween,
  Draft,
  formatProposal,
  type ProposalContent,
  reachOf,
  rebaseAlong,
  translating,
} from '@comity/text/proposals';
import { changesOf } from './drafting.ts';
import type { Deed } from './proposal.ts';
import type { ProposalDraft } from './proposaldrafts.ts';
import { here } from './seat.ts';
import type { Seat } from './store.ts';

/** A text under negotiation as it stands: that the text is the one that its hash names is checked in this browser. */
export interface Standing {
  readonly document: string;
  readonly hash: string;
  readonly text: Text;
}

/** The text as it stands now. Throws where the server gives another text than it names. */
export async function loadStanding(document: string): Promise<Standing> {
  const params = { path: { document, view: 'clean' as const } };
  const shown = dataOf(await here().api.GET('/api/negotiations/{document}/views/{view}', { params }));
  return checked({ document, hash: shown.text, text: shown.data.text as Text });
}

/** The text as it stood once. */
async function loadText(document: string, hash: string): Promise<Standing> {
  const params = { path: { document, view: 'clean' as const }, query: { text: hash } };
  const shown = dataOf(await here().api.GET('/api/negotiations/{document}/views/{view}', { params }));
  return checked({ document, hash, text: shown.data.text as Text });
}

function checked(standing: Standing): Standing {
  if (sha256Hex(formatText(standing.text)) === standing.hash) return standing;
  throw new Error('The server gave another text.');
}

/** The words of a paragraph as they stand; undefined where it does not. */
export function wordsAt(text: Text, id: string): string | undefined {
  if (id === 'title') return text.title?.text ?? '';
  const spot = findSpot(text, id);
  return spot && wordsOf(spot)?.text;
}

/** What came into the same place since: the words as they were when one began to write, and as they stand. */
export interface Overtaken {
  readonly paragraph: string;
  readonly was: string;
  readonly is: string;
}
/** A draft on the text as it stands. `moved`: it was written on an earlier one, and keeps its meaning on this. */
export type Placed =
  | { readonly standing: Standing; readonly changes: Change[]; readonly moved: boolean }
  | { readonly standing: Standing; readonly overtaken: Overtaken };

/**
 * What a draft comes to on the text as it stands: moved over what came in since it was begun, or overtaken, with the place. The
 * draft itself is never changed by it.
 */
export async function placeDraft(document: string, draft: ProposalDraft): Promise<Placed> {
  const standing = await loadStanding(document);
  const { text } = standing;
  if (draft.on === standing.hash) return { standing, changes: changesOf(draft, text), moved: false };
  const before = await loadText(document, draft.on).catch(() => undefined);
  if (!before) return placeByWords(standing, draft);
  const since = changesBetween(before.text, text).changes;
  const { clean, changes, conflicts } = rebaseAlong(changesOf(draft, before.text), [since], new Draft(text));
  if (clean) return { standing, changes, moved: true };
  const { at } = conflicts[0]!;
  const [was, is] = [wordsAt(before.text, at) ?? '', wordsAt(text, at) ?? ''];
  return { standing, overtaken: { paragraph: at, was, is } };
}

/** The text that it was begun on is no longer to be had: the words of its paragraph are compared as the draft kept them. */
function placeByWords(standing: Standing, draft: ProposalDraft): Placed {
  const is = draft.paragraph === '' ? '' : wordsAt(standing.text, draft.paragraph);
  if (is === draft.before) return { standing, changes: changesOf(draft, standing.text), moved: true };
  return { standing, overtaken: { paragraph: draft.paragraph, was: draft.before, is: is ?? '' } };
}

/** The newest version of the document in another language, by its hash: what a translation is written against. */
async function loadVersion(sha256: string): Promise<Text> {
  const answer = await fetch(`/api/blobs/${sha256}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok || sha256Hex(bytes) !== sha256) throw new Error('The version could not be read.');
  return parseText(bytes);
}

/** The words of a paragraph in another language version. */
export const wordsInVersion = async (sha256: string, id: string): Promise<string> =>
  wordsAt(await loadVersion(sha256), id) ?? '';

type Versions = ProposalContent['versions'];
/** The same in other languages. Names the first language in which it does not change the same things. */
export async function translate(
  draft: ProposalDraft,
  changes: readonly Change[],
  newest: Readonly<Record<string, string>>,
): Promise<{ versions: Versions } | { failed: string }> {
  const versions: Versions = {};
  for (const [language, words] of Object.entries(draft.translations)) {
    const on = newest[language];
    if (!on || !words.trim()) continue;
    const made = translating(await loadVersion(on), changes, () => words.trim());
    if (!made) return { failed: language };
    versions[language] = { on, changes: made };
  }
  return { versions };
}

export interface Proposing {
  readonly changes: Change[];
  readonly versions: Versions;
  readonly draft: Pick<ProposalDraft, 'original' | 'reasons'>;
  /** An earlier one of the own State, in whose place it stands. */
  readonly replaces?: string;
  /** The secretariat records it: in whose name, and how it came. */
  readonly recorded?: Pick<DataOf<'negotiation.proposal-recorded'>, 'participant' | 'by'>;
}

/** Puts the file of the proposal and makes the act. */
export const proposeChanges =
  ({ trust }: Seat, { document, hash, text }: Standing, proposing: Proposing): Deed =>
  async (hand) => {
    const { changes, recorded, replaces } = proposing;
    const content = fileOf(text.language, hash, proposing);
    const sha256 = sha256Hex(content);
    await putBlob(here(), sha256, content);
    const { touches, brings } = reachOf(changes);
    const data = {
      ...{ document, proposal: newId('prp'), on: hash, content: { sha256, size: content.length } },
      ...(touches.length > 0 ? { paragraphs: touches } : {}),
      ...(brings.length > 0 ? { brings } : {}),
    };
    if (recorded) return act(here(), trust, hand, 'negotiation.proposal-recorded', { ...data, ...recorded });
    return act(here(), trust, hand, 'negotiation.proposed', { ...data, ...(replaces ? { replaces } : {}) });
  };

function fileOf(language: string, on: string, { changes, versions, draft }: Proposing): Uint8Array {
  const all = { ...versions, [language]: { on, changes } };
  const reasons = Object.entries(draft.reasons).flatMap(([tag, words]) =>
    words.trim() ? [[tag, words.trim()] as const] : [],
  );
  return formatProposal({
    ...{ v: 1, original: all[draft.original] ? draft.original : language, versions: all },
    ...(reasons.length > 0 ? { reason: Object.fromEntries(reasons) } : {}),
  });
}
