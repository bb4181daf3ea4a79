import { type Document, get, type Participant, type Procedure, type Questions } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import { participantNames, ruleTitles, signedIn } from '../../state/own.ts';
import { saySubject } from '../saying.ts';
import type { PageServerLoad } from './$types';

/** What this page says, by the beginnings of keys: of all that is said of decisions it needs a part. */
const WORDS = [
  ...[
    'about.',
    'deadline',
    'disclosure',
    'earliest',
    'first-waive',
    'in-procedure',
    'not-yet-open',
    'items',
    'kind',
    'layer',
    'mandate-words',
  ],
  ...[
    'motion.',
    'of-participant',
    'open',
    'person',
    'reconsiders',
    'reissues',
    'review',
    'role.',
    'rules-file',
    'ruling-act',
  ],
  ...['see', 'sentence.open', 'subject', 'title'],
];

/** What a procedure is opened with: a subject, in the room or by silence, and what will be shown of objections. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const [{ terms, mayPropose }, { documents }, { procedures }, participants, rules] = (await Promise.all([
    get(fetch, '/api/questions'),
    get(fetch, '/api/documents?limit=100'),
    get(fetch, '/api/procedures?limit=100'),
    get(fetch, '/api/participants'),
    ruleTitles(fetch, language, ['decisions.may-open']),
  ])) as unknown as [
    Questions,
    { documents: Document[] },
    { procedures: Pick<Procedure, 'procedure' | 'subject' | 'closed'>[] },
    { participants: Participant[] },
    Record<string, string>,
  ];
  return {
    shipped: messagesFor(language, [
      ...WORDS.map((word) => `decisions.${word}`),
      ...['house.no-keys-here', 'house.no-script', 'house.done', 'act.decisions.opened'],
    ]),
    trust: { body: about.body, key: about.key },
    rules,
    me,
    // What another page led here for, and the procedure for which a rule was set aside before it is opened.
    wanted: { document: url.searchParams.get('document') ?? '', as: procedureIn(url.searchParams.get('as')) },
    terms: { ...terms, earliestSays: terms.earliest ? sayTime(terms.earliest, language) : '' },
    opens: mayPropose.opens,
    documents: documents.map((d) => ({
      id: d.document,
      title: [d.symbol, nameIn(d.titles, language)].filter(Boolean).join(' · '),
      // Versions stand newest first: the first of a language is the one that was issued last.
      versions: Object.fromEntries([...d.versions].reverse().map((v) => [v.language, v.sha256])),
    })),
    procedures: await Promise.all(
      procedures.map(async (p) => ({
        id: p.procedure,
        outcome: p.closed?.outcome,
        says: (await saySubject(fetch, p.subject, participants.participants, t)).says,
      })),
    ),
    participants: await participantNames(fetch, language),
  };
};

const procedureIn = (given: string | null): string =>
  given && /^pro_[A-Za-z0-9_-]{22}$/.test(given) ? given : '';
