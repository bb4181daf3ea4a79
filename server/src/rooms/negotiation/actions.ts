import type { NegotiationFact } from '@comity/acts';
import { presidesIn } from '@comity/procedure';
import type { Text } from '@comity/text';
import { writeTrackedDocx } from '@comity/text/docx';
import { collisionsOf, type Stated, versionsByAuthor } from '@comity/text/proposals';
import type { z } from 'zod';
import { findDocument } from '../documents/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { negotiationError } from './errors.ts';
import { getNegotiation, getTextOf, type Known } from './known.ts';
import type { negotiation, negotiations, shown, View, viewQuery } from './schema.ts';
import {
  type Showing,
  type Shown,
  showClean,
  showCompilation,
  showRolling,
  showSides,
  showStreamlined,
} from './showing.ts';
import { readContent, readText } from './standing.ts';
import { listNegotiations, listParagraphs, listPositions, type StoredNegotiation } from './store.ts';
import { labelsWith, statedOf, viewCollision, viewParagraphs, viewPositions, viewProposal } from './views.ts';

export async function readNegotiations(
  record: ActRecord,
  page: { before?: number | undefined; limit: number },
): Promise<z.infer<typeof negotiations>> {
  const rows = await listNegotiations(record.database.read, page);
  const last = rows.at(-1);
  const summaries = await Promise.all(rows.map((row) => summaryOf(record, row)));
  return { negotiations: summaries, ...(last && rows.length === page.limit ? { next: last.index } : {}) };
}

async function summaryOf(record: ActRecord, { fact, index }: StoredNegotiation) {
  const { document, language, layer, base, text, closed } = fact;
  const paper = await findDocument(record.database.read, document);
  return {
    ...{ document, index, language, layer, base, text, titles: { ...paper?.titles } },
    ...(paper?.symbol ? { symbol: paper.symbol } : {}),
    ...(closed ? { closed: closed.outcome } : {}),
  };
}

/** Throws `negotiation.negotiation-not-found`, `negotiation.not-a-text`. */
export async function readNegotiation(
  record: ActRecord,
  document: string,
): Promise<z.infer<typeof negotiation>> {
  const { read } = record.database;
  const { stored, table, proposals, held } = await getNegotiation(record, document);
  const stated = statedOf(held);
  const labels = labelsWith(table.text, stated);
  const standing = new Map(held.map((one) => [one.fact.proposal, one]));
  const [paragraphs, positions] = await Promise.all([
    listParagraphs(read, document),
    listPositions(read, document),
  ]);
  const now = Math.max(record.clock(), record.held.now.received);
  return {
    ...(await summaryOf(record, stored)),
    opened: stored.fact.opened,
    presides: [...presidesIn({ state: record.held.now }, stored.fact.layer)],
    accepted: stored.fact.accepted.map(({ act, proposals: ids, text }) => ({
      act,
      proposals: [...ids],
      text,
    })),
    collisions: collisionsOf(stated).map((collision) => viewCollision(table.text, labels, collision)),
    paragraphs: viewParagraphs(paragraphs, stored.fact, labels, now),
    proposals: proposals.map((one) => viewProposal(one, standing.get(one.fact.proposal), table.text)),
    positions: viewPositions(positions),
  };
}

type Query = z.infer<typeof viewQuery>;

/** One view of the text. Throws `negotiation.negotiation-not-found`, `negotiation.not-a-text`. */
export async function readView(
  record: ActRecord,
  document: string,
  view: View,
  query: Query,
): Promise<z.infer<typeof shown>> {
  const known = await getNegotiation(record, document);
  const { fact } = known.stored;
  const words = query.words ?? fact.language;
  const showing = {
    text: known.table.text,
    stated: statedOf(known.held),
    names: namesOf(record, known, words),
    words,
  };
  const { html, data } = await made(record, known, { view, query, showing });
  return { view, language: fact.language, text: fact.text, html, data };
}

async function made(
  record: ActRecord,
  known: Known,
  { view, query, showing }: { view: View; query: Query; showing: Showing },
): Promise<Shown> {
  switch (view) {
    case 'rolling': {
      const { with: wanted } = query;
      return showRolling(
        showing,
        wanted === undefined ? undefined : await otherText(record, known.stored.fact, wanted),
      );
    }
    case 'compilation':
      return showCompilation(showing);
    case 'clean':
      return showClean(await textIn(record, known, query.text));
    case 'streamlined': {
      const streamlined = await textIn(record, known, query.text);
      const all = await everything(record, known);
      return showStreamlined({ ...showing, stated: all }, known.table.base, streamlined);
    }
    case 'sides':
      return showSides(showing, await otherText(record, known.stored.fact, query.with));
  }
}

/** The text as it stands, or another one of its document. */
const textIn = async (record: ActRecord, { stored: { fact }, table }: Known, hash: string | undefined) =>
  hash === undefined ? table.text : getTextOf(record, fact, table, hash);

/** Every proposal as it was written on the version on the table, whatever became of it: a trace rests on all of them. */
async function everything(record: ActRecord, { stored: { fact }, proposals }: Known): Promise<Stated[]> {
  const all: Stated[] = [];
  for (const { fact: one } of proposals) {
    const content = await readContent(record.database.read, one.content);
    const changes = content?.versions[fact.language]?.changes;
    if (changes) all.push({ id: one.proposal, changes });
  }
  return all;
}

/** The newest version of the document in the other language: what is asked for, or the first there is. */
async function otherText(
  record: ActRecord,
  { document, language }: NegotiationFact,
  wanted: string | undefined,
): Promise<Text> {
  const paper = await findDocument(record.database.read, document);
  const others = (paper?.versions ?? []).filter(
    (v) => v.language !== language && (wanted === undefined || v.language === wanted),
  );
  const [found] = others;
  if (!found)
    throw negotiationError('not-a-text', {
      detail: `There is no version in “${wanted ?? 'another language'}”.`,
    });
  return readText(record.database.read, found.sha256);
}

/** Names of those behind a proposal. The secretariat's record of one stands under the State that has not confirmed it. */
function namesOf({ held }: ActRecord, { proposals }: Known, language: string) {
  const facts = new Map(proposals.map(({ fact }) => [fact.proposal, fact]));
  const nameOf = (id: string) => {
    const name = held.now.participants.get(id)?.names;
    return name?.[language] ?? name?.en ?? id;
  };
  return (proposal: string): string[] => {
    const fact = facts.get(proposal);
    const { sponsors = [], unconfirmed } = fact ?? {};
    return [...sponsors.map(nameOf), ...(unconfirmed === undefined ? [] : [`${nameOf(unconfirmed)} (?)`])];
  };
}

/** The text as it stands with every open proposal as tracked changes, one author for each State. */
export async function writeProposals(record: ActRecord, document: string): Promise<Uint8Array> {
  const known = await getNegotiation(record, document);
  const names = namesOf(record, known, known.stored.fact.language);
  const received = new Map(known.proposals.map(({ fact, received: at }) => [fact.proposal, at]));
  const authored = known.held
    .filter(({ clean }) => clean)
    .map(({ fact, changes }) => ({
      id: fact.proposal,
      author: names(fact.proposal)[0] ?? fact.proposal,
      date: `${received.get(fact.proposal)!.toISOString().slice(0, 19)}Z`,
      changes,
    }));
  const { versions } = versionsByAuthor(known.table.text, authored);
  const created = `${new Date(record.held.now.received).toISOString().slice(0, 19)}Z`;
  return writeTrackedDocx(known.table.text, versions, { created });
}
