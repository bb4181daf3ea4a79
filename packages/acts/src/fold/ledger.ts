import type { Recipient } from '../catalogue/exchange.ts';
import { kindOf } from '../catalogue/index.ts';
import type { Disclosed } from '../disclosing.ts';
import { type Act, type AnyAct, isHost } from '../envelope.ts';
import { HashIndex } from './hashindex.ts';
import { Procedures } from './ledger-procedures.ts';
import { isNegotiation, type NegotiationFacts, Negotiations } from './negotiations.ts';
import { type PaperFacts, Papers } from './papers.ts';
import { keyOf, type ProcedureFact, procedureOf } from './procedures.ts';

/**
 * What rules of the exchange, of documents, of decisions and of challenges need to know beyond the state: facts whose number
 * grows with traffic. A server looks them up in its tables; a verifier keeps those it can open.
 */
export interface Facts extends PaperFacts, NegotiationFacts {
  message(id: string): MessageFact | undefined;
  thread(id: string): ThreadFact | undefined;
  procedure(id: string): ProcedureFact | undefined;
  /** Rules that were set aside for a procedure, whether it is open yet or not. */
  waived(procedure: string): readonly string[];
  /** Appeals against rulings in a procedure that are not decided. */
  appeals(procedure: string): readonly string[];
  /** The procedure that adopted exactly this subject last, by `subjectKey`. */
  decided(subject: string): string | undefined;
  /** What the host stated in this act that could not be reached for a time: milliseconds since 1970. */
  unavailable(act: string): { readonly from: number; readonly until: number } | undefined;
  /** A binding act that a person made, by its id. */
  challengeable(id: string): ChallengeableFact | undefined;
}
export interface MessageFact {
  readonly thread: string;
  readonly from: string;
  readonly to: readonly Recipient[];
  /** Contacts that acknowledged it. */
  readonly acknowledged: ReadonlySet<string>;
}
export interface ThreadFact {
  /** Contacts that ever sent or received in it. */
  readonly contacts: ReadonlySet<string>;
  /** Whether it is of an exercise: what its first message says. */
  readonly exercise: boolean;
}
/** That it was challenged before, the state says. */
export interface ChallengeableFact {
  readonly participant: string;
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly received: number;
}

/** What the fact says of an act; undefined for one that is restricted or not binding, or that a root or the host made. */
export const challengeableFact = (
  { type, actor }: Pick<AnyAct, 'type' | 'actor'>,
  received: number,
): ChallengeableFact | undefined =>
  kindOf(type).binding && kindOf(type).tier === 'public' && !isHost(actor) && actor.person
    ? { participant: actor.participant, person: actor.person, received }
    : undefined;

/** An act with its place in time: what a ledger keeps facts of. */
export interface Entered {
  readonly act: AnyAct;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly received: number;
  /** The commitment in the leaf of a restricted act. */
  readonly commitment?: string | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** So many texts and sets that occur again are shared; what comes after has memory of its own. */
const SHARED = 65_536;

/** Names and small groups of contacts, each held once: a long record repeats few of them endlessly. */
class Groups {
  readonly #names = new Map<string, string>();
  readonly #groups = new Map<string, ReadonlySet<string>>();
  readonly none: ReadonlySet<string> = new Set();

