import type { APIRequestContext } from 'playwright-core';

/** A page of the house, by a name for the report. */
export interface Place {
  readonly name: string;
  /** Below the language, or from the top where it begins with `//`. */
  readonly path: string;
  /** What it answers with. */
  readonly status?: number;
}

interface Listed {
  contacts: { contact: string; participant: string }[];
  documents: { document: string }[];
  entries: { act: string; tier: string }[];
  threads: { thread: string }[];
}

const read = async (request: APIRequestContext, url: string): Promise<Listed> =>
  (await (await request.get(url)).json()) as Listed;

/** Pages that only read: they carry no script. */
export async function readingPlaces(request: APIRequestContext, url: string): Promise<Place[]> {
  const [{ contacts }, { documents }, { entries }] = await Promise.all([
    read(request, `${url}/api/directory/contacts`),
    read(request, `${url}/api/documents`),
    read(request, `${url}/api/acts`),
  ]);
  const contact = contacts[0]!;
  const act = entries.find((e) => e.tier === 'public')!.act;
  return [
    { name: 'home', path: '' },
    { name: 'participants', path: '/participants' },
    { name: 'participant', path: `/participants/${contact.participant}` },
    { name: 'directory', path: '/directory' },
    { name: 'contact', path: `/directory/${contact.contact}` },
    { name: 'documents', path: '/documents' },
    { name: 'document', path: `/documents/${documents[0]!.document}` },
    { name: 'record', path: '/record' },
    { name: 'act', path: `/record/${act}` },
    { name: 'rules', path: '/rules' },
    { name: 'verify', path: '/verify' },
    { name: 'nowhere', path: '/nowhere', status: 404 },
  ];
}

/** Pages beside the languages of the body. */
export const PLAIN_PLACES: readonly Place[] = [
  { name: 'api', path: '//api' },
  { name: 'problem', path: '//problems/platform.not-found' },
];

/** Pages on which one acts, as somebody who holds the seat of a contact and has a thread sees them. */
export async function actingPlaces(request: APIRequestContext, url: string): Promise<Place[]> {
  const { threads } = await read(request, `${url}/api/exchange/threads`);
  return [
    { name: 'seat', path: '/seat' },
    { name: 'today', path: '/today' },
    { name: 'exchange', path: '/exchange' },
    { name: 'exchange new', path: '/exchange/new' },
    { name: 'thread', path: `/exchange/${threads[0]!.thread}` },
  ];
}

export const addressOf = (url: string, language: string, { path }: Place): string =>
  path.startsWith('//') ? url + path.slice(1) : `${url}/${language}${path}`;
