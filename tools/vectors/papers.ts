import {
  type BodyState,
  compileInputs,
  formats,
  type InputTemplate,
  type Ledger,
  traceSynthesis,
} from '@comity/acts';
import { sessionHand, testId } from '@comity/acts/testing';
import { canonicalBytes, toBase64url, utf8 } from '@comity/log';
import { circulate, circulationRule } from '@comity/procedure';
import type { Cast } from './history.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

export const PAPERS = {
  draft: testId('doc', 'a draft'),
  revision: testId('doc', 'a revision'),
  proposal: testId('doc', 'a proposal'),
  gone: testId('doc', 'a paper that is withdrawn'),
  empty: testId('doc', 'a paper that is not out'),
};
export const INITIATIVES = {
  own: testId('ini', 'own'),
  older: testId('ini', 'older'),
  gone: testId('ini', 'withdrawn'),
};
export const ROUNDS = { closed: testId('rnd', 'closed'), open: testId('rnd', 'open') };
export const WEEK = 7 * 86_400_000;
export const CRP = 'A/BODY/2026/CRP.2';

const TEMPLATE: InputTemplate = {
  v: 1,
  items: [
    { id: 'methods', kind: 'question', text: { en: 'How should the exercise be run?', fr: 'Comment ?' } },
    { id: 'pp2', kind: 'paragraph', label: 'PP2', text: { en: 'Recalling the first exercise,' } },
  ],
};

/** The registry at work: what came with `history-6.json`. */
class Registry {
  readonly told: Told;
  readonly cast: Cast;
  /** Files by what they are for. */
  readonly files = new Map<string, string>();
  /** Acts that later ones name. */
  readonly acts = new Map<string, string>();

  constructor(told: Told, cast: Cast) {
    this.told = told;
    this.cast = cast;
  }

  blob(bytes: Uint8Array) {
    const sha256 = this.told.chronicle.keep(bytes);
    this.files.set(sha256, toBase64url(bytes));
    return { sha256, size: bytes.length };
  }
  file = (text: string) => ({ ...this.blob(utf8(text)), media: 'text/plain' });
  json = (value: unknown) => this.blob(canonicalBytes(value));
  in = (ms: number) => formats.timeOf(this.told.chronicle.now + ms);
}

export async function tellPapers(told: Told, cast: Cast): Promise<Registry> {
  const r = new Registry(told, cast);
  await documents(r);
  await submissions(r);
  await initiatives(r);
  await inputs(r);
  await syntheses(r);
  return r;
}

async function documents({ told, cast, file }: Registry) {
  const { clerk } = cast;
  const organ = { organ: 'plenary', names: { en: 'Plenary', fr: 'Plénière' }, prefix: 'A/BODY' };
  await told.tell(clerk, 'documents.organ-registered', organ);
  const group = { organ: 'group-1', names: { en: 'Group 1' }, parent: 'plenary' };
  await told.tell(clerk, 'documents.organ-registered', group);
  const english = file('A draft.\n');
  const described = { class: 'conference-room-paper', organ: 'plenary', original: 'en', words: 2 };
  await told.tell(clerk, 'documents.registered', {
    ...{ document: PAPERS.draft, symbol: CRP, titles: { en: 'A draft', fr: 'Un projet' } },
    ...{ source: 'secretariat', files: { en: english }, agenda: ['3', '5 (a)'], session: '1', ...described },
  });
  await told.tell(clerk, 'documents.registered', {
    ...{ document: PAPERS.empty, titles: { en: 'To come' }, source: 'secretariat', files: {} },
  });
  const language = { document: PAPERS.draft, language: 'fr' };
  await told.tell(clerk, 'documents.issued', { ...language, file: file('Un projet.\n') });
  await told.tell(clerk, 'documents.issued', {
    ...language,
    file: file('Un projet\u00a0!\n'),
    corrects: 'Un signe',
  });
  const json = { ...file('{}'), media: 'application/json' };
  const format = { document: PAPERS.draft, language: 'en', of: english.sha256, file: json };
  await told.tell(clerk, 'documents.format-added', format);
}

