import { type ActType, type DataOf, formats } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { sha256Hex, utf8 } from '@comity/log';
import { Attempts } from './attempts.ts';
import { type Body, describeDecisions, type Who } from './decisions.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const pro = (label: string) => testId('pro', label);
const man = (label: string) => testId('man', label);
const words = (label: string, language = 'en') => ({
  language,
  file: { sha256: sha256Hex(utf8(label)), size: utf8(label).length },
});
const ADOPTED = pro('silence 2');
const IN_PART = pro('room 2');
const OPEN = pro('lasting');

/** What States say of decisions, and what is to be done by them. */
async function tell(body: Body): Promise<void> {
  await body.does('clerk', 'decisions.circulated', {
    ...{ procedure: OPEN, by: 'note-verbale', sent: body.in(-1), note: { number: 'N-20' } },
  });
  await body.does('clerk', 'decisions.circulated', {
    ...{ procedure: OPEN, by: 'e-mail', sent: body.in(-0.5), to: ['alpha', 'gamma'] },
  });
  await body.does('alpha', 'decisions.delivery-acknowledged', { procedure: OPEN });
  await body.does('gamma', 'decisions.explained', { procedure: OPEN, text: words('Before it.', 'fr') });
  await body.does('alpha', 'decisions.dissociated', { procedure: ADOPTED, paragraphs: ['OP7', 'PP2'] });
  const said = { procedure: IN_PART, paragraphs: ['OP1'], text: words('We understand it so.') };
  const statement = await body.does('beta', 'decisions.dissociated', said);
  await body.does('beta', 'decisions.reserved', { procedure: IN_PART, text: words('To the whole.') });
  await body.does('beta', 'decisions.statement-withdrawn', { procedure: IN_PART, statement });
  await body.does('beta', 'decisions.dissociated', said);
  await body.does('chair', 'decisions.mandated', {
    ...{ procedure: ADOPTED, mandate: man('report'), titles: { en: 'Report back', fr: 'Faire rapport' } },
    ...{ owner: { participant: 'gamma' }, due: body.in(1000), text: words('The mandate.').file },
  });
  await body.does('clerk', 'decisions.mandated', {
    ...{ procedure: IN_PART, mandate: man('list'), titles: { en: 'Keep the list' } },
    ...{ owner: { office: 'chair' }, paragraphs: ['OP1'] },
  });
  const moved = { procedure: ADOPTED, mandate: man('report') };
  await body.does('gamma', 'decisions.mandate-moved', { ...moved, state: 'under-way', due: body.in(2000) });
  await body.does('gamma', 'decisions.mandate-moved', { ...moved, state: 'done', note: 'It is out.' });
}

/** `history-12.json` and `refused-12.json`: how the body of `history-7.json` goes on after its decisions. */
export async function besideVectors(body: Body) {
  const { told } = body;
  const after = told.chronicle.size;
  await tell(body);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { body: id, size, state } = told.chronicle;
  const decisions = { ...describeDecisions(told), beside: describeBeside(told) };
  return {
    history: { body: id, after, entries, state: { ...describeState(state), decisions } },
    refused: { body: id, after: size, cases: await refusals(body) },
  };
}

const time = (at: { readonly due?: number }) => (at.due === undefined ? {} : { due: formats.timeOf(at.due) });

/** What was said beside each procedure and is to be done by it, in plain JSON. */
export function describeBeside({ chronicle }: Pick<Told, 'chronicle'>) {
  const ids = chronicle.written.flatMap(({ prepared: { act } }) =>
    act.type === 'decisions.opened' ? [act.data.procedure] : [],
  );
  return Object.fromEntries(
    ids.sort().flatMap((id) => {
      const { statements, mandates, circulated, acknowledged } = chronicle.ledger.procedure(id)!;
      if (!statements && !mandates && !circulated && !acknowledged) return [];
      const described = {
        standing: (statements ?? []).filter((s) => !s.ended).map(({ act }) => act),
        withdrawn: (statements ?? []).filter((s) => s.ended).map(({ act }) => act),
        before: (statements ?? []).filter((s) => s.before).map(({ act }) => act),
        mandates: (mandates ?? []).map((m) => ({ mandate: m.mandate, state: m.state, ...time(m) })),
        circulated: (circulated ?? []).map(({ act }) => act),
        acknowledged: (acknowledged ?? []).map(({ participant }) => participant),
      };
      return [[id, described]];
    }),
  );
}

