import { type ActType, type Authority, type DataOf, formats } from '@comity/acts';
import {
  fileHand,
  type Hand,
  invitationData,
  type PersonHand,
  personData,
  rootHand,
  testId,
  tokenOf,
  USUAL_FOUNDING,
} from '@comity/acts/testing';
import { canonicalBytes, sha256Hex, toBase64url, utf8 } from '@comity/log';
import { ASSEMBLY } from '@comity/procedure';
import { Attempts } from './attempts.ts';
import { judged } from './refused.ts';
import { historyVectors } from './story.ts';
import { Told } from './told.ts';

const HOUR = 3_600_000;
const STATES = ['alpha', 'beta', 'gamma'] as const;
const RULES = { ...USUAL_FOUNDING.rules, decisions: { ...ASSEMBLY, languages: ['en', 'fr'] } };

export type Who = (typeof STATES)[number] | 'chair' | 'secretary' | 'clerk';
type Opened = DataOf<'decisions.opened'>;
const pro = (label: string) => testId('pro', label);
const doc = (label: string) => testId('doc', label);
const file = (label: string) => sha256Hex(utf8(label));

/** A body that decides: who acts in it, and the steps that its history is made of. */
export class Body {
  readonly told: Told;
  readonly hands: Readonly<Record<Who, PersonHand>>;

  private constructor(told: Told, hands: Body['hands']) {
    this.told = told;
    this.hands = hands;
  }

  static async open(): Promise<Body> {
    const told = await Told.open({ rules: RULES });
    const secretariat = await rootHand('secretariat');
    const roots: Record<string, Hand> = { secretariat };
    for (const state of STATES) {
      const root = await rootHand(state);
      await told.tell(secretariat, 'people.participant-invited', invitationData(told.chronicle, state));
      const enrolled = { key: root.key, token: toBase64url(tokenOf(state)) };
      await told.tell(root, 'people.root-enrolled', enrolled as DataOf<'people.root-enrolled'>);
      roots[state] = root;
    }
    const add = async (of: string, name: string, authorities: Authority[] = ['decisions']) => {
      const hand = await fileHand(of, name);
      const { data, fields } = await personData(told.chronicle, hand);
      await told.tell(roots[of]!, 'people.person-added', data, { fields });
      await told.tell(roots[of]!, 'people.authorities-set', { person: hand.actor.person, authorities });
      return hand;
    };
    return new Body(told, {
      alpha: await add('alpha', 'delegate'),
      beta: await add('beta', 'delegate'),
      gamma: await add('gamma', 'delegate'),
      chair: await add('gamma', 'chair'),
      secretary: await add('secretariat', 'secretary'),
      clerk: await add('secretariat', 'registrar', ['decisions', 'documents']),
    });
  }

  get now(): number {
    return this.told.chronicle.now;
  }
  in = (hours: number) => formats.timeOf(this.now + hours * HOUR);
  wait = (hours: number) => {
    this.told.chronicle.now += hours * HOUR;
  };

  /** Writes the act and answers with the key that others know it by. */
  async does<T extends ActType>(who: Who, type: T, data: DataOf<T>): Promise<string> {
    const { prepared, leaf } = await this.told.tell(this.hands[who], type, data);
    return leaf.tier === 'restricted' ? leaf.commitment : prepared.id;
  }

  async registers(label: string, languages: readonly string[]): Promise<void> {
    const files = Object.fromEntries(
      languages.map((l) => [l, { sha256: file(`${label} ${l}`), size: 1, media: 'text/plain' }]),
    );
    const data = { document: doc(label), titles: { en: label }, source: 'secretariat' as const, files };
    await this.does('clerk', 'documents.registered', data);
  }
  document = (label: string, languages = ['en', 'fr']) => ({
    kind: 'document' as const,
    document: doc(label),
    versions: Object.fromEntries(languages.map((l) => [l, file(`${label} ${l}`)])),
  });

  terms = (label: string, subject: Opened['subject'], more: Partial<Opened> = {}): Opened => ({
    ...{ procedure: pro(label), kind: more.deadline ? 'silence' : 'room', subject },
    ...{ layer: 'plenary', disclosure: 'state', ...more },
  });
  async opens(label: string, subject: Opened['subject'], more: Partial<Opened> = {}, by: Who = 'chair') {
    await this.does(by, 'decisions.opened', this.terms(label, subject, more));
    return pro(label);
  }
  mandate = (label: string): Opened['subject'] => ({
    kind: 'mandate',
    sha256: this.told.chronicle.keep(utf8(label)),
  });

