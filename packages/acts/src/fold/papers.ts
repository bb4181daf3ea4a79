import type { AnyAct } from '../envelope.ts';
import { isHost } from '../envelope.ts';
import { symbolKey } from '../symbols.ts';

/** What rules of documents, initiatives and rounds of written inputs need to know: it grows with the registry. */
export interface PaperFacts {
  document(id: string): DocumentFact | undefined;
  /** The document that bears this symbol, or one that differs in capitals alone. */
  symbol(symbol: string): string | undefined;
  organ(id: string): OrganFact | undefined;
  initiative(id: string): InitiativeFact | undefined;
  round(id: string): RoundFact | undefined;
  /** A synthesis, by the act that issued it. */
  synthesis(act: string): SynthesisFact | undefined;
  /** A request for a correction, by the act that asks. */
  request(act: string): RequestFact | undefined;
}

export interface DocumentFact {
  readonly withdrawn: boolean;
  /** When each language version was issued first, by language: milliseconds since 1970. Never corrected by later ones. */
  readonly issued: ReadonlyMap<string, number>;
  /** When each language that was issued again was last: a correction, or another file in place of the first. */
  readonly corrected: ReadonlyMap<string, number>;
  /** The SHA-256 of the newest version of each language. */
  readonly newest: ReadonlyMap<string, string>;
  /** Entered as adopted by consensus. */
  readonly agreed: boolean;
  /** Until when only participants may read its files, milliseconds since 1970; absent where there is no embargo. */
  readonly embargo?: number;
  readonly symbol?: string;
  /** The participants that submitted it by their own act; none for what the secretariat registered. */
  readonly submitters: ReadonlySet<string>;
  /** The languages that its submitter wrote itself. */
  readonly own: ReadonlySet<string>;
  /** The States that are its co-sponsors now, each by its own act. */
  readonly sponsors: ReadonlySet<string>;
}
export interface OrganFact {
  readonly prefix?: string;
  readonly parent?: string;
}
export interface InitiativeFact {
  /** Who presented it: the State that signed, or those in whose name the secretariat entered it. */
  readonly presenters: ReadonlySet<string>;
  readonly withdrawn: boolean;
}
export interface RoundFact {
  /** Milliseconds since 1970. */
  readonly deadline: number;
}
export interface SynthesisFact {
  readonly round: string;
  /** Which of the round it is, counted from 1. */
  readonly number: number;
}
export interface RequestFact {
  readonly round: string;
  readonly synthesis: string;
  readonly answered: boolean;
}

/** A language version as it came out: language, milliseconds since 1970, SHA-256. */
export type IssuedVersion = readonly [language: string, received: number, sha256: string];

const NOBODY: ReadonlySet<string> = new Set();

/** The fact of a document with these versions, in the order of the record. */
export function documentFact(
  told: Partial<DocumentFact> = {},
  versions: Iterable<IssuedVersion> = [],
): DocumentFact {
  const {
    withdrawn = false,
    agreed = false,
    submitters = NOBODY,
    own = NOBODY,
    sponsors = NOBODY,
    embargo,
    symbol,
  } = told;
  const issued = new Map(told.issued);
  const corrected = new Map(told.corrected);
  const newest = new Map(told.newest);
  for (const [language, received, sha256] of versions) {
    (issued.has(language) ? corrected : issued).set(language, received);
    newest.set(language, sha256);
  }
  return {
    ...{ withdrawn, agreed, issued, corrected, newest, submitters, own, sponsors },
    ...(embargo === undefined ? {} : { embargo }),
    ...(symbol === undefined ? {} : { symbol }),
  };
}

type Files = Readonly<Record<string, { readonly sha256: string }>>;
const versionsOf = (files: Files, received: number): IssuedVersion[] =>
  Object.entries(files).map(([language, { sha256 }]) => [language, received, sha256]);

const embargoed = ({ embargo }: { readonly embargo?: string | undefined }): { embargo?: number } =>
  embargo === undefined ? {} : { embargo: Date.parse(embargo) };

/**
 * Until when the files that an act names are for participants alone, milliseconds since 1970; undefined where they are
 * for everybody who may read the act.
 */
export function embargoOf({ type, data }: AnyAct): number | undefined {
  return type.startsWith('documents.') && 'embargo' in data ? embargoed(data).embargo : undefined;
}

/** These facts in memory, filled act by act. */
export class Papers implements PaperFacts {
  readonly #documents = new Map<string, DocumentFact>();
  readonly #symbols = new Map<string, string>();
  readonly #organs = new Map<string, OrganFact>();
  readonly #initiatives = new Map<string, InitiativeFact>();
  readonly #rounds = new Map<string, RoundFact & { readonly syntheses: number }>();
  readonly #syntheses = new Map<string, SynthesisFact>();
  readonly #requests = new Map<string, RequestFact>();

