import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@comity/acts';
import { ApiProblem, type Hand } from '@comity/client';
import { canonicalBytes, utf8 } from '@comity/log';
import type { House } from '@comity/server';
import {
  derivedId,
  formatText,
  markTranslated,
  readMarks,
  readPlain,
  TEXT_MEDIA,
  type Text,
} from '@comity/text';
import type { Place } from '../people.ts';
import type { Terminal } from '../terminal.ts';
import { Desk } from './desk.ts';
import { draw } from './lots.ts';
import { negotiate } from './negotiating.ts';
import { ANSWERS, DRAFT, MANDATE, PAPER, ROUND_TITLES, SYNTHESIS, TEMPLATE } from './papers.ts';

/** Two weeks: longer than the rules ask for. */
const ROUND_LIFE = 14 * 86_400_000;
/** Long enough for the answers of the demonstration. */
const SHORT_LIFE = 3000;
const PREFIX = 'A/DEMO';

/**
 * The registry at work, shown once: symbols, a text in six languages of which one was amended, a paper of a State with a
 * co-sponsor, an initiative, a round of inputs that is open and one that is over with its synthesis, a text under
 * negotiation, a silence procedure.
 */
export async function furnishRegistry(
  house: House,
  place: Place,
  officer: Hand,
  states: readonly Hand[],
  terminal: Terminal,
): Promise<void> {
  const { founding, streams } = house.record.held.now;
  const done = [...streams.keys()].some((stream) => stream.startsWith('procedure/rnd_'));
  if (done) return;
  const [one, two, three] = draw(founding.demo!.seed, 'registry', states, 3) as [Hand, Hand, Hand];
  const desk = new Desk(place, officer);
  let over: Round | undefined;
  const steps = [
    () => enterOrgans(desk),
    () => issueDraft(desk),
    async () => {
      over = await openRound(desk, [one, two], Date.now() + SHORT_LIFE);
    },
    () => submitPaper(desk, one, two),
    () => openRound(desk, [one, two], Math.ceil((Date.now() + ROUND_LIFE) / 3_600_000) * 3_600_000),
    () => issueSynthesis(desk, over!),
    () => negotiate(house, desk, desk.text!, [one, two, three]),
    () => openSilence(desk),
  ];
  for (const [i, step] of steps.entries()) {
    await step();
    terminal.progress('Registry of documents shown at work', i + 1, steps.length);
  }
}

const plain = 'text/plain';

async function enterOrgans(desk: Desk): Promise<void> {
  const names = { en: 'Plenary of the demonstration', fr: 'Plénière de démonstration' };
  await desk.does(desk.officer, 'documents.organ-registered', { organ: 'plenary', names, prefix: PREFIX });
}

/** A text as a tree; its paragraphs have the same ids in every language. */
const textOf = (desk: Desk, language: string, words: string): Text =>
  readPlain(words, { language, ids: (place) => derivedId(desk.draft, place) }).text;

/** The languages come out one after the other, as they do; then the original is amended, and they are behind. */
async function issueDraft(desk: Desk): Promise<void> {
  const { officer, year } = desk;
  desk.draft = newId('doc');
  const { en, ...others } = DRAFT.texts;
  const original = textOf(desk, 'en', en);
  const file = async (text: Text) => ({
    ...(await desk.upload(officer, formatText(text))),
    media: TEXT_MEDIA,
  });
  await desk.does(officer, 'documents.registered', {
    ...{ document: desk.draft, symbol: `${PREFIX}/${year}/CRP.1`, titles: { ...DRAFT.titles } },
    ...{
      source: 'secretariat',
      class: 'conference-room-paper',
      organ: 'plenary',
      session: `${year}`,
      original: 'en',
    },
    words: en.split(/\s+/).length,
    files: { en: await file(original) },
  });
  const all = new Set(Object.keys(readMarks(original)));
  for (const [language, words] of Object.entries(others)) {
    const text = markTranslated(textOf(desk, language, words), original, all);
    await desk.does(officer, 'documents.issued', { document: desk.draft, language, file: await file(text) });
  }
  desk.text = textOf(desk, 'en', DRAFT.amended);
  const amended = await file(desk.text);
  await desk.does(officer, 'documents.issued', { document: desk.draft, language: 'en', file: amended });
}