async function submissions({ told, cast, file }: Registry) {
  const { alpha, beta, clerk } = cast;
  const paper = (document: string, text: string) => ({
    ...{ document, titles: { en: text }, original: 'en', words: 2, files: { en: file(`${text}.\n`) } },
  });
  await told.tell(alpha, 'documents.submitted', paper(PAPERS.proposal, 'A proposal'));
  await told.tell(beta, 'documents.sponsored', { document: PAPERS.proposal });
  await told.tell(beta, 'documents.sponsorship-ended', { document: PAPERS.proposal });
  await told.tell(beta, 'documents.sponsored', { document: PAPERS.proposal });
  await told.tell(beta, 'documents.submitted', paper(PAPERS.gone, 'Overtaken'));
  await told.tell(beta, 'documents.submission-withdrawn', { document: PAPERS.gone, reason: 'Overtaken.' });
  await told.tell(alpha, 'documents.submitted', paper(PAPERS.revision, 'A revision'));
  await told.tell(clerk, 'documents.classified', {
    ...{
      document: PAPERS.revision,
      symbol: `${CRP}/Rev.1`,
      class: 'conference-room-paper',
      organ: 'plenary',
    },
  });
}

async function initiatives({ told, cast }: Registry) {
  const { alpha, beta, clerk } = cast;
  const listed = (initiative: string) => ({
    ...{ initiative, titles: { en: 'An initiative' }, documents: [PAPERS.proposal] },
  });
  await told.tell(alpha, 'documents.initiative-presented', {
    ...{ ...listed(INITIATIVES.own), group: { en: 'The group of Alpha' } },
  });
  await told.tell(clerk, 'documents.initiative-recorded', {
    ...{ ...listed(INITIATIVES.older), presented: '2025-06-30', participants: ['alpha', 'beta'] },
  });
  await told.tell(beta, 'documents.initiative-presented', listed(INITIATIVES.gone));
  await told.tell(beta, 'documents.initiative-withdrawn', { initiative: INITIATIVES.gone });
  const declared = { document: PAPERS.draft, initiative: INITIATIVES.own };
  await told.tell(clerk, 'documents.coverage-declared', {
    ...{ ...declared, coverage: 'partly', where: 'para. 2', reason: 'The rest concerns another item.' },
  });
  await told.tell(alpha, 'documents.coverage-declared', {
    ...{ document: PAPERS.proposal, initiative: INITIATIVES.older, coverage: 'not-covered' },
    reason: 'It is taken up in another paper.',
  });
}

async function inputs(r: Registry) {
  const { told, cast, json } = r;
  const { alpha, beta, clerk } = cast;
  const template = json(TEMPLATE);
  const opened = (round: string, ms: number) => ({
    ...{ round, document: PAPERS.draft, titles: { en: 'Inputs' }, template, deadline: r.in(ms) },
  });
  await told.tell(clerk, 'documents.round-opened', opened(ROUNDS.closed, WEEK));
  const { deadline } = opened(ROUNDS.closed, WEEK + 3_600_000);
  const extended = { round: ROUNDS.closed, deadline, reason: 'The platform was away for an hour.' };
  await told.tell(clerk, 'documents.round-extended', extended);
  const gives = async (hand: typeof alpha, name: string, answers: Record<string, string>) => {
    const input = json({ v: 1, round: ROUNDS.closed, answers });
    const data = { round: ROUNDS.closed, language: 'en', input };
    r.acts.set(name, (await told.tell(hand, 'documents.input-submitted', data)).prepared.id);
  };
  await gives(beta, 'superseded', { methods: 'In two parts.' });
  await gives(alpha, 'alpha', { methods: 'By lot 🎲 and in turn.', pp2: 'Recalling both exercises,' });
  await gives(beta, 'beta', { methods: 'In three parts.' });
  told.chronicle.now += WEEK + 2 * 3_600_000;
  await told.tell(clerk, 'documents.round-opened', opened(ROUNDS.open, WEEK));
}

async function syntheses(r: Registry) {
  const { told, cast, json, acts } = r;
  const { body, now, at } = told.chronicle;
  const clerk = await sessionHand(cast.clerk, body, at, new Date(now + 12 * 3_600_000).toISOString());
  const issue = async (name: string, to: number) => {
    const data = { round: ROUNDS.closed, synthesis: json(synthesisOf(acts, to)) };
    acts.set(name, (await told.tell(clerk, 'documents.synthesis-issued', data)).prepared.id);
  };
  await issue('first', 8);
  const asked = { round: ROUNDS.closed, synthesis: acts.get('first')! };
  const request = async (hand: typeof cast.alpha, name: string, more: { sentence?: number; asks: string }) =>
    acts.set(
      name,
      (await told.tell(hand, 'documents.correction-requested', { ...asked, ...more })).prepared.id,
    );
  await request(cast.alpha, 'request', { sentence: 1, asks: 'We also said “in turn”.' });
  await request(cast.beta, 'other', { asks: 'Our reason is missing.' });
  await request(cast.beta, 'open request', { asks: 'And so is our thanks.' });
  await issue('second', 20);
  const { closed: round } = ROUNDS;
  await told.tell(clerk, 'documents.correction-answered', {
    ...{ round, request: acts.get('request')!, answer: 'corrected', synthesis: acts.get('second')! },
    reason: 'Both are named now.',
  });
  await told.tell(clerk, 'documents.correction-answered', {
    ...{ round, request: acts.get('other')!, answer: 'declined', reason: 'The input gives no reason.' },
  });
}

