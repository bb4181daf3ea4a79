import {
  type ActType,
  type AnyAct,
  foldProcedure,
  isUnnamed,
  keyOf,
  leafCommitment,
  type ProcedureFact,
  procedureOf,
} from '@comity/acts';
import { unnamedAudience } from '@comity/procedure';
import { addJob, type Tx } from '../../platform/index.ts';
import type { ActHandler, ActHandlers, ClosedArrival, Placed } from '../record/index.ts';
import { factsFor } from './facts.ts';
import { examineFiles, filesOf } from './files.ts';
import { listFacts, putFact } from './store.ts';

/** Of acts that open: the procedure they are for, and the document. All others are about their procedure. */
function about(act: AnyAct): readonly string[] {
  const own = procedureOf(act)!;
  if (act.type !== 'decisions.opened') return [own];
  const { subject } = act.data;
  if (subject.kind === 'document') return [own, subject.document];
  return 'of' in subject && subject.of !== undefined ? [own, subject.of] : [own];
}

async function place(tx: Tx, placed: Placed): Promise<void> {
  const { submission, id, index, received } = placed;
  const { act, sig, salt } = submission;
  const [before] = await listFacts(tx, [procedureOf(act)!]);
  const commitment = isUnnamed(act.type) ? leafCommitment({ act, sig, salt: salt! }) : undefined;
  const key = keyOf(act, id, commitment);
  const fact = foldProcedure(before?.fact, { act, key, received });
  if (!fact) return;
  await putFact(tx, fact, before?.index ?? index);
  wakeAtDeadline(tx, fact, before?.fact, placed.tended ?? 0);
}

/** What came over from another host and is closed here: what it discloses is folded all the same. */
async function placeClosed(tx: Tx, { disclosed, commitment, received }: ClosedArrival): Promise<void> {
  const [before] = await listFacts(tx, [disclosed.facts.procedure]);
  const fact = foldProcedure(before?.fact, { disclosed, key: commitment, received });
  if (before && fact) await putFact(tx, fact, before.index);
}

/** The job only wakes the host up, to state that the time was reached; whether it was is for the rules. */
function wakeAtDeadline(
  tx: Tx,
  { procedure, deadline }: ProcedureFact,
  before: ProcedureFact | undefined,
  tended: number,
): void {
  if (deadline === undefined || deadline === before?.deadline || deadline <= tended) return;
  addJob(
    tx,
    'decisions.deadline',
    { procedure },
    { runAt: new Date(deadline), key: `decisions ${procedure}` },
  );
}

const common: ActHandler = { about, facts: factsFor, blobs: filesOf, examine: examineFiles, place };
/** What rests on more than its own procedure: whatever else waits is decided before or after it. */
const alone: ActHandler = { ...common, alone: true };
const unnamed: ActHandler = {
  ...common,
  placeClosed,
  audience: ({ submission: { act }, state }, facts) => {
    const fact = facts.procedure(procedureOf(act)!);
    return fact ? unnamedAudience(state, act, fact) : [];
  },
};

type Types = Extract<ActType, `decisions.${string}` | 'body.rules-changed'>;

export const decisionsHandlers: ActHandlers = {
  'body.rules-changed': alone,
  'decisions.opened': common,
  'decisions.extended': alone,
  'decisions.position-stated': common,
  'decisions.objected': common,
  'decisions.objection-withdrawn': common,
  'decisions.objected-unnamed': unnamed,
  'decisions.withdrawn-unnamed': unnamed,
  'decisions.receipt-recorded': common,
  'decisions.receipt-unnamed': unnamed,
  'decisions.vouched': common,
  'decisions.presence-stated': common,
  'decisions.presence-attested': common,
  'decisions.announced': alone,
  'decisions.voted': common,
  'decisions.ruled': common,
  'decisions.closed': alone,
  'decisions.circulated': common,
  'decisions.delivery-acknowledged': common,
  'decisions.dissociated': common,
  'decisions.reserved': common,
  'decisions.explained': common,
  'decisions.statement-withdrawn': common,
  'decisions.mandated': common,
  'decisions.mandate-moved': common,
} satisfies Record<Types, ActHandler>;
