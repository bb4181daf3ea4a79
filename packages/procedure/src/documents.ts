import {
  type Act,
  type ActType,
  documentRulesOf,
  EMBARGO_TIME,
  type OrganFact,
  parseSymbol,
} from '@comity/acts';
import type { Case, Obstacle } from './case.ts';
import { refused } from './case.ts';
import { initiativesObstacle } from './initiatives.ts';
import { actorOf, isSecretariat, knownDocument } from './papers.ts';
import { roundsObstacle } from './rounds.ts';
import type { RuleId } from './rule-ids.ts';

/** The rule that an allowed act of documents rests on. */
export function documentsRule(type: ActType): RuleId {
  switch (type) {
    case 'documents.submitted':
    case 'documents.submission-withdrawn':
      return 'documents.own-submission';
    case 'documents.agreement-recorded':
    case 'documents.agreement-struck':
      return 'documents.agreement-once';
    case 'documents.sponsored':
    case 'documents.sponsorship-ended':
    case 'documents.initiative-presented':
    case 'documents.initiative-withdrawn':
      return 'documents.states-present';
    case 'documents.coverage-declared':
      return 'documents.coverage-by-author';
    case 'documents.round-opened':
    case 'documents.round-extended':
      return 'documents.deadline-ahead';
    case 'documents.input-submitted':
      return 'documents.round-open';
    case 'documents.synthesis-issued':
      return 'documents.synthesis-after-deadline';
    case 'documents.correction-requested':
      return 'documents.known-synthesis';
    case 'documents.correction-answered':
      return 'documents.answered-once';
    default:
      return 'documents.secretariat-registers';
  }
}

export function documentsObstacle(c: Case): Obstacle {
  const { act } = c;
  switch (act.type) {
    case 'documents.registered':
      return (
        documentOnce(c, act.data.document) ?? embargoObstacle(c, act.data) ?? describedObstacle(c, act.data)
      );
    case 'documents.submitted':
      return byParticipant(c) ?? documentOnce(c, act.data.document) ?? embargoObstacle(c, act.data);
    case 'documents.issued':
      return knownDocument(c, act.data.document) ?? ownWords(c, act.data) ?? sameEmbargoObstacle(c, act.data);
    case 'documents.withdrawn':
      return knownDocument(c, act.data.document) ?? notSubmitted(c, act.data.document);
    case 'documents.submission-withdrawn':
      return knownDocument(c, act.data.document) ?? bySubmitter(c, act.data.document);
    case 'documents.classified':
      return knownDocument(c, act.data.document) ?? classifiedObstacle(c, act.data);
    case 'documents.format-added':
      return (
        knownDocument(c, act.data.document) ??
        versionObstacle(c, act.data) ??
        sameEmbargoObstacle(c, act.data)
      );
    case 'documents.agreement-recorded':
    case 'documents.agreement-struck':
      return knownDocument(c, act.data.document) ?? agreementObstacle(c, act.data.document);
    case 'documents.organ-registered':
      return organObstacle(c, act.data);
    case 'documents.sponsored':
      return knownDocument(c, act.data.document) ?? sponsorObstacle(c, act.data.document);
    case 'documents.sponsorship-ended':
      return endedObstacle(c, act.data.document);
    default:
      return initiativesObstacle(c) ?? roundsObstacle(c);
  }
}

function documentOnce({ facts }: Case, document: string): Obstacle {
  if (!facts.document(document)) return undefined;
  return refused(
    'documents.document-once',
    'This document is registered already.',
    'A new version is issued for it.',
  );
}

const embargoKept = (why: string, allowedWhen: string) => refused('documents.embargo-kept', why, allowedWhen);

interface Embargoed {
  readonly document: string;
  readonly embargo?: string | undefined;
}

/** An embargo ends, and soon: nothing is kept from the public without an end that everybody knows. */
function embargoObstacle({ state, received }: Case, { embargo }: Embargoed): Obstacle {
  if (embargo === undefined) return undefined;
  const longest = documentRulesOf(state.rules).embargoTime ?? EMBARGO_TIME;
  const latest = new Date(received + longest * 1000).toISOString();
  if (Date.parse(embargo) <= received)
    return embargoKept('The embargo has ended already.', 'It ends later, or there is none.');
  return embargo > latest
    ? embargoKept('The embargo lasts longer than the rules allow.', `It ends by ${latest}.`)
    : undefined;
}

/** While a document is under embargo, every file of it is, to the same instant; afterwards none is. */
function sameEmbargoObstacle({ facts, received }: Case, { document, embargo }: Embargoed): Obstacle {
  const until = facts.document(document)?.embargo ?? 0;
  const asked = until > received ? new Date(until).toISOString() : undefined;
  if (embargo === asked) return undefined;
  return asked === undefined
    ? embargoKept('The document is not under embargo.', 'The act names no embargo.')
    : embargoKept(`The document is under embargo until ${asked}.`, 'The act names the same instant.');
}

const ownSubmission = (why: string, allowedWhen: string) =>
  refused('documents.own-submission', why, allowedWhen);

/** The secretariat registers documents; it submits none, since that is done in the name of somebody. */
function byParticipant(c: Case): Obstacle {
  if (!isSecretariat(c)) return undefined;
  return ownSubmission('The secretariat registers documents, it submits none.', 'A participant submits it.');
}

/** What a participant wrote itself stays as it wrote it: nobody else puts another file in its place. */
function ownWords({ facts }: Case, { document, language }: Act<'documents.issued'>['data']): Obstacle {
  if (!facts.document(document)?.own.has(language)) return undefined;
  return ownSubmission(
    'This language version is as its submitter wrote it.',
    'The submitter submits a revision.',
  );
}