const synthesisOf = (acts: ReadonlyMap<string, string>, to: number) => ({
  ...{ v: 1 as const, round: ROUNDS.closed, language: 'en' },
  sentences: [
    {
      ...{ item: 'methods', text: 'Lots and parts were mentioned.' },
      inputs: [
        { act: acts.get('alpha')!, item: 'methods', from: 0, to },
        { act: acts.get('beta')!, item: 'methods', from: 3, to: 14 },
      ],
    },
  ],
});

/** `history-6.json`: documents, initiatives and written inputs, and what they add up to. */
export async function paperVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  const registry = await tellPapers(told, cast);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { state, ledger } = told.chronicle;
  return {
    file: {
      ...{ after, blobs: Object.fromEntries(registry.files), entries, state: describeState(state) },
      ...{
        facts: describeFacts(ledger, registry.acts),
        clocks: clocks(state, ledger),
        compiled: compiled(registry.acts),
      },
    },
    registry,
  };
}

const sorted = (set: ReadonlySet<string>) => [...set].sort();
const times = (map: ReadonlyMap<string, number>) =>
  Object.fromEntries([...map].sort().map(([language, ms]) => [language, formats.timeOf(ms)]));
const described = <T>(ids: Iterable<string>, of: (id: string) => T | undefined, say: (fact: T) => object) =>
  Object.fromEntries(
    [...ids].sort().flatMap((id) => {
      const fact = of(id);
      return fact === undefined ? [] : [[id, say(fact)]];
    }),
  );

/** The facts that the acts left, in plain JSON, everything sorted. */
export function describeFacts(ledger: Ledger, acts: ReadonlyMap<string, string>) {
  return {
    documents: described(Object.values(PAPERS), ledger.document, (d) => ({
      ...{ withdrawn: d.withdrawn, issued: times(d.issued), corrected: times(d.corrected) },
      newest: Object.fromEntries([...d.newest].sort()),
      ...(d.symbol === undefined ? {} : { symbol: d.symbol }),
      ...{ submitters: sorted(d.submitters), own: sorted(d.own), sponsors: sorted(d.sponsors) },
    })),
    organs: described(['group-1', 'plenary'], ledger.organ, (o) => o),
    initiatives: described(Object.values(INITIATIVES), ledger.initiative, (i) => ({
      ...{ presenters: sorted(i.presenters), withdrawn: i.withdrawn },
    })),
    rounds: described(Object.values(ROUNDS), ledger.round, (r) => ({ deadline: formats.timeOf(r.deadline) })),
    syntheses: described(acts.values(), ledger.synthesis, (s) => s),
    requests: described(acts.values(), ledger.request, (q) => q),
  };
}

/** The clock of each document at the end, and a day later. */
export function clocks(state: BodyState, ledger: Ledger) {
  return Object.values(PAPERS).flatMap((document) =>
    [0, 30 * 86_400_000].map((later) => circulationOf(state, ledger, document, later)),
  );
}

/** The clock of one document, so many milliseconds after the end. */
export function circulationOf(state: BodyState, ledger: Ledger, document: string, later: number) {
  const now = state.received + later;
  const { out, missing, opens, obstacle } = circulate(
    ledger.document(document)!,
    circulationRule(state),
    now,
  );
  return {
    ...{ document, at: formats.timeOf(now), out: times(out), missing },
    ...(opens === undefined ? {} : { opens: formats.timeOf(opens) }),
    ...(obstacle ? { rule: obstacle.rule } : {}),
  };
}

/** The compilation of the round, and where the first synthesis used each answer. */
function compiled(acts: ReadonlyMap<string, string>) {
  const standing = [
    {
      ...{ act: acts.get('alpha')!, index: 0, participant: 'alpha', language: 'en' },
      answers: { methods: 'By lot 🎲 and in turn.', pp2: 'Recalling both exercises,' },
    },
    {
      ...{ act: acts.get('beta')!, index: 1, participant: 'beta', language: 'en' },
      answers: { methods: 'In three parts.' },
    },
  ];
  return {
    items: compileInputs(TEMPLATE, standing).map(({ item, inputs }) => ({ item: item.id, inputs })),
    trace: traceSynthesis(TEMPLATE, synthesisOf(acts, 8), standing),
  };
}
