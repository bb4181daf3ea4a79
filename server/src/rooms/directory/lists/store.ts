import type { DataOf } from '@comity/acts';
import { fromHex, toHex } from '@comity/log';
import type { Reader, Tx } from '../../../platform/index.ts';

export interface StoredImport {
  readonly index: number;
  readonly act: string;
  readonly participant: string;
  readonly data: DataOf<'directory.list-imported'>;
  readonly received: Date;
  readonly ended: Date | null;
  readonly withdrawn: boolean;
  readonly reason: string | null;
}

export const insertImport = (
  tx: Tx,
  i: Pick<StoredImport, 'index' | 'act' | 'participant' | 'data' | 'received'>,
): void =>
  tx.send(
    'directory.insert-regional-import',
    `insert into regional_import (index, regional, act, participant, data, sha256, expires, received)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[i.index, i.data.regional, i.act, i.participant, JSON.stringify(i.data)],
      ...[fromHex(i.data.file.sha256), new Date(i.data.expires), i.received],
    ],
  );

/** Whatever stands of a list stands no longer. */
export const endImports = (
  tx: Tx,
  regional: string,
  at: Date,
  how: { readonly withdrawn: boolean; readonly reason?: string | undefined },
): void =>
  tx.send(
    'directory.end-regional-imports',
    `update regional_import set ended = $2, withdrawn = $3, reason = $4 where regional = $1 and ended is null`,
    [regional, at, how.withdrawn, how.reason ?? null],
  );

const IMPORT = `select i.index, i.act, i.participant, i.data, i.received, i.ended, i.withdrawn, i.reason
  from regional_import i`;

/** The newest import of every list, in the order in which lists came first. */
export const listNewest = (read: Reader): Promise<StoredImport[]> =>
  read.rows(
    'directory.list-regional',
    `${IMPORT} where i.index = (select max(index) from regional_import where regional = i.regional)
     order by (select min(index) from regional_import where regional = i.regional)`,
    [],
  );

/** The imports of one list, newest first. */
export const listImports = (read: Reader, regional: string, limit: number): Promise<StoredImport[]> =>
  read.rows(
    'directory.list-regional-imports',
    `${IMPORT} where i.regional = $1 order by i.index desc limit $2`,
    [regional, limit],
  );

/** Files that are over at an instant and still here, each with the entries whose imports of it are over. */
export async function listOver(
  read: Reader,
  now: Date,
  regional?: string,
): Promise<{ sha256: string; entries: number[] }[]> {
  const rows = await read.rows<{ sha256: Uint8Array; entries: number[] }>(
    'directory.list-regional-over',
    `select i.sha256, array_agg(i.index)::int8[] as entries from regional_import i
     where (i.ended is not null or i.expires <= $1) and ($2::text is null or i.regional = $2)
       and exists (select from blob b where b.sha256 = i.sha256)
     group by i.sha256`,
    [now, regional ?? null],
  );
  return rows.map(({ sha256, entries }) => ({ sha256: toHex(sha256), entries: entries.map(Number) }));
}
