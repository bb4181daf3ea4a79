import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIRequestContext, Page } from 'playwright-core';
import type { MessageKey, Words } from '../src/lib/words/messages.ts';

/**
 * Who looks at a page: somebody who did not sign in, a contact with messages, an administrator of a State of which
 * there is much to see, somebody of a State of which there is nothing and who presides, the contact in a browser without
 * keys, the secretariat as manager of the directory.
 */
export type Reader = 'nobody' | 'contact' | 'administrator' | 'newcomer' | 'elsewhere' | 'manager';

/** What is done on a page, so that it shows more of itself. */
export type Step = (page: Page, t: Words) => Promise<unknown>;

/** A page of the house, by a name for the report. */
export interface Place {
  readonly name: string;
  /** Below the language, or from the top where it begins with `//`. */
  readonly path: string;
  /** What it answers with. */
  readonly status?: number;
  /** The contact, where nobody else is named. */
  readonly reader?: Reader;
  /** What is there once the scripts of the page have done their part. */
  readonly atRest?: string;
  /** It follows what happens by one small script, and is whole without it. */
  readonly follows?: true;
  /** Done one after the other; the page is looked at after each. */
  readonly steps?: readonly Step[];
}

interface Listed {
  contacts: { contact: string; participant: string }[];
  documents: { document: string; symbol?: string }[];
  entries: { act: string; tier: string }[];
  initiatives: { initiative: string }[];
  rounds: { round: string; isOpen: boolean }[];
  procedures: { procedure: string }[];
  negotiations: { document: string }[];
  syntheses: { act: string }[];
  threads: { thread: string }[];
  clearances: { clearance: string }[];
  consultations: { consultation: string }[];
  exercises: { exercise: string }[];
  messages: { message: string }[];
}

const read = async <T = Listed>(request: APIRequestContext, url: string): Promise<T> =>
  (await (await request.get(url)).json()) as T;

/** Pages that only read: they carry no script. */
export async function readingPlaces(request: APIRequestContext, url: string): Promise<Place[]> {
  const [{ contacts }, { documents }, { entries }, { initiatives }, { rounds }] = await Promise.all([
    read(request, `${url}/api/directory/contacts`),
    read(request, `${url}/api/documents`),
    read(request, `${url}/api/acts`),
    read(request, `${url}/api/initiatives`),
    read(request, `${url}/api/rounds`),
  ]);
  const { procedures } = await read(request, `${url}/api/procedures`);
  const { negotiations } = await read(request, `${url}/api/negotiations`);
  const over = rounds.find(({ isOpen }) => !isOpen)!.round;
  const { syntheses } = await read(request, `${url}/api/rounds/${over}`);
  const draft = documents.find(({ symbol }) => symbol?.includes('CRP.1'))!.document;
  const contact = contacts[0]!;
  const act = entries.find((e) => e.tier === 'public')!.act;
  return [
    { name: 'home', path: '' },
    { name: 'participants', path: '/participants' },
    { name: 'participant', path: `/participants/${contact.participant}` },
    { name: 'begin', path: `/begin?participant=${contact.participant}` },
    { name: 'directory', path: '/directory' },
    { name: 'contact', path: `/directory/${contact.contact}` },
    { name: 'keys', path: `/directory/${contact.contact}/keys` },
    { name: 'documents', path: '/documents' },
    { name: 'document', path: `/documents/${documents[0]!.document}` },
    { name: 'agreed', path: `/documents/${draft}/agreed` },
    { name: 'draft', path: `/documents/${draft}` },
    { name: 'compare', path: `/documents/${draft}/compare?language=en` },
    { name: 'initiatives', path: '/initiatives' },
    { name: 'initiative', path: `/initiatives/${initiatives[0]!.initiative}` },
    { name: 'rounds', path: '/rounds' },
    { name: 'round', path: `/rounds/${over}` },
    { name: 'synthesis', path: `/rounds/${over}/${syntheses[0]!.act}` },
    { name: 'negotiations', path: '/negotiations' },
    { name: 'negotiation', path: `/negotiations/${negotiations[0]!.document}` },
    { name: 'compilation', path: `/negotiations/${negotiations[0]!.document}?view=compilation` },
    { name: 'screen', path: `/negotiations/${negotiations[0]!.document}/screen?with=ar`, follows: true },
    { name: 'decisions', path: '/decisions' },
    { name: 'procedure', path: `/decisions/${procedures[0]!.procedure}`, follows: true },
    { name: 'compendium', path: `/decisions/${procedures[0]!.procedure}/compendium` },
    { name: 'mandates', path: '/decisions/mandates' },
    { name: 'three rooms', path: '/decisions/follow', follows: true },
    { name: 'texts', path: '/documents/search?q=report' },
    { name: 'record', path: '/record' },
    { name: 'act', path: `/record/${act}` },
    { name: 'search', path: '/record?q=a&type=documents.registered' },
    { name: 'timeline', path: `/record/about/participant/${contact.participant}` },
    { name: 'rules', path: '/rules' },
    { name: 'verify', path: '/verify' },
    { name: 'nowhere', path: '/nowhere', status: 404 },
  ];
}

