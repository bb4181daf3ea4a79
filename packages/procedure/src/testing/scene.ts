import {
  type ActType,
  type Authority,
  type BodyState,
  type DataOf,
  formats,
  hostKey,
  type PublicKey,
  type Recipient,
  type RuleBook,
  type Trust,
} from '@comity/acts';
import {
  admit,
  Chronicle,
  type DraftOptions,
  fileHand,
  type Hand,
  messageData,
  type PersonHand,
  p256Hand,
  personData,
  recipientsIn,
  rootHand,
  type Signed,
  seat,
  sessionHand,
  testId,
  testPgpKey,
  type Written,
  withList,
} from '@comity/acts/testing';
import { platformVerifiers } from '@comity/log';
import type { Case, Decision } from '../case.ts';
import { decide } from '../decide.ts';
import { shippedRules } from '../rulebook.ts';
import { checkSignatures, type KeyLookup } from '../signatures.ts';
import { inWords } from './words.ts';

const CONTACTS = {
  alpha: testId('con', 'alpha'),
  beta: testId('con', 'beta'),
  gamma: testId('con', 'gamma'),
};
type State = keyof typeof CONTACTS;

/** How an act is tried: what the draft holds, and what the rules are told beside it. */
export interface Trying extends DraftOptions {
  readonly told?: Partial<Case>;
  /** Milliseconds between signing and receipt. */
  readonly late?: number;
}

/**
 * A body at work: alpha and beta are seated, each with an officer for the directory, somebody on duty and
 * somebody without authority; gamma is a participant that nobody has invited yet. Every act is decided and its
 * signatures are checked before it is written.
 */
export class Scene {
  readonly chronicle: Chronicle;
  readonly contact = CONTACTS;
  readonly secretariat: Hand;
  readonly hands = new Map<string, Hand>();

  constructor(chronicle: Chronicle, secretariat: Hand) {
    this.chronicle = chronicle;
    this.secretariat = secretariat;
  }

  static async open(more: Partial<RuleBook> = {}): Promise<Scene> {
    const chronicle = await Chronicle.found({ rules: { ...shippedRules(['en', 'fr']), ...more } });
    const scene = new Scene(chronicle, await rootHand('secretariat'));
    for (const state of ['alpha', 'beta'] as const) await scene.#staff(state);
    await scene.#join('secretariat', 'clerk', ['directory', 'documents', 'people']);
    return scene;
  }

  async #staff(state: 'alpha' | 'beta'): Promise<void> {
    this.hands.set(`${state} root`, await seat(this.chronicle, state));
    await this.#join(state, 'officer', ['decisions', 'directory']);
    await this.#join(state, 'duty', ['exchange']);
    await this.#join(state, 'newcomer', []);
  }

  async #join(participant: string, name: string, authorities: readonly Authority[]): Promise<void> {
    const hand = await (name === 'officer' ? p256Hand(participant, name) : fileHand(participant, name));
    this.hands.set(`${participant} ${name}`, hand);
    await admit(this.chronicle, hand, authorities);
  }

  get state(): BodyState {
    return this.chronicle.state;
  }
  get now(): number {
    return this.chronicle.now;
  }
  root = (state: 'alpha' | 'beta'): Hand => this.hands.get(`${state} root`)!;
  person = (who: string): PersonHand => this.hands.get(who) as PersonHand;
  id = (who: string): string => this.person(who).actor.person;

  /** Instant `seconds` from now. */
  in = (seconds: number): string => formats.timeOf(this.now + seconds * 1000);

  session = (who: string, from = 0, seconds = 3600) =>
    sessionHand(this.person(who), this.chronicle.body, this.in(from), this.in(from + seconds));

  /** What the rules say to an act that its signer signed well, or to one that was changed on the way. */
  judge(signed: Signed, told: Partial<Case> = {}): Decision {
    const { prepared, sig, certificate, fields } = signed;
    const { state, ledger: facts, now: received } = this.chronicle;
    const recipients = recipientsIn(fields);
    const book = this.chronicle.book(prepared.act);
    return inWords(
      decide({ state, facts, ...prepared, sig, certificate, received, recipients, book, ...told }),
    );
  }

  async ask<T extends ActType>(hand: Hand, type: T, data: DataOf<T>, trying: Trying = {}): Promise<Decision> {
    const signed = await this.chronicle.sign(hand, type, data, trying);
    return this.judge(signed, { received: this.now + (trying.late ?? 0), ...trying.told });
  }

  /** Writes an act that the rules allow and whose signatures are good; throws where they are not. */
  async enact<T extends ActType>(hand: Hand, type: T, data: DataOf<T>, how: Trying = {}): Promise<Written> {
    const signed = await this.chronicle.sign(hand, type, data, how);
    const fault = await this.faultOf(signed);
    const decision = this.judge(signed);
    if (fault || !decision.allowed) throw new Error(`${type}: ${fault ?? JSON.stringify(decision)}`);
    return this.chronicle.append(signed);
  }

  faultOf = (signed: Pick<Signed, 'prepared' | 'sig' | 'certificate'>) =>
    checkSignatures(this.trust, this.lookup(signed), signed.prepared, signed.sig);

  get trust(): Trust {
    const { rpIds, origins } = this.state.host;
    const blob = (sha256: string) => this.chronicle.blobs.get(sha256);
    return { verifiers: platformVerifiers, domains: { rpIds, origins }, blob };
  }

  lookup({ certificate }: Pick<Signed, 'certificate'>): KeyLookup {
    const { state } = this;
    const key = (id: string): PublicKey | undefined => hostKey(state, id) ?? state.keys.get(id)?.key;
    return { body: this.chronicle.body, key, certificate: () => certificate };
  }

  /** The data of an act of the directory with the step its list must take. */
  listed = <T extends ActType>(hand: Hand, type: T, data: Omit<DataOf<T>, 'list'>): DataOf<T> =>
    withList(this.chronicle, hand, type, data);

  nomination(state: State, roster: readonly string[], contact: string = CONTACTS[state]) {
    return { contact, class: 'technical' as const, fields: { unit: { value: 'CERT' } }, roster: [...roster] };
  }

  /** A State nominates its contact with its person on duty, and certifies a key for it. */
  async nominate(state: 'alpha' | 'beta', expires?: string): Promise<void> {
    const officer = this.person(`${state} officer`);
    const nominated = this.nomination(state, [this.id(`${state} duty`)]);
    await this.enact(
      officer,
      'directory.contact-nominated',
      this.listed(officer, 'directory.contact-nominated', nominated),
    );
    await this.enact(officer, 'directory.key-certified', this.certified(state, expires));
  }

  certified(
    state: 'alpha' | 'beta',
    expires?: string,
    key = testPgpKey(state),
  ): DataOf<'directory.key-certified'> {
    const data = { contact: CONTACTS[state], key, ...(expires ? { expires } : {}) };
    return this.listed(this.person(`${state} officer`), 'directory.key-certified', data);
  }

  recipient = (state: State, key = testPgpKey(state).fingerprint): Recipient => ({
    participant: state,
    contact: CONTACTS[state],
    key,
  });

  message = (
    label: string,
    to: readonly Recipient[],
    more: Parameters<typeof messageData>[3] = {},
    from: State = 'alpha',
  ) => messageData(label, { participant: from, contact: CONTACTS[from] }, to, more);

  newPerson = async (participant: string, name: string) => {
    const hand = await fileHand(participant, name);
    return { hand, ...(await personData(this.chronicle, hand)) };
  };
}
