import {
  consistencyProof,
  formatAddCheckpoint,
  type Note,
  type PolicyWitness,
  parseNote,
  utf8,
} from '@comity/log';
import { DomainError } from '../../../platform/index.ts';
import { recordError, wentBack } from '../errors.ts';
import { ownHead } from '../head.ts';
import type { Record } from '../record.ts';
import { findCheckpoint, type StoredCheckpoint } from '../store-tiles.ts';
import { assertContains, withTiles } from '../tiles.ts';
import { fetchSeen, postCheckpoint } from './asking.ts';
import { witnessId } from './policy.ts';
import { insertCosignature } from './store.ts';

/**
 * Has the newest checkpoint cosigned by a witness, and stores what it says. `old` is the size that it is thought to
 * have seen; where it has seen another, smaller or larger, it is asked once more with a proof from there. Answers
 * with the size that it cosigned. Throws where it did not; what it shows of another history stops this host.
 */
export async function haveCosigned(
  record: Record,
  witness: PolicyWitness,
  old: number,
  stopped: AbortSignal,
): Promise<number> {
  for (let from = old, tries = 0; tries < 2; tries++) {
    const newest = await newestOf(record);
    const note = parseNote(utf8(newest.note));
    const answer = await postCheckpoint(
      witness,
      note,
      await requestFrom(record, from, newest, note),
      stopped,
    );
    if (answer.kind === 'cosigned') {
      await store(record, witness, newest.size, answer);
      return newest.size;
    }
    if (answer.kind === 'refused') {
      await examine(record, witness, stopped);
      throw new Error(`The witness ${witness.name} ${answer.says}`);
    }
    // Another server of this body may have published meanwhile.
    if (answer.size > newest.size && answer.size > (await newestOf(record)).size) {
      await examine(record, witness, stopped, answer.size);
      throw record.claims.get(witnessId(witness.key)) ?? new Error(`The witness ${witness.name} is ahead.`);
    }
    from = answer.size;
  }
  throw new Error(`The witness ${witness.name} says again that it has seen another size.`);
}

async function newestOf(record: Record): Promise<StoredCheckpoint> {
  const newest = await findCheckpoint(record.database.read);
  if (!newest) throw new Error('There is no checkpoint yet.');
  return newest;
}

async function requestFrom({ database }: Record, old: number, { size }: StoredCheckpoint, note: Note) {
  const from = Math.min(old, size);
  const proof =
    from === 0
      ? []
      : await withTiles(database.read, size, (node) => consistencyProof(node, from, size), [from]);
  return formatAddCheckpoint({ old: from, proof, note });
}

async function store(
  record: Record,
  witness: PolicyWitness,
  size: number,
  { line, seconds }: { line: string; seconds: number },
): Promise<void> {
  const id = witnessId(witness.key);
  await record.database.transaction((tx) => insertCosignature(tx, { size, witness: id, line, seconds }));
  record.edge.moved();
  record.claims.delete(id);
}

/**
 * Looks at what a witness that does not cosign shows of this log. A checkpoint that our own key signed, and that our
 * tree does not contain, proves that the log went back or forked: nothing is placed or signed from then on. A larger
 * size that it only claims stops signing, until it says otherwise or is taken out of the policy.
 */
async function examine(
  record: Record,
  witness: PolicyWitness,
  stopped: AbortSignal,
  claimed?: number,
): Promise<void> {
  const { origin } = record.held.now.founding;
  const note = await fetchSeen(witness, origin, stopped).catch(() => undefined);
  const shown = note && (await ownHead(record, note));
  const { read } = record.database;
  const { size } = await newestOf(record);
  try {
    if (shown && shown.size > size) throw wentBack(`The witness ${witness.name} shows`, shown.size, size);
    if (shown) await assertContains(read, shown, `The witness ${witness.name}`);
  } catch (error) {
    if (error instanceof DomainError) record.stops.set('witness', error);
    throw error;
  }
  if (claimed !== undefined) record.claims.set(witnessId(witness.key), claims(witness, claimed, size));
}

const claims = ({ name }: PolicyWitness, claimed: number, size: number) =>
  recordError('log-went-back', {
    detail: `The witness ${name} says, and does not show, that ${claimed} entries were signed; ${size} are published here. No checkpoint is signed as long as it says so. Ask its operator for the checkpoint. If this database lost nothing and the witness errs, take it out of the policy of witnesses: the file is read again.`,
    signed: claimed,
    size,
  });
