import type { AnyAct } from '@comity/acts';
import { languageOf } from '#lib/words/languages.ts';
import type { Arguments, MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayList, sayTime } from '#lib/words/times.ts';
import type { Entry } from '../about.ts';
import { actOf, type Names, shortened } from './names.ts';
import { quoted } from './shown.ts';

/** An entry in one sentence of the reader's language: who did what to whom, by the names that the reader knows. */
export function sayEntry(e: Entry, names: Names, t: Words): string {
  const act = actOf(e);
  if (!act) return t(`said.${e.type}` as MessageKey);
  // An act that has no sentence yet is called by its kind.
  const key = `said.${act.type}`;
  return t.has(key)
    ? t(key as MessageKey, { who: whoActs(act, names, t), ...partsOf(act, names, t) })
    : t(`act.${act.type}` as MessageKey);
}

/** Who acted: a State by a person, by its root, or the host. */
export function whoActs({ actor }: AnyAct, names: Names, t: Words): string {
  if ('host' in actor) return t('record.by-host');
  const name = names.participant(actor.participant);
  return actor.person ? name : t('said.who-root', { name });
}

/** What the sentence of each kind of act names beside whoever acts. */
function partsOf(act: AnyAct, names: Names, t: Words): Arguments {
  const room = act.type.slice(0, act.type.indexOf('.'));
  if (room === 'people') return peopleParts(act, names, t);
  if (room === 'directory') return directoryParts(act, names, t);
  if (room === 'documents') return documentParts(act, names, t);
  if (room === 'decisions') return decisionParts(act, names, t);
  if (room === 'negotiation') return negotiationParts(act, names);
  if (room === 'host') return hostParts(act, t);
  if (act.type === 'body.host-changed') return { domains: quoted(act.data.rpIds.join(', ')) };
  return act.type === 'exchange.sent'
    ? { contact: names.contact(act.data.header.from.contact) }
    : act.type === 'exchange.acknowledged'
      ? { contact: names.contact(act.data.contact) }
      : {};
}

function peopleParts(act: AnyAct, names: Names, t: Words): Arguments {
  switch (act.type) {
    case 'people.participant-invited':
      return { participant: names.participant(act.data.participant) };
    case 'people.administrators-set':
      return { count: act.data.administrators.length, threshold: act.data.threshold };
    case 'people.authorities-set':
      return {
        ...personPart(act.data.person),
        some: act.data.authorities.length ? 'yes' : 'no',
        authorities: sayList(
          act.data.authorities.map((a) => t(`authority.${a}`)),
          t.language,
        ),
      };
    case 'people.act-confirmed':
      return { what: names.act(act.data.act) };
    case 'people.act-challenged':
      return { what: names.act(act.data.act), reason: t(`challenge.reason.${act.data.reason}`) };
    case 'people.notice-given': {
      const { participant, person } = act.data;
      const of = person ? 'administrator' : 'root';
      return { participant: names.participant(participant), of, ...personPart(person ?? '') };
    }
    case 'people.key-reseated':
      return personPart(('person' in act.actor && act.actor.person) || '');
    default:
      return 'person' in act.data ? personPart(act.data.person) : {};
  }
}

/** A person stands on the record by an id, and is never called by a name here. */
const personPart = (id: string) => ({ person: quoted(shortened(id)) });

function directoryParts(act: AnyAct, names: Names, t: Words): Arguments {
  if (act.type === 'directory.recovery-withdrawn') return { reason: t(`contact.reason.${act.data.reason}`) };
  if (act.type === 'directory.list-imported') {
    const { names: called, asOf, expires } = act.data;
    return {
      list: quoted(nameIn(called, t.language)),
      date: sayDate(asOf, t.language),
      time: sayTime(expires, t.language),
    };
  }
  if (!('contact' in act.data)) return {};
  const contact = names.contact(act.data.contact);
  if (act.type === 'directory.key-withdrawn')
    return { contact, reason: t(`contact.reason.${act.data.reason}`) };
  if (act.type === 'directory.contact-recorded') {
    const { participant, note, class: kind } = act.data;
    return { contact, kind, participant: names.participant(participant), note: quoted(note.number) };
  }
  return 'class' in act.data ? { contact, kind: act.data.class } : { contact };
}

function documentParts(act: AnyAct, names: Names, t: Words): Arguments {
  const { data } = act;
  return {
    ...('document' in data && data.document ? { document: names.document(data.document) } : {}),
    ...('initiative' in data ? { initiative: names.initiative(data.initiative) } : {}),
    ...('round' in data ? { round: names.round(data.round) } : {}),
    ...('reason' in data ? { reason: quoted(data.reason ?? '') } : {}),
    ...('language' in data ? { language: languageOf(data.language).name } : {}),
    ...('deadline' in data ? { time: sayTime(data.deadline as string, t.language) } : {}),
    ...paperParts(act, t),
  };
}

