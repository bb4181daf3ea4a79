import type { DataOf } from '../catalogue/index.ts';
import type { Agreement, NEGOTIATING_POSITIONS } from '../catalogue/negotiation.ts';
import type { AnyAct, ParticipantActor } from '../envelope.ts';

/**
 * What the entries of a negotiation add up to: plain JSON, so that a verifier holds it in memory and a server in tables.
 * One fact for each text under negotiation, each proposal, each paragraph, each position: none grows with the others.
 */
export interface NegotiationFacts {
  negotiation(document: string): NegotiationFact | undefined;
  proposal(id: string): ProposalFact | undefined;
  paragraph(document: string, paragraph: string): ParagraphFact | undefined;
  /** A position by the act that stated it. */
  position(act: string): StatedFact | undefined;
}

export interface NegotiationFact {
  readonly document: string;
  readonly language: string;
  readonly layer: string;
  /** The act that opened it. */
  readonly opened: string;
  /** The version on the table. */
  readonly base: string;
  /** The text as it stands: the base with everything accepted since. */
  readonly text: string;
  /** What was accepted into the base, in order; what was taken back is not in it. */
  readonly accepted: readonly Acceptance[];
  readonly closed?: { readonly act: string; readonly outcome: DataOf<'negotiation.closed'>['outcome'] };
}
export interface Acceptance {
  readonly act: string;
  readonly proposals: readonly string[];
  /** The text that came out. */
  readonly text: string;
}

export type Fate = 'accepted' | 'pending' | 'replaced' | 'set-aside' | 'withdrawn';
export interface ProposalFact {
  readonly proposal: string;
  readonly document: string;
  readonly on: string;
  readonly content: string;
  readonly act: string;
  readonly paragraphs: readonly string[];
  readonly brings: readonly string[];
  readonly fate: Fate;
  /** The State in whose name it was recorded, until that one confirms it. */
  readonly unconfirmed?: string;
  /** Who proposed it and who co-sponsors it, in the order in which they did. */
  readonly sponsors: readonly string[];
  readonly supporters: readonly string[];
  readonly positions: PositionsOf;
  readonly replaces?: string;
}

export type NegotiatingPosition = (typeof NEGOTIATING_POSITIONS)[number];
/** The position of each State in force, with the act that stated it and when. */
export type PositionsOf = Readonly<
  Record<string, { position: NegotiatingPosition; act: string; at: number }>
>;

export interface ParagraphFact {
  readonly document: string;
  readonly paragraph: string;
  /** Where it stands, by layer. */
  readonly agreements: Readonly<Record<string, Marked>>;
  /** Proposals that touch it or bring it in, and are open. */
  readonly open: readonly string[];
  readonly positions: PositionsOf;
}
export interface Marked {
  readonly agreement: Agreement;
  readonly act: string;
  readonly at: number;
}

/** What was stated, so that another State can state exactly the same. */
export interface StatedFact
  extends Pick<Stated, 'document' | 'position' | 'proposals' | 'paragraphs' | 'note'> {
  readonly participant: string;
}
type Stated = DataOf<'negotiation.position-stated'>;

/** The facts that an act changes, as they are after it. */
export interface NegotiationChange {
  readonly negotiation?: NegotiationFact;
  readonly proposals: readonly ProposalFact[];
  readonly paragraphs: readonly ParagraphFact[];
  readonly position?: StatedFact;
}

export const isNegotiation = (act: Pick<AnyAct, 'type'>): boolean => act.type.startsWith('negotiation.');