  gavel = (procedure: string, more: Partial<DataOf<'decisions.closed'>> = {}): DataOf<'decisions.closed'> => {
    const { next, prev } = this.told.chronicle.state.streams.get(`procedure/${procedure}`)!;
    return { procedure, outcome: 'adopted', entries: next, head: prev, ...more };
  };
  closes = (by: Who, procedure: string, more: Partial<DataOf<'decisions.closed'>> = {}) =>
    this.does(by, 'decisions.closed', this.gavel(procedure, more));

  /** Presence by acts, announced, and the window over. */
  async announces(procedure: string, by: Who = 'chair', present: readonly Who[] = ['alpha', 'beta']) {
    for (const state of present) await this.does(state, 'decisions.presence-stated', { procedure });
    await this.does(by, 'decisions.announced', { procedure, until: this.in(0.05) });
    this.wait(0.05);
    return procedure;
  }

  async elects(office: 'chair' | 'secretary', by: Who): Promise<void> {
    const { participant, person } = this.hands[office].actor;
    const effect = { kind: 'office' as const, office, participant, person };
    const procedure = await this.announces(await this.opens(`election ${office}`, effect, {}, by), by);
    await this.closes(by, procedure, { effect });
  }
}

/** The hour at which New York is at work, so many days from now or later. */
function atWork(body: Body, days: number): string {
  const day = new Date(body.now + days * 24 * HOUR);
  day.setUTCHours(16, 0, 0, 0);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString();
}

async function bySilence(body: Body): Promise<void> {
  const { told } = body;
  await body.registers('report', ['en', 'fr']);
  await body.registers('other', ['en', 'fr']);
  await body.registers('lone', ['en']);
  body.wait(26);
  const terms = { deadline: atWork(body, 4), disclosure: 'fact' as const };
  const first = await body.opens('silence 1', body.document('report'), terms);
  await body.does('alpha', 'decisions.position-stated', { procedure: first, position: 'can-live-with' });
  const commitment = await body.does('beta', 'decisions.objected-unnamed', {
    procedure: first,
    reason: 'Instructions.',
  });
  await body.does('chair', 'decisions.vouched', { procedure: first, commitment });
  await body.closes('chair', first, { outcome: 'broken' });

  const again = { deadline: atWork(body, 4), reissues: first };
  const second = await body.opens('silence 2', body.document('report'), again);
  body.wait(3);
  const down = { from: body.in(-2), until: body.in(-1), what: 'The site' };
  const unavailable = await told.tell(await told.host(), 'host.unavailable', down);
  const cause = { kind: 'unavailable' as const, act: unavailable.prepared.id };
  const deadline = new Date(Date.parse(again.deadline) + HOUR).toISOString();
  await body.does('clerk', 'decisions.extended', { procedure: second, deadline, cause });
  const arrived = body.in(-0.5);
  const letter = { participant: 'gamma', by: 'note-verbale' as const, arrived };
  const note = { number: 'N-12', sha256: file('note') };
  const receipt = await body.does('clerk', 'decisions.receipt-recorded', {
    procedure: second,
    ...letter,
    note,
  });
  await body.does('gamma', 'decisions.objection-withdrawn', { procedure: second, objection: receipt });
  const paper = await body.opens('silence 3', body.mandate('a mandate'), { deadline: again.deadline });
  await body.does('clerk', 'decisions.receipt-recorded', {
    procedure: paper,
    ...letter,
    arrived: body.in(0),
  });
  body.wait(4 * 24 + 72);
  await body.closes('secretary', second);
}

