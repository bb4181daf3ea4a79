import { type Directory, digestOf, type NoticeLanguage, noticeLanguage } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { inGroups } from '../codes.ts';
import { exchangeError } from '../errors.ts';
import { noteOutcome } from './noting.ts';
import { findRound, listPings, lockPing, type Ping, updatePing } from './store.ts';
import { scriptWords } from './words.ts';

/** A call that an officer is to make, with what to say: in the officer's language, then in the contact's. */
export interface Call {
  readonly ping: string;
  readonly participant: string;
  readonly contact: string;
  readonly number: string;
  readonly institution?: string;
  readonly languages: readonly string[];
  readonly timeZone?: string;
  readonly due: string;
  readonly code: string;
  readonly scripts: readonly { readonly language: NoticeLanguage; readonly text: string }[];
  readonly called?: {
    readonly outcome: 'reached' | 'not-reached';
    readonly says: string;
    readonly at: string;
  };
  /** Whether the spoken code came back: that proves the call. */
  readonly isProven: boolean;
}

/** The telephones of a round, in the order of participants. Throws `exchange.no-such-round`. */
export async function listCalls(directory: Directory, id: string, language: string): Promise<Call[]> {
  const { record } = directory;
  if (!(await findRound(record.database.read, id))) throw exchangeError('no-such-round');
  const pings = (await listPings(record.database.read, id)).filter(({ channel }) => channel === 'telephones');
  const calls = await Promise.all(pings.map((ping) => viewCall(directory, ping, noticeLanguage([language]))));
  return calls.filter((call) => call !== undefined);
}

/** A number that stands there no more, or is closed to the secretariat by now, is not to be called. */
async function viewCall(
  directory: Directory,
  ping: Ping,
  officer: NoticeLanguage,
): Promise<Call | undefined> {
  const { record } = directory;
  const visitor = { participant: record.held.now.founding.secretariat.participant, key: '', until: 0 };
  if (!record.held.now.contacts.has(ping.contact)) return undefined;
  const view = await directory.get(visitor, ping.contact).catch(() => undefined);
  const numbers = [view?.fields.telephones ?? []].flat();
  const number = numbers.find((value) => digestOf(ping.contact, 'telephones', value) === ping.digest);
  if (!view || number === undefined) return undefined;
  const { institution, timeZone, languages = [] } = view.fields;
  const spoken = [languages].flat();
  const code = inGroups(ping.code);
  const both = [...new Set([officer, noticeLanguage(spoken)])];
  return {
    ...{ ping: ping.id, participant: ping.participant, contact: ping.contact, number, languages: spoken },
    ...(institution === undefined ? {} : { institution: [institution].flat()[0]! }),
    ...(timeZone === undefined ? {} : { timeZone: [timeZone].flat()[0]! }),
    ...{ due: ping.due.toISOString(), code },
    scripts: both.map((language) => ({
      language,
      text: scriptWords(language, bodyName(record, language), code),
    })),
    ...(ping.called
      ? { called: { outcome: ping.called, says: ping.says, at: ping.tried!.toISOString() } }
      : {}),
    isProven: ping.answered !== null,
  };
}

const bodyName = ({ held }: ActRecord, language: string): string => {
  const { name } = held.now.mandate;
  return name[language] ?? name.en ?? Object.values(name)[0]!;
};

/** An officer says what came of a call. Throws `exchange.no-such-ping`, `exchange.round-over`. */
export async function noteCall(
  record: ActRecord,
  round: string,
  id: string,
  {
    outcome,
    says,
    by,
  }: { readonly outcome: 'reached' | 'not-reached'; readonly says: string; readonly by: string },
): Promise<void> {
  await record.database.transaction(async (tx) => {
    const ping = await lockPing(tx, id);
    const of = ping && (await findRound(tx, ping.round));
    if (!of || of.id !== round || ping.channel !== 'telephones') throw exchangeError('no-such-ping');
    if (+of.ends <= record.clock()) throw exchangeError('round-over', { ended: of.ends.toISOString() });
    const tried = new Date(record.clock());
    updatePing(tx, { ...ping, state: 'sent', tried, called: outcome, says });
    await noteOutcome(tx, record, ping, { outcome, says, tested: tried, shown: of.shown, by });
  });
}
