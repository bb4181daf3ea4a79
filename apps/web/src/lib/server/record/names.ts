import { type AnyAct, namedBy } from '@comity/acts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { type Contact, type Document, type Entry, get, type Participant, type Placed } from '../about.ts';
import { quoted } from './shown.ts';

type Fetch = typeof globalThis.fetch;

/** What the parts of an act are called in the reader's language. */
export interface Names {
  participant(id: string): string;
  /** The office of a contact, or its id where the office is not open to this reader. */
  contact(id: string): string;
  document(id: string): string;
  initiative(id: string): string;
  /** A round of written inputs. */
  round(id: string): string;
  /** What kind of act this is. */
  act(id: string): string;
}

/** The act of an entry, where it is public or open to the reader. */
export const actOf = (e: Entry): AnyAct | undefined => e.content as unknown as AnyAct | undefined;

/** Looks up what the acts of these entries name: each once. What is not there any more is called by its id. */
export async function namesFor(fetch: Fetch, entries: readonly Entry[], t: Words): Promise<Names> {
  const acts = entries.flatMap((e) => actOf(e) ?? []);
  const [{ participants }, contacts, documents, initiatives, rounds, named] = await Promise.all([
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    contactNames(fetch, new Set(acts.flatMap(contactIn))),
    each(acts.flatMap(documentIn), (id) => documentName(fetch, id, t.language)),
    each(acts.flatMap(initiativeIn), (id) => titleOf(fetch, `/api/initiatives/${id}`, t.language)),
    each(acts.flatMap(roundIn), (id) => titleOf(fetch, `/api/rounds/${id}`, t.language)),
    each(
      acts.flatMap((act) => namedBy(act) ?? []),
      (id) => actName(fetch, id, t),
    ),
  ]);
  for (const act of acts) if ('contact' in act.data) remember(contacts, act);
  const known = new Map(participants.map((p) => [p.id, nameIn(p.names, t.language)]));
  return {
    participant: (id) => known.get(id) ?? id,
    contact: (id) => quoted(contacts.get(id) ?? shortened(id)),
    document: (id) => quoted(documents.get(id) ?? shortened(id)),
    initiative: (id) => quoted(initiatives.get(id) ?? shortened(id)),
    round: (id) => quoted(rounds.get(id) ?? shortened(id)),
    act: (id) => named.get(id) ?? shortened(id),
  };
}

export const shortened = (id: string): string => `${id.slice(0, 12)}…`;

async function each(
  ids: readonly string[],
  look: (id: string) => Promise<string | undefined>,
): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  const found = await Promise.all(unique.map(look));
  return new Map(unique.flatMap((id, i) => (found[i] === undefined ? [] : [[id, found[i]] as const])));
}

const contactIn = (act: AnyAct): string[] => {
  if (act.type === 'exchange.sent') return [act.data.header.from.contact];
  return 'contact' in act.data ? [act.data.contact] : [];
};
const documentIn = ({ data }: AnyAct): string[] =>
  'document' in data && data.document ? [data.document] : [];
const initiativeIn = ({ data }: AnyAct): string[] => ('initiative' in data ? [data.initiative] : []);
const roundIn = ({ data }: AnyAct): string[] => ('round' in data ? [data.round] : []);

/** What an act itself says of a contact serves where the directory has it no more. */
function remember(contacts: Map<string, string>, act: AnyAct): void {
  if (!('contact' in act.data && 'fields' in act.data) || contacts.has(act.data.contact)) return;
  const { institution } = act.data.fields;
  if (institution && 'value' in institution) contacts.set(act.data.contact, String(institution.value));
}

/** JSON of the API where it answers well; undefined for what is not there, or not open to this reader. */
async function look<T>(fetch: Fetch, path: string): Promise<T | undefined> {
  const answer = await fetch(path);
  return answer.ok ? ((await answer.json()) as T) : undefined;
}

/** More contacts than this are cheaper read as the list, which the server keeps. */
const FEW = 20;

async function contactNames(fetch: Fetch, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  if (ids.size <= FEW) {
    return each([...ids], async (id) =>
      officeOf(await look<Contact>(fetch, `/api/directory/contacts/${id}`)),
    );
  }
  const { contacts = [] } = (await look<{ contacts: Contact[] }>(fetch, '/api/directory/contacts')) ?? {};
  return new Map(contacts.flatMap((c) => (officeOf(c) === undefined ? [] : [[c.contact, officeOf(c)!]])));
}

function officeOf(contact: Contact | undefined): string | undefined {
  const office = contact?.fields.institution ?? contact?.fields.unit;
  return office === undefined ? undefined : String(office);
}

/** Characters of a title in a sentence; the page of the document has all of it. */
const TITLE = 80;

async function documentName(fetch: Fetch, id: string, language: string): Promise<string | undefined> {
  const document = await look<Document>(fetch, `/api/documents/${id}`);
  if (!document) return undefined;
  const title = cut(nameIn(document.titles, language));
  return document.symbol ? `${document.symbol} · ${title}` : title;
}

const cut = (title: string) => (title.length > TITLE ? `${title.slice(0, TITLE).trimEnd()}…` : title);

async function titleOf(fetch: Fetch, path: string, language: string): Promise<string | undefined> {
  const found = await look<{ titles: Record<string, string> }>(fetch, path);
  return found && cut(nameIn(found.titles, language));
}

async function actName(fetch: Fetch, id: string, t: Words): Promise<string | undefined> {
  const placed = await look<Placed>(fetch, `/api/acts/${id}`);
  return placed && t(`act.${placed.entry.type}` as MessageKey);
}
