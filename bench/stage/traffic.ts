import { setTimeout as sleep } from 'node:timers/promises';
import { type ClearHeader, commitField, newId } from '@comity/acts';
import { dataOf, putBlob, seenCheckpoint, signAct } from '@comity/client';
import { sha256Hex } from '@comity/log';
import pg from 'pg';
import { type LoadResult, load } from '../load.ts';
import type { Body, Member } from './members.ts';
import { amend } from './offices.ts';
import { socketOf } from './processes.ts';

/** In words, for the report. */
export const MIX =
  '30% exchange.sent (one recipient) and 30% exchange.acknowledged by session, 20% directory.contact-amended by root (7 fields), 20% documents.issued by session';

const CIPHERTEXT = new Uint8Array(4545).fill(7);
const SHARES = ['send', 'acknowledge', 'amend', 'send', 'issue', 'acknowledge'] as const;
const PATTERN = [...SHARES, 'send', 'acknowledge', 'amend', 'issue'] as const;

interface Message {
  readonly header: ClearHeader;
  readonly to: Member;
}
type Seen = Awaited<ReturnType<typeof seenCheckpoint>>;

/** Signed acts of the mix, made before they are sent. Every batch acknowledges messages of the one before. */
export class Traffic {
  readonly #body: Body;
  readonly #database: pg.Pool;
  readonly #documents: readonly string[];
  #waiting: Message[] = [];
  #sent: Message[] = [];
  #turn = 0;
  #amendments = 0;

  private constructor(body: Body, database: pg.Pool, documents: readonly string[]) {
    this.#body = body;
    this.#database = database;
    this.#documents = documents;
  }

  /** Every member uploads the ciphertext that all messages share; then sends the messages that the first batch acknowledges. */
  static async begin(body: Body, first: number): Promise<Traffic> {
    const { connection, secretariat, members, house } = body;
    for (const { connection } of [secretariat, ...members.map((m) => m.session!)])
      await putBlob(connection, sha256Hex(CIPHERTEXT), CIPHERTEXT);
    const { documents } = dataOf(await connection.api.GET('/api/documents'));
    // What a State submitted stays as it wrote it: nobody else issues a version.
    const ids = documents.filter((d) => d.source !== 'participant').map((d) => d.document);
    const host = await socketOf(house);
    const database = new pg.Pool({ host, port: 5432, user: 'comity', database: 'postgres', max: 1 });
    database.on('error', () => {});
    const traffic = new Traffic(body, database, ids);
    await traffic.send(await traffic.#messages(first), 8);
    return traffic;
  }

  async end(): Promise<void> {
    await this.#database.end();
  }

  /** Sends acts over this many connections, then waits until notices and tree are done. Throws for any refusal. */
  async send(bodies: readonly Uint8Array[], connections: number): Promise<LoadResult> {
    const result = await load({ url: `${this.#body.house.url}/api/acts`, connections, bodies });
    if (result.failed > 0) throw new Error(`Acts were refused: ${JSON.stringify(result.statuses)}`);
    await this.#settle();
    return result;
  }

  /** What an act leaves to be done later must not slow what is measured next. */
  async #settle(): Promise<void> {
    const text = `select (select coalesce(max(index), 0) from message) < (select below from noticed) as noticed,
      (select size from head) = (select max(size) from checkpoint) as published`;
    for (;;) {
      const [row] = (await this.#database.query(text)).rows;
      if (row.noticed && row.published) return;
      await sleep(20);
    }
  }

  /** The next acts of the mix. They must be sent within the body's clock tolerance of five minutes. */
  async make(count: number): Promise<Uint8Array[]> {
    const { connection, trust } = this.#body;
    const seen = await seenCheckpoint(connection, trust);
    this.#waiting = this.#sent;
    this.#sent = [];
    const acts: Uint8Array[] = [];
    for (let i = 0; i < count; i++) acts.push(await this.#next(PATTERN[i % PATTERN.length]!, seen));
    return acts;
  }

  async #messages(count: number): Promise<Uint8Array[]> {
    const seen = await seenCheckpoint(this.#body.connection, this.#body.trust);
    const acts: Uint8Array[] = [];
    for (let i = 0; i < count; i++) acts.push(await this.#message(seen));
    return acts;
  }

  async #next(what: (typeof PATTERN)[number], seen: Seen): Promise<Uint8Array> {
    if (what === 'send') return this.#message(seen);
    if (what === 'acknowledge') return this.#acknowledgement(seen);
    if (what === 'issue') return this.#issue(seen);
    const { members } = this.#body;
    const n = this.#amendments++;
    return (await amend(this.#body, members[n % members.length]!, n)).bytes;
  }

  async #message(seen: Seen): Promise<Uint8Array> {
    const { members, trust } = this.#body;
    const n = this.#turn++;
    const from = members[n % members.length]!;
    const to = members[(n * 7 + 1) % members.length]!;
    const { contact, fingerprint: key } = to.offices[0]!;
    const header: ClearHeader = {
      message: newId('msg'),
      thread: newId('thr'),
      from: { participant: from.participant, contact: from.offices[0]!.contact },
      marking: { scheme: 'TLP', label: 'AMBER' },
      exercise: true,
    };
    this.#sent.push({ header, to });
    const list = [{ participant: to.participant, contact, key }];
    const { commitment, opening } = commitField(header.message, 'recipients', list);
    const ciphertext = { sha256: sha256Hex(CIPHERTEXT), size: CIPHERTEXT.length };
    const data = { header, ciphertext, recipients: commitment, layers: ['openpgp'] as ['openpgp'] };
    const hand = from.session!.hand;
    return (await signAct(hand, trust.body, seen, 'exchange.sent', data, { openings: [opening] })).bytes;
  }

  async #acknowledgement(seen: Seen): Promise<Uint8Array> {
    const { header, to } = this.#waiting.pop()!;
    const data = { message: header.message, thread: header.thread, contact: to.offices[0]!.contact };
    const hand = to.session!.hand;
    return (await signAct(hand, this.#body.trust.body, seen, 'exchange.acknowledged', data)).bytes;
  }

  async #issue(seen: Seen): Promise<Uint8Array> {
    const { secretariat, trust } = this.#body;
    const file = { sha256: sha256Hex(CIPHERTEXT), size: CIPHERTEXT.length, media: 'text/plain' };
    const document = this.#documents[this.#turn % this.#documents.length]!;
    const data = { document, language: 'en', file };
    return (await signAct(secretariat.hand, trust.body, seen, 'documents.issued', data)).bytes;
  }
}
