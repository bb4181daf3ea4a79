import { type Document, get, type Me, type Participant, type Procedure } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { saySubject } from '../decisions/saying.ts';

type Fetch = typeof globalThis.fetch;

/** Words that clearance has already: what is sealed and put, versions, and how they are read. */
const AS_IN_CLEARANCE = [
  'no-script',
  'written-in',
  'paragraphs',
  'put',
  'sealing',
  'opening',
  'unread',
].concat(...['version', 'show-version', 'again', 'new', 'redraft', 'take', 'remove', 'keep']);

/** What every page of consultations is sent: its words, which body, who reads. */
export const consultationPage = (language: string, about: { body: string; key: string }, me: Me) => ({
  shipped: messagesFor(language, [
    ...['consultations.', 'decisions.position.', 'exchange.no-key-here', 'layout.offline'],
    ...AS_IN_CLEARANCE.map((key) => `clearance.${key}`),
  ]),
  trust: { body: about.body, key: about.key },
  me,
});

/** How participants are called, by id, and what a reader may choose from. */
export async function readNames(fetch: Fetch, language: string) {
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  const names = Object.fromEntries(participants.map(({ id, names }) => [id, nameIn(names, language) || id]));
  return { participants, names };
}

interface Shown {
  readonly title: string;
  readonly href: string;
}

/** What a consultation is beside: the text or the procedure, as its own page calls it; its id where that cannot be asked. */
export const sayAbout = (
  fetch: Fetch,
  about: string,
  participants: readonly Participant[],
  t: Words,
): Promise<Shown> =>
  readAbout(fetch, about, participants, t).catch(() => ({
    title: about,
    href: `/${t.language}/consultations`,
  }));

async function readAbout(
  fetch: Fetch,
  about: string,
  participants: readonly Participant[],
  t: Words,
): Promise<Shown> {
  if (about.startsWith('doc_')) {
    const d = (await get(fetch, `/api/documents/${encodeURIComponent(about)}`)) as Document;
    const title = [d.symbol, nameIn(d.titles, t.language)].filter(Boolean).join(' · ');
    return { title, href: `/${t.language}/negotiations/${about}` };
  }
  const { subject } = (await get(fetch, `/api/procedures/${encodeURIComponent(about)}`)) as Procedure;
  return {
    title: (await saySubject(fetch, subject, participants, t)).says,
    href: `/${t.language}/decisions/${about}`,
  };
}

/** The text or the procedure that an address names; undefined where it names none. */
export const aboutIn = (url: URL): string | undefined => {
  const about = url.searchParams.get('about');
  return about && /^(doc|pro)_[A-Za-z0-9_-]{22}$/.test(about) ? about : undefined;
};