/** What only one kind of act about documents says. */
function paperParts(act: AnyAct, t: Words): Arguments {
  switch (act.type) {
    case 'documents.issued':
      return { corrects: act.data.corrects ? 'yes' : 'no' };
    case 'documents.organ-registered':
      return { organ: quoted(nameIn(act.data.names, t.language)) };
    case 'documents.initiative-recorded':
      return { date: sayDate(act.data.presented, t.language) };
    case 'documents.coverage-declared':
      return { coverage: act.data.coverage };
    case 'documents.correction-requested':
      return { asks: quoted(act.data.asks) };
    case 'documents.correction-answered':
      return { answer: act.data.answer };
    default:
      return {};
  }
}

const POSITION = { 'can-live-with': 'lives', 'instructions-pending': 'pending' } as const;

function decisionParts(act: AnyAct, names: Names, t: Words): Arguments {
  switch (act.type) {
    case 'decisions.opened':
      return { kind: act.data.kind, subject: act.data.subject.kind };
    case 'decisions.extended':
      return { time: sayTime(act.data.deadline, t.language) };
    case 'decisions.position-stated': {
      const { position } = act.data;
      return { position: position in POSITION ? POSITION[position as keyof typeof POSITION] : position };
    }
    case 'decisions.receipt-recorded':
      return { participant: names.participant(act.data.participant) };
    case 'decisions.presence-attested':
      return { count: act.data.present };
    case 'decisions.announced':
      return {
        time: sayTime(act.data.until, t.language),
        afterwards: act.data.afterwards ? 'yes' : 'no',
      };
    case 'decisions.voted':
      return { vote: act.data.vote };
    case 'decisions.ruled':
      return { ruling: quoted(act.data.ruling) };
    case 'decisions.closed':
      return { outcome: act.data.outcome };
    default:
      return besideParts(act, t);
  }
}

const WAY = { 'e-mail': 'mail', 'note-verbale': 'note', letter: 'letter', portal: 'portal' } as const;
const MOVED = { 'under-way': 'under', done: 'done', ended: 'ended' } as const;

/** What is said beside a decision and done by it. */
function besideParts(act: AnyAct, t: Words): Arguments {
  switch (act.type) {
    case 'decisions.circulated':
      return { by: WAY[act.data.by], time: sayTime(act.data.sent, t.language) };
    case 'decisions.dissociated':
    case 'decisions.reserved': {
      const { paragraphs = [] } = act.data;
      return { paragraphs: quoted(paragraphs.join(' ')), some: paragraphs.length > 0 ? 'yes' : 'no' };
    }
    case 'decisions.mandated':
      return { title: quoted(nameIn(act.data.titles, t.language)) };
    case 'decisions.mandate-moved':
      return { state: MOVED[act.data.state] };
    default:
      return {};
  }
}

const OUTCOME = { 'set-aside': 'aside', 'put-to-decision': 'decision', 'taken-back': 'back' } as const;
const AGREEMENT = {
  'ad-referendum': 'referendum',
  'pending-delegations': 'delegations',
  'subject-to': 'subject',
} as const;
const named = (names: Readonly<Record<string, string>>, id: string): string => names[id] ?? id;

function negotiationParts(act: AnyAct, names: Names): Arguments {
  const { data } = act;
  return {
    ...('document' in data && data.document ? { document: names.document(data.document) } : {}),
    ...('participant' in data ? { participant: names.participant(data.participant as string) } : {}),
    ...('as' in data ? { as: data.as } : {}),
    ...('outcome' in data ? { outcome: named(OUTCOME, data.outcome) } : {}),
    ...(act.type === 'negotiation.settled' ? { count: act.data.proposals.length } : {}),
    ...(act.type === 'negotiation.position-stated' ? { position: named(POSITION, act.data.position) } : {}),
    ...(act.type === 'negotiation.agreement-marked'
      ? { agreement: named(AGREEMENT, act.data.agreement.kind), count: act.data.paragraphs.length }
      : {}),
  };
}

function hostParts(act: AnyAct, t: Words): Arguments {
  switch (act.type) {
    case 'host.time-reached':
      return { time: sayTime(act.data.instant, t.language) };
    case 'host.delivered':
      return { count: act.data.count };
    case 'host.erased':
      return { subject: quoted(act.data.subject), order: quoted(act.data.order) };
    case 'host.unavailable':
      return {
        from: sayTime(act.data.from, t.language),
        until: sayTime(act.data.until, t.language),
        what: quoted(act.data.what),
      };
    case 'host.epoch':
      return { time: sayTime(act.data.hour, t.language) };
    default:
      return {};
  }
}
