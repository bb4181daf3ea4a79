import type { ActType, DataOf } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { sha256Hex, utf8 } from '@comity/log';
import { Attempts } from './attempts.ts';
import { type Body, describeDecisions, type Who } from './decisions.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const file = (label: string) => sha256Hex(utf8(label));
const prp = (label: string) => testId('prp', label);
const par = (label: string) => testId('par', label);
const document = testId('doc', 'other');
const BASE = file('other en');
const REVISED = file('other en 2');
const text = (n: number) => file(`other as it stands ${n}`);
const content = (label: string) => ({ sha256: file(label), size: utf8(label).length });
const ids = (...labels: string[]) => labels.map(par).sort();
type Proposed = DataOf<'negotiation.proposed'>;
const proposal = (label: string, more: Partial<Proposed> = {}): Proposed => ({
  ...{ document, proposal: prp(label), on: BASE, paragraphs: ids('1'), content: content(label) },
  ...more,
});
const recorded = (label: string, participant = 'gamma') => ({
  ...proposal(label),
  ...{ participant, by: 'voice' as const },
});
const on = { document, on: REVISED };

/** A text is negotiated: what is proposed, joined, recorded, accepted, taken back, agreed, and put on the table anew. */
async function tell(body: Body): Promise<void> {
  await body.does('chair', 'negotiation.opened', {
    document,
    language: 'en',
    text: BASE,
    layer: 'informals',
  });
  await body.does('alpha', 'negotiation.proposed', proposal('a'));
  await body.does('beta', 'negotiation.joined', { document, proposal: prp('a'), as: 'co-sponsor' });
  await body.does('gamma', 'negotiation.joined', { document, proposal: prp('a'), as: 'supporter' });
  await body.does('clerk', 'negotiation.proposal-recorded', recorded('spoken'));
  await body.does('gamma', 'negotiation.joined', { document, proposal: prp('spoken'), as: 'proposer' });
  await body.does(
    'beta',
    'negotiation.proposed',
    proposal('new', { paragraphs: ids('2'), brings: ids('2bis') }),
  );
  await body.does(
    'beta',
    'negotiation.proposed',
    proposal('newer', { paragraphs: ids('2'), replaces: prp('new') }),
  );
  const settled = (
    outcome: DataOf<'negotiation.settled'>['outcome'],
    label: string,
    at: string,
    result?: string,
  ) =>
    body.does('chair', 'negotiation.settled', {
      ...{ document, proposals: [prp(label)], outcome, on: at, ...(result ? { result } : {}) },
    });
  await settled('accepted', 'a', BASE, text(1));
  await settled('accepted', 'newer', text(1), text(2));
  await settled('taken-back', 'newer', text(2), text(1));
  await settled('set-aside', 'newer', text(1));
  await settled('restored', 'newer', text(1));
  await body.does('gamma', 'negotiation.left', {
    document,
    proposal: prp('spoken'),
    reason: 'Met elsewhere.',
  });
  const version = { sha256: REVISED, size: 11, media: 'text/plain' };
  await body.does('clerk', 'documents.issued', { document, language: 'en', file: version });
  await body.does('chair', 'negotiation.text-issued', { document, text: REVISED, reason: 'Streamlined.' });
  const stated = { document, position: 'reserve' as const, paragraphs: ids('3'), note: 'Jointly.' };
  const joins = await body.does('alpha', 'negotiation.position-stated', stated);
  await body.does('beta', 'negotiation.position-stated', { ...stated, joins });
  await agree(body);
  // What stays as it is: each of these is something that may not be done over.
  await body.does('alpha', 'negotiation.proposed', proposal('open', { on: REVISED, paragraphs: ids('5') }));
  await body.does('clerk', 'negotiation.proposal-recorded', {
    ...recorded('waits'),
    on: REVISED,
    paragraphs: ids('6'),
  });
  await body.does(
    'alpha',
    'negotiation.proposed',
    proposal('opposed', { on: REVISED, paragraphs: ids('7') }),
  );
  await body.does('beta', 'negotiation.position-stated', {
    ...{ document, position: 'object', proposals: [prp('opposed')] },
  });
  await body.does('chair', 'negotiation.opened', {
    ...{ document: testId('doc', 'report'), language: 'en', text: file('report en'), layer: 'plenary' },
  });
  await body.does('chair', 'negotiation.closed', {
    ...{ document: testId('doc', 'report'), text: file('report en'), outcome: 'discontinued' },
  });
}

async function agree(body: Body): Promise<void> {
  const marks = (agreement: DataOf<'negotiation.agreement-marked'>['agreement'], ...labels: string[]) =>
    body.does('chair', 'negotiation.agreement-marked', { ...on, paragraphs: ids(...labels), agreement });
  await marks({ kind: 'pending' }, '1');
  await marks({ kind: 'pending-delegations', participants: ['alpha'] }, '1');
  const answer = { document, position: 'can-live-with' as const, paragraphs: ids('1') };
  await body.does('alpha', 'negotiation.position-stated', answer);
  await marks({ kind: 'agreed' }, '1');
  await marks({ kind: 'reopened', reason: 'A new fact.' }, '1');
  await marks({ kind: 'ad-referendum', until: body.in(72), participants: ['beta'] }, '1');
  await marks({ kind: 'subject-to', paragraphs: ids('4') }, '3');
  await marks({ kind: 'subject-to', paragraphs: ids('3') }, '4');
  await marks({ kind: 'agreed' }, '3', '4');
  await marks({ kind: 'subject-to', paragraphs: ids('9') }, '8');
}