/** Addresses at which there is nothing, and what is said there. Those of the last four are for whoever signed in. */
export const MISSING: readonly (readonly [path: string, title: MessageKey])[] = [
  ['/nowhere', 'error.platform.not-found'],
  ['/participants/atlantis', 'error.people.participant-not-found'],
  [`/directory/con_${'a'.repeat(22)}`, 'error.directory.contact-not-found'],
  [`/documents/doc_${'a'.repeat(22)}`, 'error.documents.document-not-found'],
  [`/record/${'0'.repeat(64)}`, 'error.record.act-not-found'],
  [`/initiatives/ini_${'a'.repeat(22)}`, 'error.documents.initiative-not-found'],
  [`/rounds/rnd_${'a'.repeat(22)}`, 'error.documents.round-not-found'],
  [`/decisions/pro_${'a'.repeat(22)}`, 'error.decisions.procedure-not-found'],
  [`/negotiations/doc_${'a'.repeat(22)}`, 'error.negotiation.negotiation-not-found'],
  [`/exchange/thr_${'a'.repeat(22)}`, 'error.exchange.thread-not-found'],
  [`/pings/pin_${'a'.repeat(22)}`, 'error.exchange.no-such-round'],
  [`/clearance/thr_${'a'.repeat(22)}`, 'error.clearance.not-found'],
  [`/consultations/thr_${'a'.repeat(22)}`, 'error.consultations.not-found'],
  [`/exercises/thr_${'a'.repeat(22)}`, 'error.exercises.not-found'],
  [`/exercises/check/thr_${'a'.repeat(22)}`, 'error.exchange.thread-not-found'],
  [`/state/people/per_${'a'.repeat(22)}`, 'house.no-such-person'],
];

/** Pages beside the languages of the body. */
export const PLAIN_PLACES: readonly Place[] = [
  { name: 'api', path: '//api' },
  { name: 'problem', path: '//problems/platform.not-found' },
];

/** Pages on which one acts, as somebody who holds the seat of a contact and has a thread sees them. */
export async function actingPlaces(request: APIRequestContext, url: string): Promise<Place[]> {
  const [drills, { exercises }] = await Promise.all([
    read(request, `${url}/api/exercises/threads`),
    read(request, `${url}/api/exercises`),
  ]);
  const { rounds } = await read<{ rounds: { round: string }[] }>(request, `${url}/api/pings/rounds`);
  const [real, { documents }, { procedures }, { clearances }, { negotiations }, { consultations }] =
    await Promise.all([
      read(request, `${url}/api/exchange/threads`),
      read(request, `${url}/api/documents`),
      read(request, `${url}/api/procedures`),
      read(request, `${url}/api/clearances`),
      read(request, `${url}/api/negotiations`),
      read(request, `${url}/api/consultations`),
    ]);
  const { lists } = await read<{ lists: { regional: string }[] }>(request, `${url}/api/directory/regional`);
  const draft = documents.find(({ symbol }) => symbol?.includes('CRP.1'))!.document;
  const { thread } = (real.threads[0] ?? drills.threads[0])!;
  const { messages } = await read(request, `${url}/api/exchange/threads/${thread}`);
  return [
    ...lists
      .slice(0, 1)
      .map(({ regional }) => ({ name: 'regional list', path: `/directory/lists/${regional}` })),
    { name: 'pings', path: '/pings' },
    ...rounds.slice(0, 1).map(({ round }) => ({ name: 'ping round', path: `/pings/${round}` })),
    { name: 'seat', path: '/seat', atRest: 'fieldset:enabled' },
    { name: 'today', path: '/today' },
    { name: 'open procedure', path: '/decisions/open', atRest: 'form button:enabled' },
    { name: 'procedure act', path: `/decisions/${procedures[0]!.procedure}/act` },
    { name: 'negotiation act', path: `/negotiations/${negotiations[0]!.document}/act` },
    { name: 'negotiation to open', path: `/negotiations/${documents[0]!.document}/preside` },
    { name: 'since', path: `/documents/${draft}/since?language=en`, atRest: 'button.primary:enabled' },
    { name: 'saved searches', path: '/documents/searches?q=report', atRest: 'form button:enabled' },
    { name: 'paper', path: '/documents/new', atRest: 'fieldset:enabled' },
    { name: 'clearance', path: '/clearance', ...(clearances.length > 0 ? { atRest: 'main li span' } : {}) },
    { name: 'clearance new', path: '/clearance/new', atRest: 'fieldset:enabled' },
    ...clearances.slice(0, 1).map(({ clearance }) => ({
      ...{ name: 'draft in clearance', path: `/clearance/${clearance}`, atRest: 'main ol button:enabled' },
    })),
    { name: 'consultations', path: '/consultations' },
    { name: 'consultations about a text', path: `/consultations?about=${negotiations[0]!.document}` },
    ...['sounding', 'group'].map((kind) => ({
      name: `consultation new: ${kind}`,
      path: `/consultations/new?about=${negotiations[0]!.document}&kind=${kind}`,
      atRest: 'fieldset:enabled',
    })),
    ...consultations.slice(0, 1).map(({ consultation }) => ({
      ...{ name: 'consultation', path: `/consultations/${consultation}`, atRest: 'main ol' },
    })),
    { name: 'exercises', path: '/exercises' },
    ...['link', 'form', 'scenario'].map((what) => ({
      ...{ name: `exercise ${what}`, path: `/exercises/${what}`, atRest: 'fieldset:enabled' },
    })),
    ...exercises.slice(0, 1).flatMap(({ exercise }) => [
      { name: 'exercise', path: `/exercises/${exercise}`, atRest: 'form fieldset:enabled' },
      { name: 'exercise report', path: `/exercises/${exercise}/report`, atRest: 'main dl' },
    ]),
    ...drills.threads.slice(0, 1).map(({ thread }) => ({
      ...{ name: 'exercise check', path: `/exercises/check/${thread}`, atRest: 'main .note, main table' },
    })),
    { name: 'exchange', path: '/exchange' },
    { name: 'exchange new', path: '/exchange/new', atRest: 'fieldset:enabled' },
    {
      name: 'files of a message',
      path: `/exchange/${thread}/${messages[0]!.message}`,
      atRest: '[data-state=open]',
    },
    { name: 'muted', path: `/exchange/${thread}/muted`, atRest: READY },
    // The newest of both kinds: an exercise looks unlike what is real.
    ...[...drills.threads.slice(0, 1), ...real.threads.slice(0, 1)].map(({ thread }, i) => ({
      name: i === 0 ? 'thread' : 'older thread',
      path: `/exchange/${thread}`,
      atRest: '.checks',
    })),
  ];
}

