import type { Recipient } from '../catalogue/exchange.ts';
import { kindOf } from '../catalogue/index.ts';
import { type AnyAct, isHost } from '../envelope.ts';

/**
 * What rules of the exchange, of documents and of challenges need to know beyond the state: facts whose number
 * grows with traffic. A server looks them up in its tables; a verifier keeps those it can open.
 */
export interface Facts {
  message(id: string): MessageFact | undefined;
  thread(id: string): ThreadFact | undefined;
  document(id: string): DocumentFact | undefined;
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
}
export interface DocumentFact {
  readonly withdrawn: boolean;
}

/** That it was challenged before, the state says. */
export interface ChallengeableFact {
  readonly participant: string;
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly received: number;
}

/** What the fact says of an act; undefined for one that is not binding, or that a root or the host made. */
export const challengeableFact = (
  { type, actor }: Pick<AnyAct, 'type' | 'actor'>,
  received: number,
): ChallengeableFact | undefined =>
  kindOf(type).binding && !isHost(actor) && actor.person
    ? { participant: actor.participant, person: actor.person, received }
    : undefined;

/** An act with its place in time: what a ledger keeps facts of. */
export interface Entered {
  readonly act: AnyAct;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly received: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Facts in memory, filled act by act: what a verifier holds. */
export class Ledger implements Facts {
  readonly #messages = new Map<string, MessageFact & { acknowledged: Set<string> }>();
  readonly #threads = new Map<string, { contacts: Set<string> }>();
  readonly #documents = new Map<string, Mutable<DocumentFact>>();
  readonly #challengeable = new Map<string, ChallengeableFact>();

  message = (id: string) => this.#messages.get(id);
  thread = (id: string) => this.#threads.get(id);
  document = (id: string) => this.#documents.get(id);
  challengeable = (id: string) => this.#challengeable.get(id);

  /** `to` are the recipients of a message, opened; without them the message cannot be folded. */
  fold({ act, id, received }: Entered, to: readonly Recipient[] = []): void {
    const fact = challengeableFact(act, received);
    if (fact) this.#challengeable.set(id, fact);
    switch (act.type) {
      case 'exchange.sent': {
        const { message, thread, from } = act.data.header;
        this.#messages.set(message, { thread, from: from.contact, to, acknowledged: new Set() });
        const known = this.#threads.get(thread) ?? { contacts: new Set<string>() };
        for (const contact of [from.contact, ...to.map((r) => r.contact)]) known.contacts.add(contact);
        this.#threads.set(thread, known);
        return;
      }
      case 'exchange.acknowledged':
        this.#messages.get(act.data.message)?.acknowledged.add(act.data.contact);
        return;
      case 'documents.registered':
        this.#documents.set(act.data.document, { withdrawn: false });
        return;
      case 'documents.withdrawn':
        this.#documents.set(act.data.document, { withdrawn: true });
    }
  }
}