function notSubmitted({ facts }: Case, document: string): Obstacle {
  if (facts.document(document)?.submitters.size === 0) return undefined;
  return ownSubmission('The document was submitted by a participant.', 'Whoever submitted it withdraws it.');
}

function bySubmitter(c: Case, document: string): Obstacle {
  if (c.facts.document(document)?.submitters.has(actorOf(c))) return undefined;
  return ownSubmission('Another one submitted the document.', 'Whoever submitted it withdraws it.');
}

interface Described {
  readonly document: string;
  readonly symbol?: string | undefined;
  readonly class?: string | undefined;
  readonly organ?: string | undefined;
}

/** A symbol that is given together with a class follows the pattern of the class; archives are entered as found. */
function describedObstacle(c: Case, data: Described): Obstacle {
  return symbolOnce(c, data.symbol) ?? organKnown(c, data.organ) ?? seriesObstacle(c, data);
}

function classifiedObstacle(c: Case, data: Described): Obstacle {
  if (data.symbol !== undefined && c.facts.document(data.document)?.symbol !== undefined)
    return refused(
      'documents.symbol-once',
      'The document bears a symbol already.',
      'It is withdrawn and registered again.',
    );
  if (data.symbol !== undefined && data.class === undefined)
    return notInSeries('The act gives a symbol and no class.', 'It names the class of the symbol.');
  return describedObstacle(c, data);
}

function symbolOnce({ facts }: Case, symbol: string | undefined): Obstacle {
  if (symbol === undefined || facts.symbol(symbol) === undefined) return undefined;
  return refused(
    'documents.symbol-once',
    'There is a document with this symbol.',
    'The next free symbol is given.',
  );
}

const notInSeries = (why: string, allowedWhen: string) =>
  refused('documents.symbol-in-series', why, allowedWhen);

function seriesObstacle({ state, facts }: Case, { symbol, class: name, organ }: Described): Obstacle {
  if (name === undefined) return undefined;
  const rules = documentRulesOf(state.rules);
  const series = rules.series.find((s) => s.class === name);
  if (!series)
    return notInSeries(`The rules know no class “${name}”.`, 'A class that the body adopted is named.');
  if (symbol === undefined) return undefined;
  const parsed = parseSymbol(rules, symbol);
  if (parsed?.class !== name || (parsed.organ !== undefined && parsed.organ !== prefixOf(facts, organ)))
    return notInSeries(
      `The symbol does not follow the pattern ${series.pattern} for this organ.`,
      'It follows the pattern of its class.',
    );
  if (parsed.parent === undefined || facts.symbol(parsed.parent) !== undefined) return undefined;
  return notInSeries(
    `There is no document ${parsed.parent}.`,
    'The document that it belongs to is registered.',
  );
}

const prefixOf = (facts: Case['facts'], organ: string | undefined) =>
  organ === undefined ? undefined : facts.organ(organ)?.prefix;

const organUnknown = (why: string, allowedWhen: string) => refused('documents.organ-known', why, allowedWhen);

function organKnown({ facts }: Case, organ: string | undefined): Obstacle {
  if (organ === undefined || facts.organ(organ)) return undefined;
  return organUnknown('There is no such body or sub-group.', 'It is entered first.');
}

/** What an organ is called may change. Whose sub-group it is does not: so no chain of them comes round. */
function organObstacle(c: Case, { organ, parent }: Act<'documents.organ-registered'>['data']): Obstacle {
  const known: OrganFact | undefined = c.facts.organ(organ);
  if (known && known.parent !== parent)
    return organUnknown('It belongs under another body.', 'It stays where it is, or has a name of its own.');
  return known ? undefined : organKnown(c, parent);
}

function versionObstacle(
  { facts }: Case,
  { document, language, of }: Act<'documents.format-added'>['data'],
): Obstacle {
  if (facts.document(document)?.newest.get(language) === of) return undefined;
  return refused(
    'documents.version-known',
    'This is not the newest version of the document in this language.',
    'The newest version is named by its SHA-256.',
  );
}

function agreementObstacle({ act, facts }: Case, document: string): Obstacle {
  const { agreed } = facts.document(document)!;
  if (agreed !== (act.type === 'documents.agreement-recorded')) return undefined;
  return refused(
    'documents.agreement-once',
    agreed ? 'The document is entered as adopted already.' : 'The document is not entered as adopted.',
    agreed ? 'The entry is struck first.' : 'Nothing: there is no entry to strike.',
  );
}

const sponsorOnce = (why: string, allowedWhen: string) => refused('documents.sponsor-once', why, allowedWhen);

function sponsorObstacle(c: Case, document: string): Obstacle {
  const { submitters, sponsors } = c.facts.document(document)!;
  if (submitters.size === 0)
    return sponsorOnce('No participant submitted the document.', 'A document of a participant is sponsored.');
  if (submitters.has(actorOf(c)))
    return sponsorOnce('The State submitted the document itself.', 'Nothing more is needed.');
  return sponsors.has(actorOf(c))
    ? sponsorOnce('The State is a co-sponsor already.', 'Nothing more is needed.')
    : undefined;
}

/** A State may leave at any time, whatever became of the document. */
function endedObstacle(c: Case, document: string): Obstacle {
  if (c.facts.document(document)?.sponsors.has(actorOf(c))) return undefined;
  return sponsorOnce('The State is no co-sponsor of the document.', 'It joins the co-sponsors first.');
}