/** Where a seat held in this browser has been found. */
const SEATED = '#seat ~ dl';
/** Where what one fills in may be sent. */
const READY = 'form button:enabled';

/** The pages of the State's own house, and those on which its list is changed, for one of its people. */
export const housePlaces = (own: { participant: string; person: string; contact: string }): Place[] => [
  { name: 'state', path: '/state', atRest: SEATED },
  { name: 'administrators', path: '/state/administrators' },
  { name: 'root', path: `/state/root?participant=${own.participant}`, atRest: 'select:enabled' },
  { name: 'custody', path: '/state/keys', atRest: `form .soft, ${READY}` },
  { name: 'leaving', path: `/state/leaving/${own.person}` },
  { name: 'new person', path: '/state/people/new', atRest: READY },
  { name: 'person', path: `/state/people/${own.person}`, atRest: READY },
  { name: 'nominate', path: '/directory/nominate', atRest: READY },
  { name: 'change', path: `/directory/${own.contact}/change`, atRest: READY },
  { name: 'viewed', path: '/directory/views' },
  { name: 'calls', path: '/directory/calls' },
  { name: 'regional lists', path: '/directory/lists' },
  { name: 'duty', path: `/directory/${own.contact}/duty`, atRest: READY },
  { name: 'tried', path: `/directory/${own.contact}/tried`, atRest: READY },
  { name: 'channels', path: `/directory/${own.contact}/channels` },
  { name: 'confirm entry', path: `/directory/${own.contact}/confirm`, atRest: '#confirm:enabled' },
  { name: 'alerts', path: `/directory/${own.contact}/rings`, atRest: '#quiet ~ form fieldset:enabled' },
];

/** What only the manager of the directory meets. */
export const managerPlaces = (round: string): Place[] => [
  { name: 'ping start', path: '/pings/start', atRest: 'fieldset:enabled' },
  { name: 'ping steer', path: `/pings/${round}/steer`, atRest: 'main button:enabled' },
  { name: 'ping round', path: `/pings/${round}` },
];

export const addressOf = (url: string, language: string, { path }: Place): string =>
  path.startsWith('//') ? url + path.slice(1) : `${url}/${language}${path}`;

const ROUTES = join(import.meta.dirname, '../src/routes/[lang]');

/** Every page below a language, by the folder it lies in: `/state/people/[person]`. */
export async function routesOfPages(): Promise<string[]> {
  const files = await readdir(ROUTES, { recursive: true });
  const pages = files
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((f) => f.endsWith('/+page.svelte'));
  return pages.map((file) => file.slice(0, -'/+page.svelte'.length)).sort();
}

/** Routes that no place leads to. Where several fit an address, it is the one with the fewest open parts. */
export function uncovered(routes: readonly string[], places: readonly Place[]): string[] {
  const openParts = (route: string) => route.split('[').length;
  const exactFirst = [...routes].sort((a, b) => openParts(a) - openParts(b));
  const fits = (route: string, path: string) =>
    new RegExp(`^${route.replaceAll(/\[\.{3}[^\]]+\]/g, '.+').replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`).test(
      path,
    );
  const covered = places
    .filter(({ status = 200 }) => status === 200)
    .map(({ path }) => exactFirst.find((route) => fits(route, path.replace(/[?#].*/, ''))));
  return routes.filter((route) => !covered.includes(route));
}