async function inTheRoom(body: Body): Promise<void> {
  const hidden = await body.opens('room 1', body.mandate('a mandate'), { disclosure: 'paragraphs' });
  const receipt = await body.does('clerk', 'decisions.receipt-unnamed', {
    ...{ procedure: hidden, participant: 'alpha', by: 'voice' as const, arrived: body.in(0), items: ['OP7'] },
  });
  const said = { procedure: hidden, items: ['OP7', 'PP2'], confirms: receipt };
  const objection = await body.does('alpha', 'decisions.objected-unnamed', said);
  const withdrawal = await body.does('alpha', 'decisions.withdrawn-unnamed', {
    procedure: hidden,
    objection,
  });
  await body.does('chair', 'decisions.vouched', { procedure: hidden, commitment: withdrawal });
  await body.does('secretary', 'decisions.presence-attested', { procedure: hidden, present: 3 });
  await body.closes('chair', await body.announces(hidden, 'chair', []));

  const items = ['OP1', 'OP2'];
  const each = await body.opens('room 2', body.mandate('a mandate'), { items });
  await body.does('beta', 'decisions.objected', { procedure: each, items: ['OP2'] });
  await body.closes('chair', await body.announces(each), { items: ['OP1'] });

  const motion = { kind: 'motion' as const, motion: 'reconsider' as const, of: pro('silence 2') };
  const moved = await body.opens('motion', motion, {}, 'alpha');
  await body.does('secretary', 'decisions.presence-attested', { procedure: moved, present: 2 });
  await body.does('chair', 'decisions.announced', { procedure: moved, until: body.in(0.05) });
  await body.does('alpha', 'decisions.voted', { procedure: moved, vote: 'for' });
  await body.does('beta', 'decisions.voted', { procedure: moved, vote: 'against' });
  await body.does('beta', 'decisions.voted', { procedure: moved, vote: 'for' });
  body.wait(0.05);
  await body.closes('chair', moved);

  const rules: Opened['subject'] = { kind: 'waiver', rules: ['decisions.quorum-present'], of: pro('room 3') };
  await body.closes('chair', await body.announces(await body.opens('waiver', rules, {}, 'beta')));
  await body.closes(
    'chair',
    await body.announces(await body.opens('room 3', body.mandate('m')), 'chair', []),
  );
}

async function ofRules(body: Body): Promise<void> {
  const book = { ...RULES, decisions: { ...RULES.decisions, silence: { ...ASSEMBLY.silence, settling: 0 } } };
  const sha256 = body.told.chronicle.keep(canonicalBytes(book));
  const procedure = await body.announces(await body.opens('rules', { kind: 'rules', sha256 }));
  await body.closes('chair', procedure);
  await body.does('secretary', 'body.rules-changed', { rules: sha256, procedure });
}

/** Procedures that stay open, each in a state in which something may not follow. */
async function leftOpen(body: Body): Promise<void> {
  const subject = body.mandate('a mandate');
  const appealed = await body.announces(await body.opens('appealed', subject));
  const ruling = await body.does('chair', 'decisions.ruled', { procedure: appealed, ruling: 'Closed.' });
  await body.opens('appeal', { kind: 'appeal', ruling, of: appealed }, {}, 'beta');
  const objected = await body.announces(await body.opens('objected', subject));
  await body.does('alpha', 'decisions.objected', { procedure: objected, reason: 'Too soon.' });
  await body.announces(await body.opens('due', subject));
  await body.announces(await body.opens('empty', subject), 'chair', []);
  const afterwards = await body.opens('afterwards', subject);
  const times = { announced: body.in(-2), gavelled: body.in(-1.9), present: 3 };
  await body.does('chair', 'decisions.announced', {
    ...{ procedure: afterwards, until: body.in(24), afterwards: times },
  });
  await body.opens('lasting', subject, { deadline: atWork(body, 5) });
  await body.registers('fresh', ['en', 'fr']);
  await body.opens('early', body.document('fresh'));
}

/** `history-7.json` and `refused-7.json`: another body, which elects a chair and decides. */
export async function decisionVectors() {
  const body = await Body.open();
  await body.elects('chair', 'clerk');
  await body.elects('secretary', 'chair');
  await bySilence(body);
  await inTheRoom(body);
  await ofRules(body);
  await leftOpen(body);
  const { told } = body;
  const history = await historyVectors(told);
  return {
    history: { ...history, state: { ...history.state, decisions: describeDecisions(told) } },
    refused: { body: told.chronicle.body, after: told.chronicle.size, cases: await refusals(body) },
    told: body,
  };
}

/** What decisions add up to, in plain JSON: offices, rules in force, and each procedure. */
export function describeDecisions({ chronicle }: Told) {
  const { offices, rulesIn } = chronicle.state;
  const opened = chronicle.written.flatMap(({ prepared: { act } }) =>
    act.type === 'decisions.opened' ? [act.data.procedure] : [],
  );
  return {
    offices: Object.fromEntries([...offices].map(([office, held]) => [office, held.map((h) => ({ ...h }))])),
    rules: { sha256: rulesIn.sha256, act: rulesIn.act },
    procedures: Object.fromEntries(
      opened.sort().map((id) => {
        const { objections, closed, deadline } = chronicle.ledger.procedure(id)!;
        return [
          id,
          {
            standing: objections.filter((o) => !o.ended).map((o) => o.id),
            ended: objections.filter((o) => o.ended).map((o) => o.id),
            ...(deadline === undefined ? {} : { deadline: formats.timeOf(deadline) }),
            ...(closed ? { outcome: closed.outcome } : {}),
          },
        ];
      }),
    ),
  };
}

