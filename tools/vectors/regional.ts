import type { DataOf } from '@comity/acts';
import { type Hand, testId, testSalt } from '@comity/acts/testing';
import { canonicalBytes, toBase64url } from '@comity/log';
import { Attempts } from './attempts.ts';
import type { Cast } from './history.ts';
import { judged } from './refused.ts';
import { FOLLOWS } from './seals.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

const REGION = testId('lst', 'region');
const GROUP = testId('lst', 'group');
type Import = DataOf<'directory.list-imported'>;

/** A file of a list, kept beside the record. */
function fileOf(told: Told, regional: string, institutions: readonly string[]) {
  const contacts = institutions.map((institution) => ({
    ...{ state: 'beta', class: 'technical', fields: { institution } },
  }));
  const bytes = canonicalBytes({ v: 1, regional, salt: testSalt(`list ${institutions.join()}`), contacts });
  return { file: { sha256: told.chronicle.keep(bytes), size: bytes.length }, contacts: contacts.length };
}

const listed = (told: Told, regional: string, institutions: readonly string[]): Import => ({
  ...{ regional, names: { en: 'Contacts of a region' }, terms: { en: 'For urgent use.' } },
  ...{ readers: ['beta', 'gamma'], asOf: '2026-03-01', expires: inDays(told, 90) },
  ...fileOf(told, regional, institutions),
});
const inDays = ({ chronicle }: Told, days: number) =>
  new Date(chronicle.now + days * 86_400_000).toISOString();

/** `history-17.json` and `refused-17.json`: regional lists, and what may not be done with them. */
export async function regionalVectors(told: Told, cast: Cast) {
  const after = told.chronicle.size;
  const known = new Set(told.chronicle.blobs.keys());
  const { alpha, secretariat } = cast;
  const version = (regional: string) => told.chronicle.state.regional.get(regional)!.version;
  await told.tell(alpha, 'directory.list-imported', listed(told, REGION, ['CERT']));
  const newer = { ...listed(told, REGION, ['CERT', 'Night desk']), readers: 'participants' as const };
  await told.tell(alpha, 'directory.list-imported', newer, { base: version(REGION) });
  await told.tell(secretariat, 'directory.list-imported', listed(told, GROUP, ['Mission']));
  await told.tell(secretariat, 'directory.list-withdrawn', { regional: GROUP, reason: 'Out of date.' });
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const blobs = Object.fromEntries(
    [...told.chronicle.blobs]
      .filter(([hash]) => !known.has(hash))
      .map(([hash, bytes]) => [hash, toBase64url(bytes)]),
  );
  const cases = await refusedLists(told, cast, version);
  const { size, state } = told.chronicle;
  return {
    history: {
      follows: FOLLOWS,
      after,
      blobs,
      entries,
      state: { ...describeState(state), regional: listsIn(state) },
    },
    refused: { follows: [...FOLLOWS, 'history-17.json'], after: size, cases },
  };
}

const listsIn = ({ regional }: Told['chronicle']['state']) => Object.fromEntries(regional);

async function refusedLists(told: Told, cast: Cast, version: (regional: string) => string) {
  const attempts = new Attempts(told, cast);
  const { alpha, beta, secretariat } = cast;
  const next = { ...listed(told, REGION, ['CERT', 'Day desk']) };
  const tries = (
    rule: string,
    what: string,
    hand: Hand,
    more: Partial<Import> = {},
    base = version(REGION),
  ) => attempts.rule(rule, what, hand, 'directory.list-imported', { ...next, ...more }, base ? { base } : {});
  await tries('directory.regional-own', 'a list of another participant', beta);
  await tries(
    'directory.regional-own',
    'a list that was withdrawn',
    secretariat,
    { regional: GROUP },
    version(GROUP),
  );
  await tries('directory.base-current', 'an import that names no version', alpha, {}, '');
  await tries('directory.base-current', 'a first import that names one', alpha, {
    regional: testId('lst', 'new'),
  });
  await tries('directory.regional-readers', 'a reader who is no participant', alpha, { readers: ['nobody'] });
  await tries('directory.regional-expires', 'an end that is past', alpha, { expires: inDays(told, -1) });
  await tries('directory.regional-expires', 'an end that is too far', alpha, { expires: inDays(told, 184) });
  await tries('directory.regional-expires', 'a list of a day to come', alpha, {
    asOf: inDays(told, 3).slice(0, 10),
  });
  const withdraw = (what: string, hand: Hand, regional: string) =>
    attempts.rule('directory.regional-own', what, hand, 'directory.list-withdrawn', { regional });
  await withdraw('the withdrawal of a list of another', secretariat, REGION);
  await withdraw('the withdrawal of a list that there is not', alpha, testId('lst', 'none'));
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return cases;
}
