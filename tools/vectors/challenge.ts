import { type Attempt, Attempts } from './attempts.ts';
import { ALPHA_CONTACT, ALPHA_MISSION, BETA_CONTACT, type Cast, DOCUMENT } from './history.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

/** The first act of this type about this contact or document. */
function actAbout(told: Told, type: string, subject: string): string {
  const about = ({ data }: { data: object }) => Object.values(data).includes(subject);
  return told.chronicle.written.find(({ prepared: { act } }) => act.type === type && about(act))!.prepared.id;
}

/** The act that one administrator challenges, where two must act together; and the one that a root does. */
const challengedActs = (told: Told) => ({
  alpha: actAbout(told, 'directory.key-certified', ALPHA_CONTACT),
  beta: actAbout(told, 'directory.key-certified', BETA_CONTACT),
});

/** `history-2.json`: how the history goes on, with the act that came later. */
export async function challengeVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  const { alpha, beta } = challengedActs(told);
  await told.tell(cast.officer, 'people.act-challenged', { act: alpha, reason: 'not-as-shown' });
  await told.tell(cast.beta, 'people.act-challenged', { act: beta, reason: 'not-ours' });
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const { state } = told.chronicle;
  const challenges = Object.fromEntries([...state.challenges].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { after, entries, state: { ...describeState(state), challenges } };
}

/** `refused-2.json`: challenges that may not follow. */
export async function refusedChallenges(told: Told, cast: Cast) {
  const attempts = new Attempts(told, cast);
  const { alpha, beta, officer, card, clerk } = cast;
  const { alpha: done } = challengedActs(told);
  const open = actAbout(told, 'directory.contact-nominated', ALPHA_CONTACT);
  const rule = 'people.challenge-in-time';
  const type = 'people.act-challenged';
  const of = (act: string) => ({ act, reason: 'not-ours' as const });
  const late = { late: 259_200 };
  await attempts.rule(rule, 'an act that was challenged before', alpha, type, of(done));
  await attempts.rule(rule, 'an act of another State', beta, type, of(open));
  await attempts.rule(rule, 'an act that is not there', officer, type, of('a'.repeat(64)));
  await attempts.rule(rule, 'an act older than three days', officer, type, of(open), late);
  const byRoot = actAbout(told, 'directory.contact-nominated', ALPHA_MISSION);
  await attempts.rule(rule, 'an act of the root', officer, type, of(byRoot));
  const ordinary = actAbout(told, 'documents.registered', DOCUMENT);
  const { secretariat } = cast;
  await attempts.rule(rule, 'an act that is not binding', secretariat, type, of(ordinary));
  await attempts.rule('people.administrators-act', 'no administrator', card, type, of(open));
  await attempts.rule('people.administrators-act', 'a participant without any', clerk, type, of(open));
  return { after: told.chronicle.size, cases: await allJudged(told, attempts.all) };
}

async function allJudged(told: Told, attempts: readonly Attempt[]) {
  const cases = [];
  for (const attempt of attempts) cases.push(await judged(told, attempt));
  return cases;
}
