import type { Reader as Rows, Tx } from '../../platform/index.ts';
import { HEAD_SIZE } from '../record/index.ts';

export interface SessionRow {
  readonly participant: string;
  readonly person: string | null;
  readonly key: string;
  readonly expires: Date;
  /** How long the record was when the session was looked up. */
  readonly size: number;
}

export async function insertSession(
  tx: Tx,
  s: {
    token: Uint8Array;
    request: Uint8Array;
    certificate: Uint8Array;
    participant: string;
    person: string | undefined;
    key: string;
    expires: string;
  },
): Promise<void> {
  await tx.rows('people.forget-sessions', 'delete from session where expires < now()');
  await tx.rows(
    'people.insert-session',
    `insert into session (token, request, certificate, participant, person, key, expires)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [s.token, s.request, s.certificate, s.participant, s.person ?? null, s.key, s.expires],
  );
}

/** The session of a token (its SHA-256), while it lasts. */
export async function findSession(read: Rows, token: Uint8Array, now: Date): Promise<SessionRow | undefined> {
  const [row] = await read.rows<SessionRow>(
    'people.find-session',
    `select participant, person, key, expires, ${HEAD_SIZE} as size from session where token = $1 and expires > $2`,
    [token, now],
  );
  return row;
}

export const deleteSession = (tx: Tx, token: Uint8Array) =>
  tx.rows('people.delete-session', 'delete from session where token = $1', [token]);

interface Owner {
  readonly participant: string;
  readonly person: string;
}

export async function findKeyBox(read: Rows, { participant, person }: Owner): Promise<unknown> {
  const [row] = await read.rows<{ box: unknown }>(
    'people.find-key-box',
    'select box from key_box where participant = $1 and person = $2',
    [participant, person],
  );
  return row?.box;
}

export const putKeyBox = (tx: Tx, { participant, person }: Owner, box: object): void =>
  tx.send(
    'people.put-key-box',
    `insert into key_box (participant, person, box) values ($1, $2, $3)
     on conflict (participant, person) do update set box = excluded.box`,
    [participant, person, JSON.stringify(box)],
  );

export const deleteKeyBox = (tx: Tx, { participant, person }: Owner): void =>
  tx.send('people.delete-key-box', 'delete from key_box where participant = $1 and person = $2', [
    participant,
    person,
  ]);
