import {
  compileInputs,
  type InputSynthesis,
  inputSynthesis,
  parseRoundFile,
  type StandingInput,
  traceSynthesis,
} from '@comity/acts';
import type { z } from 'zod';
import { findBlob } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { documentsError } from './errors.ts';
import { findTemplate, readStanding } from './files.ts';
import type { compilation, round, rounds, tracedSynthesis, wholeRound } from './schema-rounds.ts';
import {
  findRound,
  listExtensions,
  listInputs,
  listRequests,
  listRounds,
  listSyntheses,
  type StoredInput,
  type StoredRequest,
  type StoredRound,
  type StoredSynthesis,
} from './store-rounds.ts';
import { present } from './views.ts';

export async function readRounds(record: ActRecord, document?: string): Promise<z.infer<typeof rounds>> {
  const rows = await listRounds(record.database.read, document);
  return { rounds: rows.map((r) => viewRound(record, r)) };
}

const viewRound = (record: ActRecord, r: StoredRound): z.infer<typeof round> => ({
  round: r.id,
  ...{ index: r.index, document: r.document, titles: r.titles, inputs: r.inputs, openRequests: r.open },
  opened: r.received.toISOString(),
  deadline: r.deadline.toISOString(),
  isOpen: record.clock() < r.deadline.getTime(),
});

/** Throws `documents.round-not-found`. */
async function getRound(record: ActRecord, id: string): Promise<StoredRound> {
  const found = await findRound(record.database.read, id);
  if (!found) throw documentsError('round-not-found');
  return found;
}

/** A round with everything that was put into it. Throws `documents.round-not-found`. */
export async function readRound(record: ActRecord, id: string): Promise<z.infer<typeof wholeRound>> {
  const { read } = record.database;
  const found = await getRound(record, id);
  const [template, extensions, inputs, syntheses, requests] = await Promise.all([
    findTemplate(read, id),
    listExtensions(read, id),
    listInputs(read, id),
    listSyntheses(read, id),
    listRequests(read, id),
  ]);
  return {
    ...viewRound(record, found),
    template: { sha256: found.template, items: (template?.items ?? []).map((one) => ({ ...one })) },
    extensions: extensions.map((e) => ({
      ...{ deadline: e.deadline.toISOString(), reason: e.reason, received: e.received.toISOString() },
    })),
    submitted: viewInputs(inputs),
    syntheses: syntheses.map(viewSynthesis),
    requests: requests.map(viewRequest),
  };
}

function viewInputs(inputs: readonly StoredInput[]) {
  const newest = new Map(inputs.map((i) => [i.participant, i.act]));
  return inputs.map((i) => ({
    ...i,
    received: i.received.toISOString(),
    superseded: newest.get(i.participant) !== i.act,
  }));
}

const viewSynthesis = ({ document, received, ...s }: StoredSynthesis) => ({
  ...s,
  issued: received.toISOString(),
  ...(document === null ? {} : { document }),
});

function viewRequest(r: StoredRequest) {
  const { act, index, synthesis, participant, sentence, asks, answer, corrected, reason, answered } = r;
  const asked = { act, index, synthesis, participant, asks, asked: r.received.toISOString() };
  return {
    ...asked,
    ...(sentence === null ? {} : { sentence }),
    ...(answer === null
      ? {}
      : {
          answer: {
            ...{ answer, reason: reason!, answered: answered!.toISOString() },
            ...present({ synthesis: corrected }),
          },
        }),
  };
}

/** All standing inputs, item by item, as they came in. Throws `documents.round-not-found`. */
export async function readCompilation(record: ActRecord, id: string): Promise<z.infer<typeof compilation>> {
  const { read } = record.database;
  const { isOpen } = viewRound(record, await getRound(record, id));
  const [template, { standing, unread }] = await Promise.all([
    findTemplate(read, id),
    readStanding(read, id),
  ]);
  const items = template ? compileInputs(template, standing) : [];
  return {
    round: id,
    isOpen,
    items: items.map(({ item, inputs }) => ({ ...item, inputs: inputs.map((one) => ({ ...one })) })),
    unread: unread.map(({ act, participant, sha256 }) => ({ act, participant, sha256 })),
  };
}

/**
 * A synthesis with the words that each sentence rests on, and every answer with where it was used and where not.
 * Throws `documents.round-not-found`, `documents.synthesis-not-found`.
 */
export async function readSynthesis(
  record: ActRecord,
  id: string,
  act: string,
  participant?: string,
): Promise<z.infer<typeof tracedSynthesis>> {
  const { read } = record.database;
  await getRound(record, id);
  const found = (await listSyntheses(read, id)).find((s) => s.act === act);
  const blob = found && (await findBlob(read, found.sha256));
  if (!found || !blob) throw documentsError('synthesis-not-found');
  const synthesis = parseRoundFile(inputSynthesis, blob.bytes, 'The synthesis');
  const [template, { standing }, requests] = await Promise.all([
    findTemplate(read, id),
    readStanding(read, id),
    listRequests(read, id),
  ]);
  const traced = template ? traceSynthesis(template, synthesis, standing) : [];
  const answers = traced.filter((a) => participant === undefined || a.participant === participant);
  return {
    ...viewSynthesis(found),
    ...{ round: id, language: synthesis.language },
    sentences: viewSentences(synthesis, standing),
    answers: answers.map((a) => viewAnswer(a, standing)),
    requests: requests.filter((r) => r.synthesis === act).map(viewRequest),
  };
}

function viewSentences({ sentences }: InputSynthesis, standing: readonly StandingInput[]) {
  const byAct = new Map(standing.map((input) => [input.act, input]));
  return sentences.map(({ item, text, inputs }, i) => ({
    ...{ number: i + 1, text },
    ...(item === undefined ? {} : { item }),
    inputs: inputs.flatMap((origin) => {
      const input = byAct.get(origin.act);
      if (!input) return [];
      return [{ ...origin, participant: input.participant, quote: cut(input, origin.item, origin) }];
    }),
  }));
}

/** Characters are counted in code points, as the file counts them. */
const cut = (
  { answers }: StandingInput,
  item: string,
  { from, to }: { readonly from: number; readonly to: number },
): string => [...(answers[item] ?? '')].slice(from, to).join('');

function viewAnswer(
  { act, participant, item, spans }: ReturnType<typeof traceSynthesis>[number],
  standing: readonly StandingInput[],
) {
  const input = standing.find((one) => one.act === act)!;
  const used = spans.filter((s) => s.sentences.length > 0).reduce((sum, s) => sum + s.to - s.from, 0);
  return {
    ...{ act, participant, item, used, characters: spans.at(-1)?.to ?? 0 },
    spans: spans.map((s) => ({ ...s, sentences: [...s.sentences], text: cut(input, item, s) })),
  };
}