  document = (id: string) => this.#documents.get(id);
  symbol = (symbol: string) => this.#symbols.get(symbolKey(symbol));
  organ = (id: string) => this.#organs.get(id);
  initiative = (id: string) => this.#initiatives.get(id);
  round = (id: string): RoundFact | undefined => this.#rounds.get(id);
  synthesis = (act: string) => this.#syntheses.get(act);
  request = (act: string) => this.#requests.get(act);

  fold(act: AnyAct, id: string, received: number): void {
    this.#foldDocument(act, received);
    this.#foldInitiative(act);
    this.#foldRound(act, id);
  }

  #foldDocument(act: AnyAct, received: number): void {
    if (isHost(act.actor)) return;
    const { participant } = act.actor;
    switch (act.type) {
      case 'documents.registered':
        this.#change(
          act.data.document,
          { ...this.#named(act.data), ...embargoed(act.data) },
          versionsOf(act.data.files, received),
        );
        return;
      case 'documents.submitted': {
        const { document, files } = act.data;
        const told = {
          ...{ submitters: new Set([participant]), own: new Set(Object.keys(files)) },
          ...embargoed(act.data),
        };
        this.#change(document, told, versionsOf(files, received));
        return;
      }
      case 'documents.issued':
        this.#change(act.data.document, {}, versionsOf({ [act.data.language]: act.data.file }, received));
        return;
      case 'documents.classified':
        this.#change(act.data.document, { ...this.#named(act.data) });
        return;
      case 'documents.withdrawn':
      case 'documents.submission-withdrawn':
        this.#change(act.data.document, { withdrawn: true });
        return;
      case 'documents.agreement-recorded':
      case 'documents.agreement-struck':
        this.#change(act.data.document, { agreed: act.type === 'documents.agreement-recorded' });
        return;
      case 'documents.sponsored':
      case 'documents.sponsorship-ended': {
        const sponsors = new Set(this.#documents.get(act.data.document)?.sponsors);
        if (act.type === 'documents.sponsored') sponsors.add(participant);
        else sponsors.delete(participant);
        this.#change(act.data.document, { sponsors });
        return;
      }
      case 'documents.organ-registered': {
        const { organ, prefix, parent } = act.data;
        const told = {
          ...(prefix === undefined ? {} : { prefix }),
          ...(parent === undefined ? {} : { parent }),
        };
        this.#organs.set(organ, told);
      }
    }
  }

  #named({ document, symbol }: { document: string; symbol?: string | undefined }): { symbol?: string } {
    if (symbol === undefined) return {};
    this.#symbols.set(symbolKey(symbol), document);
    return { symbol };
  }

  #change(id: string, change: Partial<DocumentFact>, versions: readonly IssuedVersion[] = []): void {
    this.#documents.set(id, documentFact({ ...this.#documents.get(id), ...change }, versions));
  }

  #foldInitiative(act: AnyAct): void {
    switch (act.type) {
      case 'documents.initiative-presented': {
        const presenters = new Set('participant' in act.actor ? [act.actor.participant] : []);
        this.#initiatives.set(act.data.initiative, { presenters, withdrawn: false });
        return;
      }
      case 'documents.initiative-recorded': {
        const presenters = new Set(act.data.participants);
        this.#initiatives.set(act.data.initiative, { presenters, withdrawn: false });
        return;
      }
      case 'documents.initiative-withdrawn': {
        const known = this.#initiatives.get(act.data.initiative);
        if (known) this.#initiatives.set(act.data.initiative, { ...known, withdrawn: true });
      }
    }
  }

  #foldRound(act: AnyAct, id: string): void {
    switch (act.type) {
      case 'documents.round-opened':
      case 'documents.round-extended': {
        const syntheses = this.#rounds.get(act.data.round)?.syntheses ?? 0;
        this.#rounds.set(act.data.round, { deadline: Date.parse(act.data.deadline), syntheses });
        return;
      }
      case 'documents.synthesis-issued': {
        const { round } = act.data;
        const known = this.#rounds.get(round);
        if (!known) return;
        const number = known.syntheses + 1;
        this.#rounds.set(round, { ...known, syntheses: number });
        this.#syntheses.set(id, { round, number });
        return;
      }
      case 'documents.correction-requested': {
        const { round, synthesis } = act.data;
        this.#requests.set(id, { round, synthesis, answered: false });
        return;
      }
      case 'documents.correction-answered': {
        const known = this.#requests.get(act.data.request);
        if (known) this.#requests.set(act.data.request, { ...known, answered: true });
      }
    }
  }
}
