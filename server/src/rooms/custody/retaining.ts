import { listBlobSizes } from '../../platform/index.ts';
import { listMessagesAmong, type PartiedMessage } from '../exchange/index.ts';
import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { keptDays, retentionEnd } from './rules.ts';
import { listRules } from './store.ts';

const DAY = 86_400_000;
const PAGE = 200;
/** What the record cites for it: no order of anybody, but that every party had said how long it keeps. */
export const RETENTION = 'RETENTION OF ALL PARTIES ENDED';

/**
 * Erases the messages whose retention ended for every party: states each on the record, in the transaction that erases,
 * as an order would. Where one party keeps without end, nothing of it goes. Answers with how many went.
 */
export async function retainNow(record: ActRecord): Promise<number> {
  const now = record.clock();
  const daysOf = await retentions(record, now);
  if (daysOf.size === 0) return 0;
  const before = new Date(now - Math.min(...daysOf.values()) * DAY);
  let erased = 0;
  for (let from = 0; ; ) {
    const page = { before, from, limit: PAGE };
    const messages = await listMessagesAmong(record.database.read, [...daysOf.keys()], page);
    for (const { id } of await stillHeld(
      record,
      messages.filter((m) => isOver(m, daysOf, now)),
    ))
      if (await stateFact(record, 'host.erased', { subject: id, order: RETENTION }, `${id} ${RETENTION}`))
        erased += 1;
    if (messages.length < PAGE) return erased;
    from = messages.at(-1)!.index + 1;
  }
}

async function retentions(record: ActRecord, now: number): Promise<Map<string, number>> {
  const rules = await listRules(record.database.read);
  return new Map(
    rules.flatMap((rule) => {
      const days = keptDays(rule, now);
      return days === undefined ? [] : [[rule.participant, days] as const];
    }),
  );
}

const isOver = ({ received, parties }: PartiedMessage, daysOf: Map<string, number>, now: number): boolean =>
  (retentionEnd({ received: received.getTime(), parties }, daysOf) ?? Number.POSITIVE_INFINITY) <= now;

/** What was erased before, by an order or by an earlier run, is passed over. */
async function stillHeld(record: ActRecord, messages: readonly PartiedMessage[]): Promise<PartiedMessage[]> {
  const sizes = await listBlobSizes(
    record.database.read,
    messages.map(({ ciphertext }) => ciphertext),
  );
  return messages.filter(({ ciphertext }) => sizes.has(ciphertext));
}
