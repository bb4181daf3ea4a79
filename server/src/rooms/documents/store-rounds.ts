import type { RequestFact, RoundFact, SynthesisFact } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';
import type { At } from './store.ts';

type Words = Readonly<Record<string, string>>;

export function insertRound(
  tx: Tx,
  r: At & {
    readonly round: string;
    readonly document: string;
    readonly titles: Words;
    readonly template: string;
    readonly deadline: string;
  },
): void {
  tx.send(
    'documents.insert-round',
    `insert into input_round (id, index, document, titles, template, deadline, received)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [r.round, r.index, r.document, JSON.stringify(r.titles), r.template, r.deadline, r.received],
  );
}

export function insertExtension(
  tx: Tx,
  e: At & { readonly round: string; readonly deadline: string; readonly reason: string },
): void {
  tx.send(
    'documents.insert-extension',
    'insert into round_extension (round, index, deadline, reason, received) values ($1, $2, $3, $4, $5)',
    [e.round, e.index, e.deadline, e.reason, e.received],
  );
}

export function insertInput(
  tx: Tx,
  i: At & {
    readonly round: string;
    readonly participant: string;
    readonly act: string;
    readonly language: string;
    readonly sha256: string;
  },
): void {
  tx.send(
    'documents.insert-input',
    `insert into round_input (round, participant, index, act, language, sha256, received)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [i.round, i.participant, i.index, i.act, i.language, i.sha256, i.received],
  );
}

export function insertSynthesis(
  tx: Tx,
  s: At & {
    readonly act: string;
    readonly round: string;
    readonly sha256: string;
    readonly document?: string | undefined;
  },
): void {
  tx.send(
    'documents.insert-synthesis',
    `insert into round_synthesis (act, round, index, number, sha256, document, received)
     select $1::text, $2::text, $3::bigint, 1 + count(*), $4::text, $5::text, $6::timestamptz
     from round_synthesis where round = $2`,
    [s.act, s.round, s.index, s.sha256, s.document ?? null, s.received],
  );
}

export function insertRequest(
  tx: Tx,
  r: At & {
    readonly act: string;
    readonly round: string;
    readonly synthesis: string;
    readonly participant: string;
    readonly sentence?: number | undefined;
    readonly asks: string;
  },
): void {
  tx.send(
    'documents.insert-request',
    `insert into correction_request (act, round, index, synthesis, participant, sentence, asks, received)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [r.act, r.round, r.index, r.synthesis, r.participant, r.sentence ?? null, r.asks, r.received],
  );
}

export function insertAnswer(
  tx: Tx,
  a: At & {
    readonly request: string;
    readonly answer: string;
    readonly synthesis?: string | undefined;
    readonly reason: string;
  },
): void {
  tx.send(
    'documents.insert-answer',
    `insert into correction_answer (request, index, answer, synthesis, reason, received)
     values ($1, $2, $3, $4, $5, $6)`,
    [a.request, a.index, a.answer, a.synthesis ?? null, a.reason, a.received],
  );
}

/** The deadline in force: that of the last extension, else that of the opening. */
const DEADLINE = `coalesce(
  (select e.deadline from round_extension e where e.round = r.id order by e.index desc limit 1), r.deadline)`;

export async function findRoundFact(read: Reader, id: string): Promise<RoundFact | undefined> {
  const [row] = await read.rows<{ deadline: Date }>(
    'documents.find-round-fact',
    `select ${DEADLINE} as deadline from input_round r where r.id = $1`,
    [id],
  );
  return row && { deadline: row.deadline.getTime() };
}

export async function findSynthesisFact(read: Reader, act: string): Promise<SynthesisFact | undefined> {
  const [row] = await read.rows<SynthesisFact>(
    'documents.find-synthesis-fact',
    'select round, number from round_synthesis where act = $1',
    [act],
  );
  return row;
}

export async function findRequestFact(read: Reader, act: string): Promise<RequestFact | undefined> {
  const [row] = await read.rows<RequestFact>(
    'documents.find-request-fact',
    `select round, synthesis, exists (select from correction_answer where request = act) as answered
     from correction_request where act = $1`,
    [act],
  );
  return row;
}

export interface StoredRound {
  readonly id: string;
  readonly index: number;
  readonly document: string;
  readonly titles: Words;
  readonly template: string;
  readonly deadline: Date;
  readonly received: Date;
  readonly inputs: number;
  readonly open: number;
}

const SELECT = `
  select r.id, r.index, r.document, r.titles, r.template, ${DEADLINE} as deadline, r.received,
    (select count(distinct i.participant)::int from round_input i where i.round = r.id) as inputs,
    (select count(*)::int from correction_request q where q.round = r.id
      and not exists (select from correction_answer a where a.request = q.act)) as open
  from input_round r`;

/** Rounds opened last come first; of one document, or of all. */
export const listRounds = (read: Reader, document?: string): Promise<StoredRound[]> =>
  read.rows<StoredRound>(
    'documents.list-rounds',
    `${SELECT} where $1::text is null or r.document = $1 order by r.index desc limit 500`,
    [document ?? null],
  );

export async function findRound(read: Reader, id: string): Promise<StoredRound | undefined> {
  const [row] = await read.rows<StoredRound>('documents.find-round', `${SELECT} where r.id = $1`, [id]);
  return row;
}

export interface StoredInput {
  readonly act: string;
  readonly index: number;
  readonly participant: string;
  readonly language: string;
  readonly sha256: string;
  readonly received: Date;
}
/** Every input ever submitted to a round, in the order of receipt. */
export const listInputs = (read: Reader, round: string): Promise<StoredInput[]> =>
  read.rows<StoredInput>(
    'documents.list-inputs',
    'select act, index, participant, language, sha256, received from round_input where round = $1 order by index',
    [round],
  );

export interface StoredSynthesis {
  readonly act: string;
  readonly index: number;
  readonly number: number;
  readonly sha256: string;
  readonly document: string | null;
  readonly received: Date;
}
export const listSyntheses = (read: Reader, round: string): Promise<StoredSynthesis[]> =>
  read.rows<StoredSynthesis>(
    'documents.list-syntheses',
    'select act, index, number, sha256, document, received from round_synthesis where round = $1 order by number',
    [round],
  );

export interface StoredRequest {
  readonly act: string;
  readonly index: number;
  readonly synthesis: string;
  readonly participant: string;
  readonly sentence: number | null;
  readonly asks: string;
  readonly received: Date;
  readonly answer: 'corrected' | 'declined' | null;
  readonly corrected: string | null;
  readonly reason: string | null;
  readonly answered: Date | null;
}
/** Requests for corrections with their answers, in the order of receipt. */
export const listRequests = (read: Reader, round: string): Promise<StoredRequest[]> =>
  read.rows<StoredRequest>(
    'documents.list-requests',
    `select q.act, q.index, q.synthesis, q.participant, q.sentence, q.asks, q.received,
       a.answer, a.synthesis as corrected, a.reason, a.received as answered
     from correction_request q left join correction_answer a on a.request = q.act
     where q.round = $1 order by q.index`,
    [round],
  );

export const listExtensions = (read: Reader, round: string) =>
  read.rows<{ readonly deadline: Date; readonly reason: string; readonly received: Date }>(
    'documents.list-extensions',
    'select deadline, reason, received from round_extension where round = $1 order by index',
    [round],
  );
