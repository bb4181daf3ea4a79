import { type Calls, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayList, sayTime } from '#lib/words/times.ts';

type Value = Calls[number]['contact']['fields'][keyof Calls[number]['contact']['fields']];

/** Whom to ring today, as the page and the table for printing have it. */
export async function listCalls(fetch: typeof globalThis.fetch, language: string, now: number) {
  const t = wordsIn(language);
  const [{ calls }, { participants }] = await Promise.all([
    get<'/api/directory/calls'>(fetch, '/api/directory/calls') as Promise<{ calls: Calls }>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const names = new Map(participants.map((p) => [p.id, nameIn(p.names, language)]));
  return calls.map(({ contact: { contact, participant, fields, ...c }, telephones, why }) => ({
    contact,
    state: names.get(participant) ?? participant,
    office: said(fields.institution) || t(`directory.class.${c.class}`),
    telephones,
    hours: said(fields.hours),
    there: hereIs(fields.timeZone, language, now),
    languages: said(fields.languages),
    why: why.map((reason) => t(`calls.why.${reason}`)),
    whyInOne: sayList(
      why.map((reason) => t(`calls.why.${reason}`)),
      language,
    ),
  }));
}

const said = (value: Value | undefined): string => [value ?? []].flat().join(', ');

/** What the clock shows there, where the zone is one that is known here. */
function hereIs(zone: Value | undefined, language: string, now: number): string {
  try {
    return sayTime(new Date(now).toISOString(), language, said(zone) || 'none');
  } catch {
    return '';
  }
}
