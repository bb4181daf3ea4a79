import type { ActType, DataOf, FieldOpening, Recipient } from '@comity/acts';
import { formats } from '@comity/acts';
import {
  type Chronicle,
  fileHand,
  type Hand,
  messageData,
  type PersonHand,
  personData,
  seedOf,
  sessionHand,
  testId,
  withList,
} from '@comity/acts/testing';
import { contactFields } from './delegation.ts';
import type { Delegation, Mix } from './history.ts';
import { Lots } from './lots.ts';

const SESSION = 12 * 3_600_000;

interface Thread {
  readonly id: string;
  readonly members: Set<Delegation>;
}

/** A message that a contact has not acknowledged. */
interface Waiting {
  readonly to: Delegation;
  readonly message: string;
  readonly thread: string;
}

/** What happens in a body, drawn by lot: every act is made as its people would make it. */
export class Life {
  readonly #chronicle: Chronicle;
  readonly #delegations: readonly Delegation[];
  readonly #clerk: PersonHand;
  readonly #lots: Lots;
  readonly #hub: Delegation | undefined;
  readonly #sessions = new Map<PersonHand, Hand & { ends: number }>();
  readonly #threads: Thread[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #documents: string[] = [];
  readonly #guests = new Map<Delegation, PersonHand>();
  #count = 0;

  constructor(
    chronicle: Chronicle,
    who: { delegations: readonly Delegation[]; clerk: PersonHand; hub: boolean },
    seed: string,
  ) {
    this.#chronicle = chronicle;
    this.#delegations = who.delegations;
    this.#clerk = who.clerk;
    this.#hub = who.hub ? who.delegations[0] : undefined;
    this.#lots = new Lots(seed);
  }

  async live(acts: number, mix: Partial<Mix>): Promise<void> {
    for (this.#count = 0; this.#count < acts; this.#count++) await this.#happen(this.#lots.weighted(mix));
  }

  #happen(kind: keyof Mix): Promise<void> {
    const somebody = this.#lots.of(this.#delegations);
    switch (kind) {
      case 'exchange':
        return this.#exchange(somebody);
      case 'file':
        return this.#amend(somebody, somebody.officer);
      case 'passkey':
        return this.#amend(somebody, somebody.tapper);
      case 'rsa': {
        const of = this.#delegations[this.#lots.below(2)]!;
        return this.#amend(of, of.hello!);
      }
      case 'documents':
        return this.#document();
      case 'people':
        return this.#people(somebody);
    }
  }

  async #act<T extends ActType>(
    hand: Hand,
    type: T,
    data: DataOf<T>,
    more: { base?: string; fields?: readonly FieldOpening[] } = {},
  ): Promise<void> {
    this.#chronicle.append(await this.#chronicle.sign(hand, type, data, more));
  }

  /** The session of a person, certified anew when twelve hours are over. */
  async #session(of: PersonHand): Promise<Hand> {
    const { now, at, body } = this.#chronicle;
    const held = this.#sessions.get(of);
    if (held && now < held.ends) return held;
    const made = { ...(await sessionHand(of, body, at, formats.timeOf(now + SESSION))), ends: now + SESSION };
    this.#sessions.set(of, made);
    return made;
  }

  async #exchange(from: Delegation): Promise<void> {
    if (this.#waiting.length > 0 && this.#lots.below(2) === 0) return this.#acknowledge();
    const known = this.#threads.filter((thread) => thread.members.has(from)).slice(-3);
    const fresh = { id: testId('thr', `${this.#count}`), members: new Set<Delegation>() };
    const thread = known.length > 0 && this.#lots.below(2) === 0 ? this.#lots.of(known) : fresh;
    if (thread === fresh) this.#threads.push(fresh);
    if (this.#threads.length > 100) this.#threads.shift();
    const to = this.#addressees(from);
    const label = `message ${this.#count}`;
    const sender = { participant: from.id, contact: from.contact };
    const { data, fields } = messageData(
      label,
      sender,
      to.map((d) => this.#recipient(d)),
      { thread: thread.id },
    );
    await this.#act(await this.#session(from.duty), 'exchange.sent', data, { fields });
    for (const member of [from, ...to]) thread.members.add(member);
    for (const one of to) this.#waiting.push({ to: one, message: data.header.message, thread: thread.id });
  }

  #addressees(from: Delegation): Delegation[] {
    const others = this.#delegations.filter((d) => d !== from);
    const to = new Set(Array.from({ length: 1 + this.#lots.below(2) }, () => this.#lots.of(others)));
    if (this.#hub && from !== this.#hub) to.add(this.#hub);
    return [...to];
  }

  #recipient({ id, contact }: Delegation): Recipient {
    const { key } = this.#chronicle.state.directory.get(id)!.contacts.get(contact)!;
    return { participant: id, contact, key: key!.key.fingerprint };
  }

  async #acknowledge(): Promise<void> {
    const at = this.#lots.below(this.#waiting.length);
    const { to, message, thread } = this.#waiting[at]!;
    // The last takes its place: to move all behind it up would take as long as the record is.
    const last = this.#waiting.pop()!;
    if (at < this.#waiting.length) this.#waiting[at] = last;
    const data = { message, thread, contact: to.contact };
    await this.#act(await this.#session(to.duty), 'exchange.acknowledged', data);
  }

  async #amend({ id, contact, duty }: Delegation, hand: PersonHand): Promise<void> {
    const here = this.#chronicle.state.directory.get(id)!.contacts.get(contact)!;
    const { fields, openings } = contactFields(contact, `from ${this.#count % 24} o'clock`);
    const amended = withList(this.#chronicle, hand, 'directory.contact-amended', {
      ...{ contact, class: here.class, fields },
      roster: [duty.actor.person],
    });
    const more = { base: here.version, fields: openings };
    await this.#act(hand, 'directory.contact-amended', amended, more);
  }

  async #document(): Promise<void> {
    const hand = await this.#session(this.#clerk);
    const bytes = seedOf(`document ${this.#count}`);
    const sha256 = this.#chronicle.keep(bytes);
    const file = { sha256, size: bytes.length, media: 'text/plain' };
    const document = this.#documents.at(-1);
    const lot = this.#lots.below(3);
    if (document === undefined || lot === 0) {
      const fresh = testId('doc', `${this.#count}`);
      this.#documents.push(fresh);
      const titles = { en: `Document ${this.#count}` };
      const data = { document: fresh, titles, source: 'secretariat' as const, files: { en: file } };
      return this.#act(hand, 'documents.registered', data);
    }
    if (lot === 1) return this.#act(hand, 'documents.issued', { document, language: 'fr', file });
    this.#documents.pop();
    return this.#act(hand, 'documents.withdrawn', { document, reason: 'Registered twice.' });
  }

  async #people(of: Delegation): Promise<void> {
    const guest = this.#guests.get(of);
    if (guest) {
      this.#guests.delete(of);
      return this.#act(of.officer, 'people.person-removed', { person: guest.actor.person });
    }
    const fresh = await fileHand(of.id, `guest ${this.#count}`);
    this.#guests.set(of, fresh);
    const { data, fields } = await personData(this.#chronicle, fresh);
    return this.#act(of.officer, 'people.person-added', data, { fields });
  }
}
