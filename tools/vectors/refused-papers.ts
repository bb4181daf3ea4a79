import { testId } from '@comity/acts/testing';
import { type Attempt, Attempts } from './attempts.ts';
import type { Cast } from './history.ts';
import { CRP, INITIATIVES, PAPERS, ROUNDS, type tellPapers, WEEK } from './papers.ts';
import { judged } from './refused.ts';
import type { Told } from './told.ts';

type Registry = Awaited<ReturnType<typeof tellPapers>>;
const fresh = testId('doc', 'fresh');
const sha = 'a'.repeat(64);
const file = { sha256: sha, size: 1, media: 'text/plain' };
const blob = { sha256: sha, size: 1 };
const titles = { en: 'T' };

/** `refused-6.json`: what documents, initiatives and rounds of inputs do not take. */
export async function refusedPapers(told: Told, cast: Cast, registry: Registry) {
  const attempts = new Attempts(told, cast);
  await againstDocuments(attempts);
  await againstSymbols(attempts);
  await againstInitiatives(attempts);
  await againstRounds(attempts, registry);
  await againstCorrections(attempts, registry);
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt satisfies Attempt));
  return { after: told.chronicle.size, cases };
}

async function againstDocuments(a: Attempts) {
  const { clerk, alpha, beta, duty, secretariat } = a.cast;
  const { proposal, draft, gone } = PAPERS;
  const own = 'documents.own-submission';
  const paper = { document: fresh, titles, files: { en: file } };
  await a.rule(own, 'a submission of the secretariat', secretariat, 'documents.submitted', paper);
  await a.rule('people.current-key', 'a submission of somebody removed', duty, 'documents.submitted', paper);
  await a.rule(own, 'other words for the submitter’s', clerk, 'documents.issued', {
    ...{ document: proposal, language: 'en', file },
  });
  await a.rule(own, 'the secretariat that withdraws', clerk, 'documents.withdrawn', {
    ...{ document: proposal, reason: 'R' },
  });
  await a.rule(own, 'a stranger that withdraws', beta, 'documents.submission-withdrawn', {
    document: proposal,
  });
  const version = { document: draft, language: 'fr', of: sha, file };
  await a.rule('documents.version-known', 'a format of no version', clerk, 'documents.format-added', version);
  const once = 'documents.sponsor-once';
  await a.rule(once, 'a co-sponsor again', beta, 'documents.sponsored', { document: proposal });
  await a.rule(once, 'the submitter', alpha, 'documents.sponsored', { document: proposal });
  await a.rule(once, 'of a document of the secretariat', alpha, 'documents.sponsored', { document: draft });
  await a.rule(once, 'who never joined', alpha, 'documents.sponsorship-ended', { document: proposal });
  await a.rule('documents.known-document', 'of one withdrawn', alpha, 'documents.sponsored', {
    document: gone,
  });
  const joins = 'documents.states-present';
  await a.rule(joins, 'the secretariat', secretariat, 'documents.sponsored', { document: proposal });
}

async function againstSymbols(a: Attempts) {
  const { clerk } = a.cast;
  const type = 'documents.registered';
  const base = { document: fresh, titles, source: 'secretariat' as const, files: {} };
  const crp = { class: 'conference-room-paper', organ: 'plenary' };
  const once = 'documents.symbol-once';
  await a.rule(once, 'a symbol that is borne', clerk, type, { ...base, symbol: CRP });
  await a.rule(once, 'in other capitals', clerk, type, { ...base, symbol: CRP.toLowerCase() });
  await a.rule(once, 'a second symbol', clerk, 'documents.classified', {
    ...{ document: PAPERS.revision, symbol: 'A/BODY/2026/CRP.9', ...crp },
  });
  const series = 'documents.symbol-in-series';
  const of = (symbol: string) => ({ ...base, ...crp, symbol });
  await a.rule(series, 'another pattern', clerk, type, of('A/BODY/2026/WP.1'));
  await a.rule(series, 'a serial with a zero', clerk, type, of('A/BODY/2026/CRP.07'));
  await a.rule(series, 'another organ', clerk, type, of('A/OTHER/2026/CRP.7'));
  await a.rule(series, 'an organ without a prefix', clerk, type, {
    ...of('A/BODY/2026/CRP.7'),
    organ: 'group-1',
  });
  await a.rule(series, 'a revision of nothing', clerk, type, of('A/BODY/2026/CRP.8/Rev.1'));
  await a.rule(series, 'a class nobody adopted', clerk, type, { ...base, class: 'leaflet' });
  await a.rule(series, 'a symbol without a class', clerk, 'documents.classified', {
    ...{ document: PAPERS.proposal, symbol: 'A/BODY/2026/CRP.7' },
  });
  const known = 'documents.organ-known';
  await a.rule(known, 'an organ nobody entered', clerk, type, { ...base, organ: 'group-2' });
  const organ = 'documents.organ-registered';
  await a.rule(known, 'a parent nobody entered', clerk, organ, {
    ...{ organ: 'group-2', names: titles, parent: 'group-3' },
  });
  await a.rule(known, 'another parent', clerk, organ, { organ: 'plenary', names: titles, parent: 'group-1' });
}