/** `history-13.json` and `refused-13.json`: how the body of `history-12.json` goes on. */
export async function negotiationVectors(body: Body) {
  const { told } = body;
  const after = told.chronicle.size;
  await tell(body);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { body: id, size, state } = told.chronicle;
  const negotiations = describeNegotiations(told);
  return {
    history: {
      ...{ body: id, after, entries },
      state: { ...describeState(state), decisions: describeDecisions(told), negotiations },
    },
    refused: { body: id, after: size, cases: await refusals(body) },
  };
}

/** What negotiations add up to, in plain JSON: the facts of each text, proposal and paragraph. */
export function describeNegotiations({ chronicle }: Pick<Told, 'chronicle'>) {
  const { ledger, written } = chronicle;
  const [texts, proposals, paragraphs] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { prepared } of written) {
    const { act } = prepared;
    if (!act.type.startsWith('negotiation.')) continue;
    const data = act.data as Partial<Proposed>;
    texts.add(data.document!);
    if (data.proposal) proposals.add(data.proposal);
    for (const id of [...(data.paragraphs ?? []), ...(data.brings ?? [])]) paragraphs.add(id);
  }
  const each = <T>(of: ReadonlySet<string>, find: (id: string) => T) =>
    Object.fromEntries([...of].sort().map((id) => [id, find(id)]));
  return {
    texts: each(texts, (id) => ledger.negotiation(id)),
    proposals: each(proposals, (id) => ledger.proposal(id)),
    paragraphs: each(paragraphs, (id) => ledger.paragraph(document, id)),
  };
}

async function refusals(body: Body) {
  const { told, hands } = body;
  const attempts = new Attempts(told, {} as never);
  const tried = <T extends ActType>(rule: string, what: string, who: Who, type: T, data: DataOf<T>) =>
    attempts.rule(`negotiation.${rule}`, what, hands[who], type, data);
  const proposed = 'negotiation.proposed';
  const settled = 'negotiation.settled';
  const marked = 'negotiation.agreement-marked';
  const now = { on: REVISED };
  const accepts = (label: string) => ({
    ...on,
    ...{ proposals: [prp(label)], outcome: 'accepted' as const, result: text(9) },
  });
  const agreed = (label: string) => ({
    ...on,
    paragraphs: ids(label),
    agreement: { kind: 'agreed' as const },
  });
  const other = told.chronicle.ledger.negotiation(testId('doc', 'report'))!.opened;
  await tried('chair-presides', 'a State accepts', 'alpha', settled, accepts('open'));
  await tried('state-speaks', 'the secretariat proposes', 'clerk', proposed, proposal('x', now));
  await tried('secretariat-records', 'over the head of its State', 'chair', settled, accepts('waits'));
  await tried('text-registered', 'a version that is none', 'chair', 'negotiation.text-issued', {
    ...{ document, text: text(9) },
  });
  await tried('negotiation-open', 'after the end', 'alpha', proposed, {
    ...proposal('x'),
    document: testId('doc', 'report'),
  });
  await tried('proposal-once', 'the same id', 'beta', proposed, proposal('open', now));
  await tried('base-current', 'a text of before', 'beta', proposed, proposal('x', { on: text(1) }));
  await tried('paragraph-open', 'a paragraph that is agreed', 'beta', proposed, {
    ...proposal('x', { ...now, paragraphs: ids('3') }),
  });
  await tried('known-proposal', 'what was withdrawn', 'chair', settled, accepts('spoken'));
  await tried('sponsor-once', 'another State confirms', 'alpha', 'negotiation.joined', {
    ...{ document, proposal: prp('waits'), as: 'proposer' },
  });
  await tried('own-replacement', 'that of another', 'beta', proposed, {
    ...proposal('x', { ...now, paragraphs: ids('5'), replaces: prp('open') }),
  });
  await tried('joint-position', 'no such position', 'beta', 'negotiation.position-stated', {
    ...{ document, position: 'support', paragraphs: ids('3'), joins: other },
  });
  await tried('no-objection', 'over an objection', 'chair', settled, accepts('opposed'));
  await tried('proposals-settled', 'with a proposal open', 'chair', marked, agreed('5'));
  await tried('conditions-met', 'before the capital answered', 'chair', marked, agreed('1'));
  await tried('conditions-met', 'a half of a package', 'chair', marked, agreed('8'));
  await tried('last-taken-back', 'what was not accepted', 'chair', settled, {
    ...{ ...on, proposals: [prp('open')], outcome: 'taken-back', result: BASE },
  });
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}
