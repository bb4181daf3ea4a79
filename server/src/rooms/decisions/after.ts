import { type ProcedureFact, parseLeaf } from '@comity/acts';
import type { z } from 'zod';
import { findBlob, type Reader } from '../../platform/index.ts';
import { type Record as ActRecord, findEntry } from '../record/index.ts';
import { readText } from './files.ts';
import { getProcedure, nowOf } from './finding.ts';
import type { compendium, mandates } from './schema-after.ts';
import { listMandateTexts, listMandating } from './store.ts';
import { viewMandate, viewStatement } from './views-after.ts';

const time = (ms: number) => new Date(ms).toISOString();
type Statement = z.infer<typeof compendium>['statements'][number];

/** Everything that States said of a decision, in their own words. Throws `decisions.procedure-not-found`. */
export async function readCompendium(record: ActRecord, id: string): Promise<z.infer<typeof compendium>> {
  const { read } = record.database;
  const { fact } = await getProcedure(record, id);
  const { closed, subject, statements = [] } = fact;
  return {
    ...{ procedure: id, subject: { ...subject } },
    ...(closed ? { outcome: closed.outcome, closed: time(closed.at) } : {}),
    statements: await Promise.all(statements.map((s) => withWords(read, viewStatement(s)))),
  };
}

async function withWords(read: Reader, statement: Statement): Promise<Statement> {
  const blob = statement.text && (await findBlob(read, statement.text.file.sha256));
  const words = blob && readText(blob.bytes);
  return words === undefined ? statement : { ...statement, words };
}

/** As many procedures as anybody looks through at once. */
const MOST = 500;

/** What there is to do by decisions of the body, and the mandates that the body itself has. */
export async function readMandates(
  record: ActRecord,
  { state: wanted }: { readonly state?: string | undefined },
): Promise<z.infer<typeof mandates>> {
  const { read } = record.database;
  const { founding, id } = await record.held.level(read);
  const [founded, mandating, texts] = await Promise.all([
    findEntry(read, id),
    listMandating(read, MOST),
    listMandateTexts(read),
  ]);
  const all = mandating.flatMap(({ fact }) => mandatesIn(fact, nowOf(record)));
  return {
    texts: [
      { sha256: founding.mandate, act: id, at: parseLeaf(founded!.leaf).received },
      ...texts.map(({ fact }) => textIn(fact)),
    ],
    mandates: all.filter(({ state }) => wanted === undefined || state === wanted),
  };
}

const mandatesIn = ({ procedure, mandates = [] }: ProcedureFact, now: number) =>
  mandates.map((m) => ({ procedure, ...viewMandate(m, now) }));

function textIn({ procedure, subject, closed }: ProcedureFact) {
  const { sha256 } = subject as ProcedureFact['subject'] & { kind: 'mandate' };
  return { sha256, act: closed!.act, procedure, at: time(closed!.at) };
}