/** Folds an act that was allowed. The facts that are given stay as they were. */
export function foldNegotiation(
  facts: NegotiationFacts,
  act: AnyAct,
  id: string,
  at: number,
): NegotiationChange {
  const change = new Changing(facts);
  const { participant } = act.actor as ParticipantActor;
  switch (act.type) {
    case 'negotiation.opened': {
      const { document, language, text, layer } = act.data;
      return change.put({ document, language, layer, opened: id, base: text, text, accepted: [] });
    }
    case 'negotiation.text-issued': {
      const { document, text, layer } = act.data;
      const fact = facts.negotiation(document)!;
      return change.put({ ...fact, base: text, text, layer: layer ?? fact.layer, accepted: [] });
    }
    case 'negotiation.proposed':
      return change.propose(act.data, id, { sponsors: [participant] });
    case 'negotiation.proposal-recorded':
      return change.propose(act.data, id, { sponsors: [], unconfirmed: act.data.participant });
    case 'negotiation.joined':
      return change.join(act.data, participant);
    case 'negotiation.left':
      return change.leave(act.data.proposal, participant);
    case 'negotiation.position-stated':
      return change.state(act.data, { participant, act: id, at });
    case 'negotiation.settled':
      return change.settle(act.data, id);
    case 'negotiation.agreement-marked':
      return change.mark(act.data, id, at);
    case 'negotiation.closed': {
      const { document, outcome } = act.data;
      return change.put({ ...facts.negotiation(document)!, closed: { act: id, outcome } });
    }
    default:
      return change.done();
  }
}

/** One act's changes, each fact at most once. */
class Changing {
  readonly #facts: NegotiationFacts;
  readonly #proposals = new Map<string, ProposalFact>();
  readonly #paragraphs = new Map<string, ParagraphFact>();
  #negotiation: NegotiationFact | undefined;
  #position: StatedFact | undefined;

  constructor(facts: NegotiationFacts) {
    this.#facts = facts;
  }

  done = (): NegotiationChange => ({
    ...(this.#negotiation ? { negotiation: this.#negotiation } : {}),
    ...(this.#position ? { position: this.#position } : {}),
    proposals: [...this.#proposals.values()],
    paragraphs: [...this.#paragraphs.values()],
  });

  put(negotiation: NegotiationFact): NegotiationChange {
    this.#negotiation = negotiation;
    return this.done();
  }

  propose(
    data: DataOf<'negotiation.proposed'> | DataOf<'negotiation.proposal-recorded'>,
    act: string,
    who: Pick<ProposalFact, 'sponsors' | 'unconfirmed'>,
  ): NegotiationChange {
    const { document, proposal, on, paragraphs = [], brings = [], content } = data;
    const replaces = 'replaces' in data ? data.replaces : undefined;
    if (replaces !== undefined) this.#become(replaces, 'replaced');
    const fact: ProposalFact = {
      ...{ proposal, document, on, content: content.sha256, act, paragraphs, brings, fate: 'pending' },
      ...{ ...who, supporters: [], positions: {} },
      ...(replaces === undefined ? {} : { replaces }),
    };
    this.#proposals.set(proposal, fact);
    this.#openOn(fact, true);
    return this.done();
  }

  join({ proposal, as }: DataOf<'negotiation.joined'>, participant: string): NegotiationChange {
    const { unconfirmed, ...fact } = this.#proposal(proposal);
    const without = (all: readonly string[]) => all.filter((one) => one !== participant);
    const still = unconfirmed === undefined || as === 'proposer' ? {} : { unconfirmed };
    const [sponsors, supporters] = [without(fact.sponsors), without(fact.supporters)];
    this.#proposals.set(
      proposal,
      as === 'supporter'
        ? { ...fact, ...still, sponsors, supporters: [...supporters, participant] }
        : {
            ...fact,
            ...still,
            supporters,
            sponsors: as === 'proposer' ? [participant, ...sponsors] : [...sponsors, participant],
          },
    );
    return this.done();
  }

  leave(proposal: string, participant: string): NegotiationChange {
    const fact = this.#proposal(proposal);
    const without = (all: readonly string[]) => all.filter((one) => one !== participant);
    const sponsors = without(fact.sponsors);
    const supporters = without(fact.supporters);
    this.#proposals.set(proposal, { ...fact, sponsors, supporters });
    // One that was only recorded has no sponsor yet; its State does away with it by leaving.
    if (sponsors.length === 0 && (fact.unconfirmed === undefined || fact.unconfirmed === participant))
      this.#become(proposal, 'withdrawn');
    return this.done();
  }

  state(
    data: Stated,
    { participant, act, at }: { participant: string; act: string; at: number },
  ): NegotiationChange {
    const { document, position, proposals = [], paragraphs = [], note } = data;
    const stated = { [participant]: { position, act, at } };
    for (const id of proposals) {
      const fact = this.#proposal(id);
      this.#proposals.set(id, { ...fact, positions: { ...fact.positions, ...stated } });
    }
    for (const id of paragraphs) {
      const fact = this.#paragraph(document, id);
      this.#paragraphs.set(id, { ...fact, positions: { ...fact.positions, ...stated } });
    }
    this.#position = {
      ...{ document, position, participant, proposals, paragraphs },
      ...(note === undefined ? {} : { note }),
    };
    return this.done();
  }

  settle(
    { document, proposals, outcome, result }: DataOf<'negotiation.settled'>,
    act: string,
  ): NegotiationChange {
    const fact = this.#facts.negotiation(document)!;
    const fate = {
      accepted: 'accepted',
      'set-aside': 'set-aside',
      restored: 'pending',
      'taken-back': 'pending',
    } as const;
    for (const id of proposals) this.#become(id, fate[outcome]);
    if (result === undefined) return this.done();
    const accepted =
      outcome === 'accepted'
        ? [...fact.accepted, { act, proposals, text: result }]
        : fact.accepted.slice(0, -1);
    return this.put({ ...fact, text: result, accepted });
  }

  mark(data: DataOf<'negotiation.agreement-marked'>, act: string, at: number): NegotiationChange {
    const { document, paragraphs, agreement } = data;
    const { layer } = this.#facts.negotiation(document)!;
    for (const id of paragraphs) {
      const fact = this.#paragraph(document, id);
      this.#paragraphs.set(id, {
        ...fact,
        agreements: { ...fact.agreements, [layer]: { agreement, act, at } },
      });
    }
    return this.done();
  }

