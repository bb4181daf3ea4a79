import {
  type ActType,
  type AnyAct,
  type DataOf,
  emptySeat,
  type ProcedureFact,
  prepareAct,
  type RuleBook,
} from '@comity/acts';
import { Chronicle, seedOf, testId, testNonce } from '@comity/acts/testing';
import { canonicalBytes, EMPTY_ROOT, sha256Hex, toHex, utf8 } from '@comity/log';
import type { Decision } from '../case.ts';
import { can, decide } from '../decide.ts';
import { shippedRules } from '../rulebook.ts';
import { inWords } from './words.ts';

type Opening = Partial<DataOf<'decisions.opened'>>;

const HOUR = 3_600_000;
export const LANGUAGES = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];
export const REPORT = testId('doc', 'report');
export const fileOf = (text: string) => sha256Hex(utf8(text));

/**
 * A body that decides, without signatures: what is tried here comes after them. Every State, the chair, the secretary
 * and the clerk of the secretariat are one person each, who may act from the start.
 */
export class Chamber {
  readonly chronicle: Chronicle;
  readonly states: readonly string[];
  #made = 0;

  private constructor(chronicle: Chronicle, states: readonly string[]) {
    this.chronicle = chronicle;
    this.states = states;
    for (const state of [...states, 'observer', 'secretariat', 'chair', 'secretary', 'facilitator'])
      this.#seat(state);
  }

  static async open({
    states = 5,
    rules = shippedRules(['en']),
    start = '2026-03-03T15:00:00.000Z',
  } = {}): Promise<Chamber> {
    const ids = Array.from({ length: states }, (_, i) => `state-${String(i + 1).padStart(3, '0')}`);
    const kinds = {
      observer: 'observer',
      secretariat: 'secretariat',
      chair: 'observer',
      secretary: 'observer',
      facilitator: 'observer',
    };
    const participants = [
      ...ids.map((id) => ({ id, kind: 'state' as const, names: { en: id } })),
      ...Object.entries(kinds).map(([id, kind]) => ({
        id,
        kind: kind as 'observer' | 'secretariat',
        names: { en: id },
      })),
    ];
    const book: RuleBook = { ...rules, decisions: { ...rules.decisions!, languages: LANGUAGES } };
    const chamber = new Chamber(await Chronicle.found({ participants, rules: book, start }), ids);
    chamber.#hold('chair');
    chamber.#hold('secretary');
    chamber.#hold('facilitator');
    return chamber;
  }