  name(text: string): string {
    const known = this.#names.get(text);
    if (known === undefined && this.#names.size < SHARED) this.#names.set(text, text);
    return known ?? text;
  }
  /** The group with these added to it. No group is ever changed. */
  with(group: ReadonlySet<string>, contacts: readonly string[]): ReadonlySet<string> {
    if (contacts.every((contact) => group.has(contact))) return group;
    const grown = [...new Set([...group, ...contacts])].sort();
    const name = grown.join(' ');
    const known = this.#groups.get(name) ?? new Set(grown.map((contact) => this.name(contact)));
    if (this.#groups.size < SHARED) this.#groups.set(name, known);
    return known;
  }
}

/** Binding acts of people: a long record has as many as half its entries, so each takes some eighty bytes. */
class BindingActs {
  readonly #places = new HashIndex();
  readonly #people = new Map<string, number>();
  readonly #named: Pick<ChallengeableFact, 'participant' | 'person'>[] = [];
  #who = new Uint32Array(64);
  #received = new Float64Array(64);

  set(id: string, { participant, person, received }: ChallengeableFact): void {
    const place = this.#places.get(id) ?? this.#places.size;
    this.#places.set(id, place);
    if (place >= this.#who.length) this.#grow();
    this.#who[place] = this.#numberOf(participant, person);
    this.#received[place] = received;
  }

  get(id: string): ChallengeableFact | undefined {
    const place = this.#places.get(id);
    if (place === undefined) return undefined;
    return { ...this.#named[this.#who[place]!]!, received: this.#received[place]! };
  }

  #numberOf(participant: string, person: string): number {
    const name = `${participant} ${person}`;
    const known = this.#people.get(name);
    if (known !== undefined) return known;
    this.#people.set(name, this.#named.length);
    return this.#named.push({ participant, person }) - 1;
  }

  #grow(): void {
    const [who, received] = [new Uint32Array(2 * this.#who.length), new Float64Array(2 * this.#who.length)];
    who.set(this.#who);
    received.set(this.#received);
    [this.#who, this.#received] = [who, received];
  }
}

/** Facts in memory, filled act by act: what a verifier holds. */
export class Ledger implements Facts {
  readonly #messages = new Map<string, Mutable<MessageFact>>();
  readonly #threads = new Map<string, ThreadFact>();
  readonly #binding = new BindingActs();
  readonly #papers = new Papers();
  readonly #procedures = new Procedures();
  readonly #negotiations = new Negotiations();
  readonly #unavailable = new Map<string, { from: number; until: number }>();
  readonly #groups = new Groups();

  message = (id: string) => this.#messages.get(id);
  thread = (id: string) => this.#threads.get(id);
  document = (id: string) => this.#papers.document(id);
  symbol = (symbol: string) => this.#papers.symbol(symbol);
  organ = (id: string) => this.#papers.organ(id);
  initiative = (id: string) => this.#papers.initiative(id);
  round = (id: string) => this.#papers.round(id);
  synthesis = (act: string) => this.#papers.synthesis(act);
  request = (act: string) => this.#papers.request(act);
  procedure = (id: string) => this.#procedures.procedure(id);
  waived = (procedure: string) => this.#procedures.waived(procedure);
  appeals = (procedure: string) => this.#procedures.appeals(procedure);
  decided = (subject: string) => this.#procedures.decided(subject);
  negotiation = (document: string) => this.#negotiations.negotiation(document);
  proposal = (id: string) => this.#negotiations.proposal(id);
  paragraph = (document: string, paragraph: string) => this.#negotiations.paragraph(document, paragraph);
  position = (act: string) => this.#negotiations.position(act);
  unavailable = (act: string) => this.#unavailable.get(act);
  challengeable = (id: string) => this.#binding.get(id);

  /** `to` are the recipients of a message, opened; without them the message cannot be folded. */
  fold({ act, id, received, commitment }: Entered, to: readonly Recipient[] = []): void {
    const fact = challengeableFact(act, received);
    if (fact) this.#binding.set(id, fact);
    this.#decision(act, keyOf(act, id, commitment), received);
    switch (act.type) {
      case 'exchange.sent':
        this.#sent(act.data.header, to);
        return;
      case 'exchange.acknowledged': {
        const message = this.#messages.get(act.data.message);
        if (message) message.acknowledged = this.#groups.with(message.acknowledged, [act.data.contact]);
        return;
      }
      default:
        if (act.type.startsWith('documents.')) this.#papers.fold(act, id, received);
        else if (isNegotiation(act)) this.#negotiations.fold(act, id, received);
    }
  }

  /** Folds what is disclosed of an entry that is closed to this reader. */
  foldDisclosed(disclosed: Disclosed, commitment: string, received: number): void {
    this.#procedures.fold(disclosed.facts.procedure, { disclosed, key: commitment, received });
  }

  /** What decisions rest on: procedures, and what could not be reached. */
  #decision(act: AnyAct, key: string, received: number): void {
    const procedure = procedureOf(act);
    if (procedure) this.#procedures.fold(procedure, { act, key, received });
    if (act.type === 'host.unavailable') {
      const { from, until } = act.data;
      this.#unavailable.set(key, { from: Date.parse(from), until: Date.parse(until) });
    }
  }

  #sent(header: Act<'exchange.sent'>['data']['header'], to: readonly Recipient[]): void {
    const { message, thread, exercise } = header;
    const from = this.#groups.name(header.from.contact);
    const acknowledged = this.#groups.none;
    this.#messages.set(message, { thread, from, to, acknowledged });
    const known = this.#threads.get(thread) ?? { contacts: this.#groups.none, exercise };
    const contacts = this.#groups.with(known.contacts, [from, ...to.map((r) => r.contact)]);
    if (contacts !== known.contacts) this.#threads.set(thread, { contacts, exercise: known.exercise });
  }
}