  #become(id: string, fate: Fate): void {
    const fact = { ...this.#proposal(id), fate };
    this.#proposals.set(id, fact);
    this.#openOn(fact, fate === 'pending');
  }

  /** Every paragraph knows what is open on it. */
  #openOn({ document, proposal, paragraphs, brings }: ProposalFact, isOpen: boolean): void {
    for (const id of [...paragraphs, ...brings]) {
      const fact = this.#paragraph(document, id);
      const others = fact.open.filter((one) => one !== proposal);
      this.#paragraphs.set(id, { ...fact, open: isOpen ? [...others, proposal] : others });
    }
  }

  #proposal = (id: string): ProposalFact => this.#proposals.get(id) ?? this.#facts.proposal(id)!;
  #paragraph = (document: string, paragraph: string): ParagraphFact =>
    this.#paragraphs.get(paragraph) ??
    this.#facts.paragraph(document, paragraph) ?? {
      document,
      paragraph,
      agreements: {},
      open: [],
      positions: {},
    };
}

/** These facts in memory, filled act by act. */
export class Negotiations implements NegotiationFacts {
  readonly #negotiations = new Map<string, NegotiationFact>();
  readonly #proposals = new Map<string, ProposalFact>();
  readonly #paragraphs = new Map<string, ParagraphFact>();
  readonly #positions = new Map<string, StatedFact>();

  negotiation = (document: string) => this.#negotiations.get(document);
  proposal = (id: string) => this.#proposals.get(id);
  paragraph = (document: string, paragraph: string) => this.#paragraphs.get(`${document} ${paragraph}`);
  position = (act: string) => this.#positions.get(act);

  fold(act: AnyAct, id: string, received: number): void {
    const { negotiation, proposals, paragraphs, position } = foldNegotiation(this, act, id, received);
    if (negotiation) this.#negotiations.set(negotiation.document, negotiation);
    for (const fact of proposals) this.#proposals.set(fact.proposal, fact);
    for (const fact of paragraphs) this.#paragraphs.set(`${fact.document} ${fact.paragraph}`, fact);
    if (position) this.#positions.set(id, position);
  }
}

/** The paragraph is agreed, or agreed on a condition: no amendment to it is taken until it is reopened. */
export const isClosedParagraph = (fact: ParagraphFact | undefined, layer: string): boolean => {
  const kind = fact?.agreements[layer]?.agreement.kind;
  return kind === 'agreed' || kind === 'ad-referendum' || kind === 'subject-to';
};

/** The texts that a proposal may be written against: the version on the table and all that came of it since. */
export const textsOf = ({ base, accepted }: NegotiationFact): string[] => [
  base,
  ...accepted.map(({ text }) => text),
];
