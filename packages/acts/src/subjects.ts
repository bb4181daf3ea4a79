import type { Recipient } from './catalogue/exchange.ts';
import type { DataOf } from './catalogue/index.ts';
import { type AnyAct, isHost, streamOf } from './envelope.ts';

/**
 * What an act can be about, as a text: `body`, or a kind and an id: `participant/alderia`, `person/per_…`,
 * `contact/con_…`, `document/doc_…`, `initiative/ini_…`, `round/rnd_…`, `procedure/pro_…`, `regional/lst_…`,
 * `act/3f5a…`.
 */
export const SUBJECT =
  /^(?:body|participant\/[a-z0-9-]{2,32}|(?:person\/per|contact\/con|document\/doc|initiative\/ini|round\/rnd|procedure\/pro|regional\/lst)_[A-Za-z0-9_-]{22}|act\/[0-9a-f]{64})$/;

/** What lies beside an act and is needed to say whom it concerns. */
export interface Beside {
  /** The act that `namedBy` names, where there is one. */
  readonly named?: AnyAct | undefined;
  /** The recipients of a message, opened. */
  readonly recipients?: readonly Recipient[] | undefined;
}

/** The earlier act that this one confirms, challenges or cancels. */
export function namedBy(act: AnyAct): string | undefined {
  if (act.type === 'people.notice-cancelled') return act.data.notice;
  return act.type === 'people.act-confirmed' || act.type === 'people.act-challenged'
    ? act.data.act
    : undefined;
}

/**
 * Everything an act concerns, sorted, each once: whoever acts, whom and what it names, and all that the act
 * concerns which it confirms, challenges or cancels. A timeline of a subject is the entries whose subjects hold it.
 */
export function subjectsOf(act: AnyAct, { named, recipients = [] }: Beside = {}): string[] {
  const about = new Set([...actorSubjects(act), ...dataSubjects(act)]);
  const id = namedBy(act);
  if (id) about.add(`act/${id}`);
  for (const subject of named ? subjectsOf(named) : []) about.add(subject);
  for (const to of recipients) about.add(`participant/${to.participant}`).add(`contact/${to.contact}`);
  return [...about].sort();
}

function actorSubjects({ actor }: AnyAct): string[] {
  if (isHost(actor)) return ['body'];
  return [`participant/${actor.participant}`, ...(actor.person ? [`person/${actor.person}`] : [])];
}

function dataSubjects(act: AnyAct): string[] {
  switch (act.type) {
    case 'body.founded':
      return [`participant/${act.data.secretariat.participant}`];
    case 'body.confirmed':
    case 'body.host-changed':
      return ['body'];
    case 'people.administrators-set':
      return act.data.administrators.map((person) => `person/${person}`);
    case 'host.erased':
      return erasedSubjects(act.data.subject);
    case 'exchange.sent':
      return [`contact/${act.data.header.from.contact}`];
    case 'decisions.opened':
      return [`procedure/${act.data.procedure}`, ...decidedSubjects(act.data)];
    case 'decisions.mandated':
      return [...namedSubjects(act.data as Names), ...namedSubjects(act.data.owner as Names)];
    case 'decisions.circulated':
      return namedSubjects({ procedure: act.data.procedure, participants: act.data.to ?? [] });
    default:
      return namedSubjects(act.data as Names);
  }
}

/** Messages and threads are no subjects: whoever may not open them does not learn that there are any. */
function erasedSubjects(subject: string): string[] {
  if (subject.startsWith('per_')) return [`person/${subject}`];
  return subject.startsWith('con_') ? [`contact/${subject}`] : [];
}

/** What a procedure is to decide about, and other procedures it names. */
function decidedSubjects({ subject, reissues, reconsiders }: DataOf<'decisions.opened'>): string[] {
  const of = 'of' in subject ? subject.of : undefined;
  const others = [of, reissues, reconsiders].filter((id) => id !== undefined);
  return [...namedSubjects(subject as Names), ...others.map((id) => `procedure/${id}`)];
}

interface Names {
  readonly participant?: string;
  readonly person?: string;
  readonly contact?: string;
  readonly document?: string;
  readonly documents?: readonly string[];
  readonly initiative?: string;
  readonly round?: string;
  readonly participants?: readonly string[];
  readonly procedure?: string;
  readonly regional?: string;
  readonly roster?: readonly string[];
}

/** Most acts name what they are about by the same words. */
const namedSubjects = (names: Names): string[] => {
  const { participant, person, contact, document, initiative, round, procedure, regional } = names;
  const one = (kind: string, id: string | undefined) => (id ? [`${kind}/${id}`] : []);
  const all = (kind: string, ids: readonly string[] = []) => ids.map((id) => `${kind}/${id}`);
  return [
    ...one('participant', participant),
    ...one('person', person),
    ...one('contact', contact),
    ...one('document', document),
    ...one('initiative', initiative),
    ...one('round', round),
    ...one('procedure', procedure),
    ...one('regional', regional),
    ...all('document', names.documents),
    ...all('participant', names.participants),
    ...all('person', names.roster),
  ];
};

/**
 * Streams that a decision on this act rests on, beside its own, the body's and those of participants: the documents
 * and initiatives it names. (A symbol may say more, and names no stream: see `documents.symbol-in-series`.)
 */
export function restsOn(act: AnyAct): string[] {
  if (act.type === 'body.rules-changed' || act.type.startsWith('decisions.')) return decidedOn(act);
  if (!act.type.startsWith('documents.')) return [];
  const { document, documents = [], initiative } = act.data as Names;
  const named = [document, ...documents, initiative].flatMap((id) => (id ? [`document/${id}`] : []));
  const organs = 'organ' in act.data || 'parent' in act.data ? ['document/organs'] : [];
  return [...named, ...organs].filter((stream) => stream !== streamOf(act));
}

/** The streams that a decision rests on: what it is about, other procedures it names, what the host stated. */
function decidedOn(act: AnyAct): string[] {
  if (act.type === 'body.rules-changed') return [`procedure/${act.data.procedure}`];
  if (act.type === 'decisions.extended') return act.data.cause.kind === 'unavailable' ? ['host'] : [];
  if (act.type !== 'decisions.opened') return [];
  const { subject, reissues, reconsiders } = act.data;
  const named = [reissues, reconsiders, 'of' in subject ? subject.of : undefined];
  return [
    ...(subject.kind === 'document' ? [`document/${subject.document}`] : []),
    ...(subject.kind === 'office' ? [`participant/${subject.participant}`] : []),
    ...named.flatMap((id) => (id === undefined ? [] : [`procedure/${id}`])),
  ].filter((stream) => stream !== streamOf(act));
}