async function refusals(body: Body) {
  const { told, hands } = body;
  const attempts = new Attempts(told, {} as never);
  const subject = body.mandate('a mandate');
  const tried = <T extends ActType>(rule: string, what: string, who: Who, type: T, data: DataOf<T>) =>
    attempts.rule(rule.includes('.') ? rule : `decisions.${rule}`, what, hands[who], type, data);
  const objection = [...told.chronicle.ledger.procedure(pro('objected'))!.objections][0]!.id;
  const change = { rules: told.chronicle.state.rulesIn.sha256, procedure: pro('rules') };
  const letter = {
    procedure: pro('lasting'),
    participant: 'beta',
    by: 'letter' as const,
    arrived: body.in(0),
  };
  const deadline = atWork(body, 5);
  const opened = 'decisions.opened';
  const closed = 'decisions.closed';
  await tried('body.rules-adopted', 'rules that are in force', 'chair', 'body.rules-changed', change);
  await tried('state-speaks', 'the secretariat objects', 'clerk', 'decisions.objected', {
    procedure: pro('lasting'),
  });
  await tried('secretariat-records', 'a State records', 'alpha', 'decisions.receipt-recorded', letter);
  await tried('chair-presides', 'a State announces', 'alpha', 'decisions.announced', {
    ...{ procedure: pro('due'), until: body.in(1) },
  });
  await tried('may-open', 'a State opens on a text', 'alpha', opened, body.terms('x', subject));
  await tried('procedure-once', 'the same id', 'chair', opened, body.terms('due', subject));
  await tried('procedure-open', 'an objection after the gavel', 'alpha', 'decisions.objected', {
    procedure: pro('silence 2'),
  });
  await tried('subject-known', 'no such document', 'chair', opened, body.terms('x', body.document('none')));
  await tried('decided-once', 'what was adopted', 'chair', opened, body.terms('x', body.document('report')));
  await tried('languages-issued', 'one language', 'chair', opened, {
    ...body.terms('x', body.document('lone', ['en']), { deadline }),
  });
  await tried('notice-given', 'a text of this hour', 'chair', 'decisions.announced', {
    ...{ procedure: pro('early'), until: body.in(1) },
  });
  await tried(
    'silence-long-enough',
    'a day',
    'chair',
    opened,
    body.terms('x', subject, { deadline: atWork(body, 1) }),
  );
  await tried('disclosure-fixed', 'a State that hides', 'alpha', 'decisions.objected-unnamed', {
    procedure: pro('lasting'),
  });
  await tried('extension-measured', 'nothing was lost', 'chair', 'decisions.extended', {
    ...{ procedure: pro('lasting'), deadline: atWork(body, 9), cause: { kind: 'language', language: 'en' } },
  });
  await tried('objection-in-time', 'too late', 'alpha', 'decisions.objected', {
    procedure: pro('silence 3'),
  });
  await tried('position-in-time', 'too late', 'alpha', 'decisions.position-stated', {
    ...{ procedure: pro('silence 3'), position: 'support' },
  });
  await tried('once-each', 'the same again', 'alpha', 'decisions.objected', { procedure: pro('objected') });
  await tried('entry-known', 'no such entry', 'chair', 'decisions.vouched', {
    ...{ procedure: pro('lasting'), commitment: 'a'.repeat(64) },
  });
  await tried('own-objection', 'of another State', 'beta', 'decisions.objection-withdrawn', {
    ...{ procedure: pro('objected'), objection },
  });
  await tried('method-adopted', 'a vote on substance', 'alpha', 'decisions.voted', {
    ...{ procedure: pro('due'), vote: 'for' },
  });
  await tried('window-given', 'ten seconds', 'chair', 'decisions.announced', {
    ...{ procedure: pro('due'), until: body.in(10 / 3600) },
  });
  await tried('two-enter-afterwards', 'the chair alone', 'chair', closed, body.gavel(pro('afterwards')));
  await tried('quorum-present', 'nobody is there', 'chair', closed, body.gavel(pro('empty')));
  await tried('no-objection', 'over an objection', 'chair', closed, body.gavel(pro('objected')));
  await tried('paper-settled', 'over a letter', 'chair', closed, body.gavel(pro('silence 3')));
  await tried('deadline-reached', 'before the deadline', 'chair', closed, body.gavel(pro('lasting')));
  await tried('appeal-first', 'over an appeal', 'chair', closed, body.gavel(pro('appealed')));
  await tried(
    'outcome-follows',
    'broken by nobody',
    'chair',
    closed,
    body.gavel(pro('due'), { outcome: 'broken' }),
  );
  await tried('entries-named', 'other entries', 'chair', closed, body.gavel(pro('due'), { entries: 1 }));
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}