async function submitPaper(desk: Desk, one: Hand, two: Hand): Promise<void> {
  const { officer, year } = desk;
  const document = newId('doc');
  const titles = { ...PAPER.titles };
  const files = { en: { ...(await desk.upload(one, utf8(PAPER.text))), media: plain } };
  await desk.does(one, 'documents.submitted', { document, titles, original: 'en', files });
  await desk.does(two, 'documents.sponsored', { document });
  await desk.does(officer, 'documents.classified', {
    ...{
      document,
      symbol: `${PREFIX}/${year}/WP.1`,
      class: 'working-paper',
      organ: 'plenary',
      session: `${year}`,
    },
  });
  const initiative = newId('ini');
  await desk.does(one, 'documents.initiative-presented', { initiative, titles, documents: [document] });
  await desk.does(officer, 'documents.coverage-declared', {
    ...{ document: desk.draft, initiative, coverage: 'partly', where: 'para. 1' },
    reason: 'A declaration for the demonstration: the rest concerns another part of the exercise.',
  });
}

interface Round {
  readonly round: string;
  readonly deadline: number;
  /** The acts that submitted the answers, in their order. */
  readonly inputs: readonly string[];
}

async function openRound(desk: Desk, givers: readonly Hand[], deadline: number): Promise<Round> {
  const round = newId('rnd');
  const template = await desk.upload(desk.officer, canonicalBytes(TEMPLATE));
  await desk.does(desk.officer, 'documents.round-opened', {
    ...{ round, document: desk.draft, titles: { ...ROUND_TITLES }, template },
    deadline: new Date(deadline).toISOString(),
  });
  const inputs: string[] = [];
  for (const [i, hand] of givers.entries()) {
    const input = await desk.upload(hand, canonicalBytes({ v: 1, round, answers: { order: ANSWERS[i]! } }));
    const placed = await desk.does(hand, 'documents.input-submitted', { round, language: 'en', input });
    inputs.push(placed.act);
  }
  return { round, deadline, inputs };
}

/** Once the round is over: each sentence names the words that it rests on. */
async function issueSynthesis(desk: Desk, { round, deadline, inputs }: Round): Promise<void> {
  await sleep(Math.max(0, deadline - Date.now()) + 100);
  const sentences = SYNTHESIS.map(({ text, answer, part }) => {
    const from = ANSWERS[answer]!.indexOf(part);
    return {
      item: 'order',
      text,
      inputs: [{ act: inputs[answer]!, item: 'order', from, to: from + part.length }],
    };
  });
  const synthesis = await desk.upload(
    desk.officer,
    canonicalBytes({ v: 1, round, language: 'en', sentences }),
  );
  await desk.does(desk.officer, 'documents.synthesis-issued', { round, synthesis });
}

const DAY = 86_400_000;
/** How many days are tried: holidays stand in the rules, and the deadline falls into hours of work. */
const TRIES = 14;

/** Opens a silence procedure on a mandate: on the first day at 15:00 UTC that the rules take. */
async function openSilence(desk: Desk): Promise<void> {
  const { sha256 } = await desk.upload(desk.officer, utf8(MANDATE));
  const noon = Math.floor(Date.now() / DAY) * DAY + 15 * 3_600_000;
  for (let days = 5; ; days++) {
    try {
      await desk.does(desk.officer, 'decisions.opened', {
        ...{ procedure: newId('pro'), kind: 'silence', layer: 'plenary', disclosure: 'state' },
        subject: { kind: 'mandate', sha256 },
        deadline: new Date(noon + days * DAY).toISOString(),
      });
      return;
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'record.refused-by-rule') || days > TRIES)
        throw error;
    }
  }
}