async function againstInitiatives(a: Attempts) {
  const { clerk, alpha, beta, secretariat } = a.cast;
  const { own, older, gone } = INITIATIVES;
  const present = 'documents.initiative-presented';
  const record = 'documents.initiative-recorded';
  const data = { initiative: testId('ini', 'fresh'), titles, documents: [PAPERS.proposal] };
  const listed = 'documents.initiative-listed';
  await a.rule(listed, 'one that is listed', beta, present, { ...data, initiative: own });
  await a.rule(listed, 'without its document', beta, present, { ...data, documents: [fresh] });
  await a.rule(listed, 'with one withdrawn', beta, present, { ...data, documents: [PAPERS.gone] });
  const entered = { ...data, presented: '2026-03-01', participants: ['alpha'] };
  await a.rule(listed, 'a stranger', clerk, record, { ...entered, participants: ['nobody'] });
  await a.rule(listed, 'a day to come', clerk, record, { ...entered, presented: '2030-01-01' });
  const states = 'documents.states-present';
  await a.rule(states, 'the secretariat', secretariat, present, data);
  const withdraw = 'documents.initiative-withdrawn';
  await a.rule(states, 'a stranger that withdraws', beta, withdraw, { initiative: own });
  await a.rule(states, 'one of several', alpha, withdraw, { initiative: older });
  await a.rule('documents.known-initiative', 'withdrawn before', beta, withdraw, { initiative: gone });
  const declare = 'documents.coverage-declared';
  const said = { document: PAPERS.draft, initiative: own, coverage: 'covered' as const, reason: 'R' };
  const author = 'documents.coverage-by-author';
  await a.rule(author, 'a State, for the secretariat', alpha, declare, said);
  await a.rule(author, 'the secretariat, for a State', clerk, declare, {
    ...said,
    document: PAPERS.proposal,
  });
  const unknown = { ...said, initiative: testId('ini', 'fresh') };
  await a.rule('documents.known-initiative', 'an initiative not listed', clerk, declare, unknown);
}

async function againstRounds(a: Attempts, r: Registry) {
  const { clerk, alpha, secretariat } = a.cast;
  const opening = {
    ...{ round: testId('rnd', 'fresh'), document: PAPERS.draft, titles, template: blob },
    deadline: r.in(WEEK + 60_000),
  };
  const open = 'documents.round-opened';
  const notice = 'documents.deadline-ahead';
  await a.rule('documents.round-once', 'an id used', clerk, open, { ...opening, round: ROUNDS.open });
  const empty = { ...opening, document: PAPERS.empty };
  await a.rule('documents.languages-out', 'about one that is not out', clerk, open, empty);
  await a.rule(notice, 'in less than a week', clerk, open, { ...opening, deadline: r.in(WEEK - 60_000) });
  const known = 'documents.known-document';
  await a.rule(known, 'about one withdrawn', clerk, open, { ...opening, document: PAPERS.gone });
  const extend = 'documents.round-extended';
  const sooner = { round: ROUNDS.open, deadline: r.in(3_600_000), reason: 'R' };
  await a.rule(notice, 'an earlier deadline', clerk, extend, sooner);
  const inputs = 'documents.round-open';
  const late = { round: ROUNDS.closed, deadline: r.in(WEEK), reason: 'R' };
  await a.rule(inputs, 'an extension after the deadline', clerk, extend, late);
  const input = { round: ROUNDS.open, language: 'en', input: blob };
  const submit = 'documents.input-submitted';
  await a.rule(inputs, 'after the deadline', alpha, submit, { ...input, round: ROUNDS.closed });
  await a.rule(inputs, 'to no round', alpha, submit, { ...input, round: opening.round });
  await a.rule(inputs, 'of the secretariat', secretariat, submit, input);
  const ends = a.told.chronicle.ledger.round(ROUNDS.open)!.deadline;
  const seconds = (ends - a.told.chronicle.now) / 1000;
  await a.rule(inputs, 'at the deadline to the millisecond', alpha, submit, input, { late: seconds });
  const synthesis = { round: ROUNDS.open, synthesis: blob };
  const after = 'documents.synthesis-after-deadline';
  await a.rule(after, 'while inputs come', clerk, 'documents.synthesis-issued', synthesis);
  await a.rule(after, 'of no round', clerk, 'documents.synthesis-issued', {
    ...synthesis,
    round: opening.round,
  });
}

async function againstCorrections(a: Attempts, { acts }: Registry) {
  const { clerk, alpha } = a.cast;
  const round = ROUNDS.closed;
  const ask = 'documents.correction-requested';
  const answer = 'documents.correction-answered';
  const known = 'documents.known-synthesis';
  await a.rule(known, 'of no synthesis', alpha, ask, { round, synthesis: sha, asks: 'A' });
  const elsewhere = { round: ROUNDS.open, synthesis: acts.get('first')!, asks: 'A' };
  await a.rule(known, 'of another round', alpha, ask, elsewhere);
  const corrected = { round, request: acts.get('open request')!, answer: 'corrected' as const, reason: 'R' };
  const same = { ...corrected, synthesis: acts.get('first')! };
  await a.rule(known, 'by the synthesis complained of', clerk, answer, same);
  const declined = { round, answer: 'declined' as const, reason: 'R' };
  const once = 'documents.answered-once';
  await a.rule(once, 'a second answer', clerk, answer, { ...declined, request: acts.get('request')! });
  await a.rule(once, 'to nothing', clerk, answer, { ...declined, request: sha });
}
