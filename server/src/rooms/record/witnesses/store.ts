import type { Reader, Tx } from '../../../platform/index.ts';

/** The only SQL about cosignatures. A witness is `name+key id`, as on its lines; times are seconds since 1970. */
export interface Cosignature {
  readonly size: number;
  readonly witness: string;
  readonly seconds: number;
  /** The signature line, its line feed included. */
  readonly line: string;
}

/** Another server of this body may have stored the same answer. */
export async function insertCosignature(
  tx: Tx,
  { size, witness, seconds, line }: Cosignature,
): Promise<void> {
  await tx.rows(
    'record.insert-cosignature',
    'insert into cosignature (size, witness, seconds, line) values ($1, $2, $3, $4) on conflict do nothing',
    [size, witness, seconds, line],
  );
}

/** The newest line of each witness under the checkpoint of a size, at most `limit`, the newest of all last. */
export async function listLines(read: Reader, size: number, limit: number): Promise<Cosignature[]> {
  return read.rows<Cosignature>(
    'record.list-cosignatures',
    `select size, witness, seconds, line from (
       select * from (
         select distinct on (witness) * from cosignature where size = $1 order by witness, seconds desc
       ) newest order by seconds desc, witness limit $2
     ) shown order by seconds, witness`,
    [size, limit],
  );
}

/** What each of these witnesses cosigned last; those that never did are absent. */
export async function listLastSeen(
  read: Reader,
  witnesses: readonly string[],
): Promise<Map<string, { readonly size: number; readonly seconds: number }>> {
  const rows = await read.rows<Omit<Cosignature, 'line'>>(
    'record.list-last-seen',
    `select w as witness, c.size, c.seconds from unnest($1::text[]) w cross join lateral (
       select size, seconds from cosignature where witness = w order by size desc, seconds desc limit 1) c`,
    [witnesses],
  );
  return new Map(rows.map(({ witness, ...seen }) => [witness, seen]));
}

/** The cosigned sizes above an index, the largest first, each with its witnesses. */
export async function listCosignedSizes(
  read: Reader,
  index: number,
  limit: number,
): Promise<{ readonly size: number; readonly witnesses: readonly string[] }[]> {
  return read.rows(
    'record.list-cosigned-sizes',
    `select size, array_agg(distinct witness) as witnesses from cosignature
     where size > $1 group by size order by size desc limit $2`,
    [index, limit],
  );
}
