import { COUNT_PATH, certificate, type OpeningCount, parseOpening, parseWith } from '@comity/acts';
import { fromUtf8, parseCanonical } from '@comity/log';
import type { z } from 'zod';
import { findCount } from './epochs.ts';
import { recordError } from './errors.ts';
import type { Record } from './record.ts';
import type { openings } from './schema.ts';
import { findCertificate, isNamedBy, listFieldOpenings, listOpenedActs } from './store-openings.ts';
import { findCheckpoint } from './store-tiles.ts';

/**
 * A session certificate, as it was signed: to everybody where a public act names it, to the parties where only acts do
 * that are restricted. Absent and not-yours answer alike: `record.blob-not-found`.
 */
export async function readCertificate(
  record: Record,
  hash: string,
  participant: string | undefined,
): Promise<Uint8Array> {
  const { read } = record.database;
  const bytes = await findCertificate(read, hash);
  const statement = bytes && parseWith(certificate, parseCanonical(bytes), 'The certificate').statement;
  // A session of a root reads, and no act names it.
  if (!bytes || !statement?.person) throw recordError('blob-not-found');
  const actor = `${statement.participant}/${statement.person}`;
  if (!(await isNamedBy(read, { actor, hash, participant: participant ?? null })))
    throw recordError('blob-not-found');
  return bytes;
}

/**
 * What opens restricted entries of the published record to a participant, and fields that came with entries of the
 * same stretch: what a mirror of that State keeps beside the log.
 */
export async function readOpenings(
  record: Record,
  participant: string,
  { from, limit }: { from: number; limit: number },
): Promise<z.infer<typeof openings>> {
  const { read } = record.database;
  const size = (await findCheckpoint(read))?.size ?? 0;
  const acts = await listOpenedActs(read, participant, from, size, limit);
  const to = acts.length < limit ? size : acts.at(-1)!.index + 1;
  const listed = await listFieldOpenings(read, to, participant);
  const fields = listed.filter(({ index, path }) => index >= from && path !== COUNT_PATH);
  const counted = await findCount(read, participant);
  return {
    to: Math.max(from, to),
    openings: acts.map(({ index, opened }) => {
      const { salt, act, sig } = parseOpening(parseCanonical(opened));
      return { index, salt, act: { ...act }, sig };
    }),
    fields: fields.map(({ index, opened }) => ({ index, opened: fromUtf8(opened) })),
    ...(counted && counted.index < size ? { count: shownCount(counted) } : {}),
  };
}

const shownCount = ({ index, salt, count }: OpeningCount & { index: number }) => ({ index, salt, count });