  /** People and offices as if acts had put them there: how they come there is tried elsewhere. */
  #seat(participant: string): void {
    const { state } = this.chronicle;
    const { person, key } = this.actor(participant);
    const authorities = new Set(['decisions', 'documents'] as const);
    const held = { person, name: 'a'.repeat(64), keys: new Set([key]), authorities };
    const seat = state.seats.get(participant) ?? emptySeat();
    seat.people.set(person, held);
    state.seats.set(participant, seat);
    state.keys.set(key, {
      key: { alg: 'ed25519', key: 'A'.repeat(43) },
      participant,
      person,
      act: 'a'.repeat(64),
    });
  }
  #hold(office: 'chair' | 'secretary' | 'facilitator'): void {
    const { participant, person } = this.actor(office);
    this.chronicle.state.offices.set(office, [{ participant, person, act: 'a'.repeat(64) }]);
  }

  actor = (participant: string) => ({
    participant,
    person: testId('per', participant),
    key: toHex(seedOf(`chamber ${participant}`)),
  });

  get state() {
    return this.chronicle.state;
  }
  get now(): number {
    return this.chronicle.now;
  }
  wait(ms: number): this {
    this.chronicle.now += ms;
    return this;
  }
  at = (ms: number): string => new Date(ms).toISOString();
  in = (hours: number): string => this.at(this.now + hours * HOUR);
  fact = (procedure: string): ProcedureFact => this.chronicle.ledger.procedure(procedure)!;

  #case<T extends ActType>(who: string, type: T, data: DataOf<T>, received: number) {
    const { state, ledger: facts } = this.chronicle;
    const act = {
      ...{
        v: 1,
        body: state.id,
        type,
        data,
        at: this.at(this.now),
        nonce: testNonce(`chamber ${this.#made++}`),
      },
      actor: who === 'host' ? this.chronicle.host.actor : this.actor(who),
      seen: who === 'host' ? { size: 0, root: toHex(EMPTY_ROOT) } : { size: 1, root: 'a'.repeat(64) },
    } as unknown as AnyAct;
    const prepared = prepareAct(act);
    return { state, facts, ...prepared, received, book: this.chronicle.book(act) };
  }

  /** What the rules say to this now, or when it is received at another time. */
  ask<T extends ActType>(who: string, type: T, data: DataOf<T>, received = this.now): Decision {
    const c = this.#case(who, type, data, received);
    const decision = inWords(decide({ ...c, sig: { alg: 'ed25519', value: '' } }));
    // What may be tried is what is allowed: the same question, asked before.
    const before = can(c);
    if (before.allowed !== decision.allowed && !(decision.rule as string).startsWith('record.'))
      throw new Error(`can and decide differ: ${JSON.stringify([before, decision])}`);
    return decision;
  }

  /** Writes what the rules allow, and answers with the key it is known by; throws for what they refuse. */
  enact<T extends ActType>(who: string, type: T, data: DataOf<T>): string {
    const answer = this.attempt(who, type, data);
    if (!answer.decision.allowed) throw new Error(`${type}: ${JSON.stringify(answer.decision)}`);
    return answer.key!;
  }

  attempt<T extends ActType>(who: string, type: T, data: DataOf<T>): { decision: Decision; key?: string } {
    const c = this.#case(who, type, data, this.now);
    const decision = inWords(decide({ ...c, sig: { alg: 'ed25519', value: '' } }));
    if (!decision.allowed) return { decision };
    const prepared = { act: c.act, id: c.id, preimage: c.preimage };
    const { leaf } = this.chronicle.append({ prepared, sig: { alg: 'ed25519', value: '' }, fields: [] });
    return { decision, key: leaf.tier === 'restricted' ? leaf.commitment : c.id };
  }

  /** Registers the report in these languages, an hour apart from now; answers what a procedure on it names. */
  report(languages: readonly string[] = LANGUAGES, document = REPORT) {
    const files = Object.fromEntries(
      languages.map((l) => [l, { sha256: fileOf(`${document} ${l}`), size: 1, media: 'text/plain' }]),
    );
    const data = { document, titles: { en: 'Report' }, source: 'secretariat' as const, files };
    this.enact('secretariat', 'documents.registered', data);
    return this.subject(languages, document);
  }
  subject = (languages: readonly string[] = LANGUAGES, document = REPORT) => ({
    kind: 'document' as const,
    document,
    versions: Object.fromEntries(languages.map((l) => [l, fileOf(`${document} ${l}`)])),
  });

  /** What opens a silence on the report: four days, until a Monday or whatever is at work. */
  silence = (id: string, more: Opening = {}): DataOf<'decisions.opened'> => ({
    procedure: testId('pro', id),
    kind: 'silence',
    subject: this.subject(),
    layer: 'plenary',
    deadline: this.at(Date.parse('2026-03-09T15:00:00.000Z')),
    disclosure: 'state',
    ...more,
  });
  room = (id: string, more: Opening = {}): DataOf<'decisions.opened'> => {
    const { deadline: _, ...terms } = this.silence(id);
    return { ...terms, kind: 'room', ...more };
  };

  /** Opens it as the chair; answers its id. */
  opens(data: DataOf<'decisions.opened'>, who = 'chair'): string {
    this.enact(who, 'decisions.opened', data);
    return data.procedure;
  }
  present(procedure: string, count = this.states.length): this {
    this.enact('secretary', 'decisions.presence-attested', { procedure, present: count });
    return this;
  }
  announces(procedure: string, seconds = 120): this {
    const until = this.at(this.now + seconds * 1000);
    this.enact('chair', 'decisions.announced', { procedure, until });
    return this;
  }
  /** What the gavel says: the entries as they stand, the outcome as given. */
  gavel(
    procedure: string,
    outcome: DataOf<'decisions.closed'>['outcome'] = 'adopted',
    more: Partial<DataOf<'decisions.closed'>> = {},
  ): DataOf<'decisions.closed'> {
    const { next, prev } = this.state.streams.get(`procedure/${procedure}`) ?? {
      next: 1,
      prev: 'a'.repeat(64),
    };
    return { procedure, outcome, entries: next, head: prev, ...more };
  }
  /** Time passes until the silence may be closed. */
  untilDue(procedure: string): this {
    const { deadline, announced } = this.fact(procedure);
    this.chronicle.now = Math.max(this.now, deadline === undefined ? announced!.until : deadline + 600_000);
    return this;
  }
  keepBook(change: (book: RuleBook) => RuleBook): string {
    return this.chronicle.keep(canonicalBytes(change(this.state.rules)));
  }
}
