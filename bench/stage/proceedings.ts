import {
  type ActType,
  type AnyAct,
  type DataOf,
  leafBytes,
  makeLeaf,
  prepareAct,
  streamOf,
  tierOf,
} from '@comity/acts';
import { Chronicle, seedOf, testId, testNonce } from '@comity/acts/testing';
import { EMPTY_ROOT, leafHash, toBase64url, toHex } from '@comity/log';

/** How many States take part, and how a room goes: opened, positions, presence, announced, votes, closed. */
const STATES = 193;
const POSITIONS = ['can-live-with', 'instructions-pending', 'reserve', 'support'] as const;

/** The record of a body that decides, as the bytes of its leaves: `acts` of them or a few more. */
export async function proceedings(acts: number): Promise<{ chronicle: Chronicle; leaves: Uint8Array[] }> {
  const states = Array.from({ length: STATES }, (_, i) => `state-${String(i + 1).padStart(3, '0')}`);
  const kinds = [
    ...states.map((id) => ({ id, kind: 'state' as const })),
    { id: 'secretariat', kind: 'secretariat' as const },
  ];
  const participants = kinds.map(({ id, kind }) => ({ id, kind, names: { en: id } }));
  const chronicle = await Chronicle.found({ participants });
  const writer = new Writer(chronicle);
  for (let room = 0; writer.leaves.length < acts; room++)
    oneRoom(writer, states, testId('pro', `room ${room}`));
  return { chronicle, leaves: writer.leaves };
}

function oneRoom(w: Writer, states: readonly string[], procedure: string): void {
  const sha256 = toHex(seedOf(procedure));
  w.write('secretariat', 'decisions.opened', {
    ...{
      procedure,
      kind: 'room',
      subject: { kind: 'mandate', sha256 },
      layer: 'plenary',
      disclosure: 'state',
    },
  });
  for (const [i, state] of states.entries()) {
    w.write(state, 'decisions.position-stated', { procedure, position: POSITIONS[i % POSITIONS.length]! });
    w.write(state, 'decisions.presence-stated', { procedure });
  }
  const objections = states
    .slice(0, 10)
    .map((state) => [state, w.write(state, 'decisions.objected', { procedure })] as const);
  for (const [state, objection] of objections)
    w.write(state, 'decisions.objection-withdrawn', { procedure, objection });
  w.write('secretariat', 'decisions.announced', { procedure, until: w.at(60_000) });
  for (const state of states) w.write(state, 'decisions.voted', { procedure, vote: 'for' });
  w.write('secretariat', 'decisions.closed', { procedure, outcome: 'adopted', ...w.stream(procedure) });
}

/** Leaves as a host would write them; nothing is signed, since no signature is looked at here. */
class Writer {
  readonly leaves: Uint8Array[] = [];
  readonly #chronicle: Chronicle;
  readonly #streams = new Map<string, { next: number; prev?: string }>();
  #now: number;

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle;
    this.#now = chronicle.now;
  }

  at = (ahead = 0): string => new Date(this.#now + ahead).toISOString();

  stream(procedure: string): { entries: number; head: string } {
    const { next, prev } = this.#streams.get(`procedure/${procedure}`)!;
    return { entries: next, head: prev! };
  }

  write<T extends ActType>(participant: string, type: T, data: DataOf<T>): string {
    const number = this.leaves.length;
    const actor = { participant, person: testId('per', participant), key: toHex(seedOf(participant)) };
    const nonce = testNonce(`proceedings ${number}`);
    const seen = { size: 0, root: toHex(EMPTY_ROOT) };
    const act = { v: 1, body: this.#chronicle.body, type, data, actor, nonce, at: this.at(), seen };
    const prepared = prepareAct(act as unknown as AnyAct);
    const stream = streamOf(prepared.act);
    const { next, prev } = this.#streams.get(stream) ?? { next: 0 };
    const place = { stream, number: next, ...(prev ? { prev } : {}), received: this.at() };
    const sig = { alg: 'ed25519' as const, value: toBase64url(new Uint8Array(64)) };
    const bytes = leafBytes(makeLeaf(place, tierOf(prepared.act), { act: prepared.act, sig }));
    this.#streams.set(stream, { next: next + 1, prev: toHex(leafHash(bytes)) });
    this.leaves.push(bytes);
    this.#now += 1000;
    return prepared.id;
  }
}