async function refusals(body: Body) {
  const { told, hands } = body;
  const attempts = new Attempts(told, {} as never);
  const tried = <T extends ActType>(rule: string, what: string, who: Who, type: T, data: DataOf<T>) =>
    attempts.rule(`decisions.${rule}`, what, hands[who], type, data);
  const dissociated = 'decisions.dissociated';
  const standing = told.chronicle.ledger.procedure(IN_PART)!.statements!.find((s) => !s.ended)!.act;
  const withdrawn = told.chronicle.ledger.procedure(IN_PART)!.statements!.find((s) => s.ended)!.act;
  const mandate = {
    ...{ procedure: ADOPTED, mandate: man('other'), titles: { en: 'Other' } },
    owner: { body: true as const },
  };
  const moved = { procedure: IN_PART, mandate: man('list'), state: 'done' as const };
  await tried('adopted-first', 'before adoption', 'beta', dissociated, {
    procedure: OPEN,
    paragraphs: ['OP1'],
  });
  await tried('adopted-first', 'from an item not adopted', 'alpha', dissociated, {
    ...{ procedure: IN_PART, paragraphs: ['OP2'] },
  });
  await tried('adopted-first', 'a reservation to an election', 'alpha', 'decisions.reserved', {
    ...{ procedure: pro('election chair'), text: words('No.') },
  });
  await tried('state-speaks', 'the secretariat explains', 'clerk', 'decisions.explained', {
    ...{ procedure: ADOPTED, text: words('In your name.') },
  });
  await tried('statement-once', 'the same paragraph again', 'alpha', dissociated, {
    ...{ procedure: ADOPTED, paragraphs: ['OP7'] },
  });
  await tried('statement-once', 'a second explanation', 'gamma', 'decisions.explained', {
    ...{ procedure: OPEN, text: words('Again.') },
  });
  await tried('own-statement', 'of another State', 'alpha', 'decisions.statement-withdrawn', {
    ...{ procedure: IN_PART, statement: standing },
  });
  await tried('entry-known', 'withdrawn before', 'beta', 'decisions.statement-withdrawn', {
    ...{ procedure: IN_PART, statement: withdrawn },
  });
  await tried('mandate-entered', 'by a State', 'beta', 'decisions.mandated', mandate);
  await tried('mandate-entered', 'due yesterday', 'chair', 'decisions.mandated', {
    ...{ ...mandate, due: body.in(-24) },
  });
  await tried('mandate-entered', 'the same id', 'chair', 'decisions.mandated', {
    ...{ ...mandate, mandate: man('report') },
  });
  await tried('mandate-owner', 'by another', 'alpha', 'decisions.mandate-moved', moved);
  await tried('entry-known', 'what is done', 'gamma', 'decisions.mandate-moved', {
    ...{ ...moved, procedure: ADOPTED, mandate: man('report') },
  });
  await tried('delivery-evidenced', 'twice', 'alpha', 'decisions.delivery-acknowledged', { procedure: OPEN });
  await tried('delivery-evidenced', 'by a State', 'alpha', 'decisions.circulated', {
    ...{ procedure: OPEN, by: 'e-mail', sent: body.in(-1) },
  });
  await tried('delivery-evidenced', 'to an observer', 'clerk', 'decisions.circulated', {
    ...{ procedure: OPEN, by: 'e-mail', sent: body.in(-1), to: ['observer'] },
  });
  await tried('procedure-open', 'after the gavel', 'alpha', 'decisions.delivery-acknowledged', {
    procedure: ADOPTED,
  });
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}
