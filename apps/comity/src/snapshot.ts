import { gunzipSync, gzipSync } from 'node:zlib';
import { type Connection, connect, type TrustedBody } from '@comity/client';
import { checkParties, type SenderReport } from '@comity/client/checking';
import { type DirectoryContact, keyOf, keysFor, readDirectory } from '@comity/client/messages';
import { fromUtf8, utf8 } from '@comity/log';
import { refusal } from './errors.ts';

/**
 * A copy of the directory that opens without its host: every answer that a check of the keys asks for, as the host gave
 * it. Whoever opens it asks the same questions of the file, and believes what the log signed, never the file.
 */
interface Snapshot {
  readonly v: 1;
  readonly snapshot: 'comity-directory';
  readonly body: string;
  /** When it was taken, by the clock of the machine that took it. */
  readonly at: string;
  /** Answers by path and query: media type, and the bytes in base64. */
  readonly answers: Readonly<Record<string, readonly [type: string, bytes: string]>>;
}

const LARGEST = 256 * 1024 * 1024;
/** Nobody is asked at this name: it ends in what no resolver answers. */
const NOWHERE = 'http://snapshot.invalid';

const isKeyed = (c: DirectoryContact): boolean => c.signed && c.key !== undefined;
const addressOf = (input: Parameters<typeof fetch>[0]): URL =>
  new URL(input instanceof Request ? input.url : String(input));

/** A connection that notes what it is answered. */
function recording(reader: Connection, answers: Map<string, readonly [string, string]>): Connection {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await reader.fetch(input, init);
    if (!answer.ok) return answer;
    const bytes = Buffer.from(await answer.clone().arrayBuffer());
    const { pathname, search } = addressOf(input);
    const type = answer.headers.get('content-type') ?? 'application/octet-stream';
    answers.set(pathname + search, [type, bytes.toString('base64')]);
    return answer;
  };
  return connect(reader.url, { fetch, ...(reader.token ? { token: reader.token } : {}) });
}

/** A connection that answers from a snapshot, and to nothing else. */
function replaying({ answers }: Snapshot): Connection {
  const fetch: typeof globalThis.fetch = async (input) => {
    const { pathname, search } = addressOf(input);
    const found = Object.hasOwn(answers, pathname + search) ? answers[pathname + search] : undefined;
    if (!found) return Response.json({ code: 'comity.not-in-snapshot', title: pathname }, { status: 404 });
    const [type, bytes] = found;
    return new Response(Buffer.from(bytes, 'base64'), { headers: { 'content-type': type } });
  };
  return connect(NOWHERE, { fetch });
}

/** What was found in a directory: its contacts, and what was made sure of for each that has a key. */
export interface Looked {
  readonly contacts: readonly DirectoryContact[];
  readonly report: SenderReport;
}

/** Takes a snapshot as this reader may read the directory; what a check does not prove is in the report. */
export async function takeSnapshot(
  reader: Connection,
  trust: TrustedBody,
  onProgress: (done: number, total: number) => void,
): Promise<Looked & { readonly bytes: Uint8Array }> {
  const answers = new Map<string, readonly [string, string]>();
  const noting = recording(reader, answers);
  const now = Date.now();
  const looked = await look(noting, trust, now);
  const keyed = looked.contacts.filter(isKeyed);
  for (const [i, contact] of keyed.entries()) {
    // Every key that a message to it is sealed to: the post-quantum half and the recovery key of its State besides.
    await keysFor(noting, contact, [contact], now);
    onProgress(i + 1, keyed.length);
  }
  const snapshot: Snapshot = {
    ...{ v: 1, snapshot: 'comity-directory', body: trust.body, at: new Date(now).toISOString() },
    answers: Object.fromEntries([...answers].sort()),
  };
  return { ...looked, bytes: gzipSync(utf8(JSON.stringify(snapshot))) };
}

/** A snapshot that was opened: nothing of it is believed beyond what the log signed. */
export interface OpenedSnapshot extends Looked {
  /** When it says that it was taken. */
  readonly at: string;
  /** The key of a contact, held against its hash. Throws `KeyUnavailable`. */
  key(contact: DirectoryContact): Promise<Uint8Array>;
  /** Whether everything that was checked about a contact and its State holds. */
  isProven(contact: DirectoryContact): boolean;
  /** Answers from the file, and to nothing else. */
  readonly reader: Connection;
}

/** Opens a snapshot without a network. Throws `comity.not-a-snapshot`, `comity.other-body`. */
export async function openSnapshot(bytes: Uint8Array, trust: TrustedBody): Promise<OpenedSnapshot> {
  const snapshot = readSnapshot(bytes);
  if (snapshot.body !== trust.body)
    throw refusal(
      'comity.other-body',
      `This snapshot is of the body ${snapshot.body}.`,
      'Name the trust file of that body.',
    );
  const connection = replaying(snapshot);
  const looked = await look(connection, trust, Date.parse(snapshot.at)).catch(() => {
    throw notOne('it does not hold a directory.');
  });
  const failing = looked.report.checks.filter(({ ok }) => !ok);
  return {
    ...looked,
    at: snapshot.at,
    reader: connection,
    key: (contact) => keyOf(connection, contact),
    isProven: (c) =>
      isKeyed(c) &&
      failing.every(({ about }) => about !== undefined && about !== c.contact && about !== c.participant),
  };
}

async function look(reader: Connection, trust: TrustedBody, now: number): Promise<Looked> {
  const contacts = await readDirectory(reader);
  return { contacts, report: await checkParties(reader, trust, contacts.filter(isKeyed), { now }) };
}

const notOne = (why: string) =>
  refusal('comity.not-a-snapshot', `This is no snapshot of a directory: ${why}`, 'comity directory snapshot');

function readSnapshot(bytes: Uint8Array): Snapshot {
  let value: Partial<Snapshot>;
  try {
    value = JSON.parse(fromUtf8(gunzipSync(bytes, { maxOutputLength: LARGEST }))) as Partial<Snapshot>;
  } catch (error) {
    throw notOne((error as Error).message);
  }
  const { v, snapshot, body, at, answers } = value ?? {};
  const isOne = v === 1 && snapshot === 'comity-directory' && typeof body === 'string';
  if (!isOne || Number.isNaN(Date.parse(String(at))) || !isAnswers(answers))
    throw notOne('its form is another.');
  return value as Snapshot;
}

const isAnswers = (value: unknown): value is Snapshot['answers'] =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(
    (a) => Array.isArray(a) && a.length === 2 && a.every((part) => typeof part === 'string'),
  );
