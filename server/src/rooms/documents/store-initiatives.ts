import type { Coverage, InitiativeFact } from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';
import type { At } from './store.ts';

type Words = Readonly<Record<string, string>>;

export function insertInitiative(
  tx: Tx,
  i: At & {
    readonly initiative: string;
    readonly titles: Words;
    readonly documents: readonly string[];
    readonly group?: Words | undefined;
    readonly presented: string;
    readonly presenters: readonly string[];
    readonly signed: boolean;
  },
): void {
  tx.send(
    'documents.insert-initiative',
    `insert into initiative (id, index, titles, documents, "group", presented, presenters, signed, received)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[
        i.initiative,
        i.index,
        JSON.stringify(i.titles),
        i.documents,
        i.group ? JSON.stringify(i.group) : null,
      ],
      ...[i.presented, i.presenters, i.signed, i.received],
    ],
  );
}

export function insertInitiativeWithdrawal(
  tx: Tx,
  w: { readonly initiative: string; readonly index: number; readonly reason?: string | undefined },
): void {
  tx.send(
    'documents.insert-initiative-withdrawal',
    'insert into initiative_withdrawal (initiative, index, reason) values ($1, $2, $3)',
    [w.initiative, w.index, w.reason ?? null],
  );
}

export function insertCoverage(
  tx: Tx,
  c: At & {
    readonly document: string;
    readonly initiative: string;
    readonly participant: string;
    readonly coverage: Coverage;
    readonly where?: string | undefined;
    readonly reason: string;
  },
): void {
  tx.send(
    'documents.insert-coverage',
    `insert into coverage (document, initiative, index, participant, coverage, "where", reason, received)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[
        c.document,
        c.initiative,
        c.index,
        c.participant,
        c.coverage,
        c.where ?? null,
        c.reason,
        c.received,
      ],
    ],
  );
}

export async function findInitiativeFact(read: Reader, id: string): Promise<InitiativeFact | undefined> {
  const [row] = await read.rows<{ presenters: string[]; withdrawn: boolean }>(
    'documents.find-initiative-fact',
    `select presenters, exists (select from initiative_withdrawal w where w.initiative = id) as withdrawn
     from initiative where id = $1`,
    [id],
  );
  return row && { presenters: new Set(row.presenters), withdrawn: row.withdrawn };
}

export interface StoredCoverage {
  readonly document: string;
  readonly initiative: string;
  readonly index: number;
  readonly participant: string;
  readonly coverage: Coverage;
  readonly where: string | null;
  readonly reason: string;
  readonly received: Date;
}
export interface StoredInitiative {
  readonly id: string;
  readonly index: number;
  readonly titles: Words;
  readonly documents: readonly string[];
  readonly group: Words | null;
  readonly presented: string;
  readonly presenters: readonly string[];
  readonly signed: boolean;
  readonly received: Date;
  readonly withdrawn: boolean;
  readonly reason: string | null;
}

const SELECT = `
  select i.id, i.index, i.titles, i.documents, i."group", i.presented::text, i.presenters, i.signed, i.received,
    w.index is not null as withdrawn, w.reason
  from initiative i left join initiative_withdrawal w on w.initiative = i.id`;

/** Every initiative, by the day of presentation and, on the same day, by receipt. */
export const listInitiatives = (read: Reader): Promise<StoredInitiative[]> =>
  read.rows<StoredInitiative>('documents.list-initiatives', `${SELECT} order by i.presented, i.index`, []);

export async function findInitiative(read: Reader, id: string): Promise<StoredInitiative | undefined> {
  const [row] = await read.rows<StoredInitiative>('documents.find-initiative', `${SELECT} where i.id = $1`, [
    id,
  ]);
  return row;
}

/** The declarations in force, of one paper or of all. */
export const listCoverage = (read: Reader, document?: string): Promise<StoredCoverage[]> =>
  read.rows<StoredCoverage>(
    'documents.list-coverage',
    `select distinct on (document, initiative) * from coverage
     where $1::text is null or document = $1 order by document, initiative, index desc`,
    [document ?? null],
  );
