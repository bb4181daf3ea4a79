import { concat, utf8 } from '@comity/log';
import { isFields, listOf, own, readJson } from '../json.ts';
import { instantOf } from '../time.ts';
import {
  reply,
  replyTo,
  STIX_20,
  STIX_21,
  TAXII_MEDIA_TYPE,
  TaxiiError,
  type TaxiiReply,
  textReply,
} from './errors.ts';
import { LISTING, makeNext, type Query, readQuery, SINGLE, VERSIONS } from './query.ts';
import type { Collection, Page, Shelf, Status, StatusDetail, Stored } from './shelf.ts';

export interface TaxiiRequest {
  readonly method: string;
  /** From the discovery on: `/taxii2/…`, without the query. */
  readonly path: string;
  /** What stands behind the question mark. */
  readonly query: string;
  readonly accept?: string | undefined;
  readonly contentType?: string | undefined;
  readonly body?: Uint8Array | undefined;
}

/** What a server is called, and where its one API root lies. */
export interface TaxiiHouse {
  readonly title: string;
  readonly description?: string;
  readonly contact?: string;
  /** An absolute URL that ends with a slash. */
  readonly root: string;
}

export const MAX_CONTENT = 5 * 1024 * 1024;
export const DISCOVERY = '/taxii2/';
export const ROOT = '/taxii2/root/';

/**
 * Answers a request of TAXII 2.1 from a shelf. Who may ask is for the caller, and so are methods of HTTP itself. Every
 * error is an error resource; what nobody foresaw is thrown.
 */
export async function answerTaxii(
  house: TaxiiHouse,
  shelf: Shelf,
  request: TaxiiRequest,
): Promise<TaxiiReply> {
  try {
    assertAcceptable(request.accept);
    return await route(house, shelf, request);
  } catch (error) {
    return replyTo(error);
  }
}

/** Any version of the media type that is ours, or anything at all. */
function assertAcceptable(accept: string | undefined): void {
  if (
    accept === undefined ||
    accept.split(',').some((one) => isOurs(one) || /^\s*(?:\*|application)\/\*/.test(one))
  )
    return;
  throw new TaxiiError(406, 'taxii.not-acceptable', `What is spoken here is ${TAXII_MEDIA_TYPE}.`);
}

function isOurs(type: string): boolean {
  const [name, ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const version = parameters.find((part) => part.startsWith('version='));
  return name === 'application/taxii+json' && (version === undefined || /^version="?2\.1"?$/.test(version));
}

const absent = () => new TaxiiError(404, 'taxii.no-such-place', 'There is no such place here.');

async function route(house: TaxiiHouse, shelf: Shelf, request: TaxiiRequest): Promise<TaxiiReply> {
  const path = request.path.endsWith('/') ? request.path : `${request.path}/`;
  if (path === DISCOVERY) return only('GET', request, () => discovery(house));
  if (!path.startsWith(ROOT)) throw absent();
  const [first, id, what, object, last, ...rest] = path
    .slice(ROOT.length)
    .split('/')
    .slice(0, -1)
    .map(decoded);
  if (rest.length > 0) throw absent();
  if (first === undefined) return only('GET', request, () => apiRoot(house));
  if (first === 'status' && id !== undefined && what === undefined)
    return only('GET', request, () => status(shelf, id));
  if (first !== 'collections') throw absent();
  const collections = await shelf.collections();
  if (id === undefined)
    return only('GET', request, () => reply(200, { collections: collections.map(collectionResource) }));
  const collection = collections.find((one) => one.id === id || one.alias === id);
  if (!collection) throw new TaxiiError(404, 'taxii.no-such-collection', 'There is no such collection here.');
  if (what === undefined) return only('GET', request, () => reply(200, collectionResource(collection)));
  const at = { shelf, collection, request };
  if (what === 'manifest' && object === undefined) return only('GET', request, () => manifest(at));
  if (what !== 'objects') throw absent();
  if (object === undefined) return objects(at);
  if (last === undefined) return single(at, object);
  if (last !== 'versions') throw absent();
  return only('GET', request, () => versions(at, object));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw absent();
  }
}

type Answer = TaxiiReply | Promise<TaxiiReply>;

function only(method: string, request: TaxiiRequest, answer: () => Answer): Answer {
  if (request.method === method) return answer();
  throw notAllowed(method);
}

const notAllowed = (allow: string) =>
  new TaxiiError(405, 'taxii.method-not-allowed', `Only ${allow} does something here.`, { allow });

const discovery = ({ title, description, contact, root }: TaxiiHouse): TaxiiReply =>
  reply(200, {
    title,
    ...(description ? { description } : {}),
    ...(contact ? { contact } : {}),
    default: root,
    api_roots: [root],
  });

const apiRoot = ({ title, description }: TaxiiHouse): TaxiiReply =>
  reply(200, {
    title,
    ...(description ? { description } : {}),
    versions: [TAXII_MEDIA_TYPE],
    max_content_length: MAX_CONTENT,
  });

const collectionResource = ({ id, title, description, alias, canRead, canWrite }: Collection) => ({
  ...{ id, title },
  ...(description ? { description } : {}),
  ...(alias ? { alias } : {}),
  ...{ can_read: canRead, can_write: canWrite, media_types: [STIX_21, STIX_20] },
});

/** A collection that somebody asks something of. */
interface At {
  readonly shelf: Shelf;
  readonly collection: Collection;
  readonly request: TaxiiRequest;
}

function assertReadable({ collection }: At): void {
  if (!collection.canRead)
    throw new TaxiiError(403, 'taxii.cannot-read', 'This collection is not for reading.');
}

function assertWritable({ collection }: At): void {
  if (!collection.canWrite)
    throw new TaxiiError(403, 'taxii.cannot-write', 'This collection is not for writing.');
}

async function manifest(at: At): Promise<TaxiiReply> {
  const { rows, more } = await read(at, readQuery(at.request.query, LISTING));
  const entries = rows.map(({ id, added, versionText, spec }) => ({
    ...{
      id,
      date_added: instantOf(added),
      version: versionText,
      media_type: spec === '2.1' ? STIX_21 : STIX_20,
    },
  }));
  return reply(200, entries.length > 0 ? { more, objects: entries } : {}, datesOf(rows));
}

async function objects(at: At): Promise<TaxiiReply> {
  const { method, query } = at.request;
  if (method === 'POST') return add(at);
  if (method !== 'GET') throw notAllowed('GET, POST');
  return envelope(at, readQuery(query, LISTING));
}

async function single(at: At, id: string): Promise<TaxiiReply> {
  const { method, query } = at.request;
  if (method !== 'GET' && method !== 'DELETE') throw notAllowed('GET, DELETE');
  if (method === 'DELETE') assertDeletable(at);
  const asked = { ...readQuery(query, SINGLE), ids: [id] };
  await assertThere(at, id);
  if (method === 'GET') return envelope(at, asked);
  const every = query.includes('match')
    ? asked.versions
    : { all: true, first: false, last: false, exact: [] };
  await at.shelf.remove(at.collection.id, { ...asked, versions: every });
  return textReply(200, '{}');
}

/** Whoever takes away must be able to see what. */
function assertDeletable(at: At): void {
  const { canRead, canWrite } = at.collection;
  if (canRead && canWrite) return;
  throw new TaxiiError(403, 'taxii.cannot-delete', 'Nothing is taken away from this collection.');
}

async function assertThere(at: At, id: string): Promise<void> {
  assertReadable(at);
  if (await at.shelf.has(at.collection.id, id)) return;
  throw new TaxiiError(404, 'taxii.no-such-object', 'There is no such object in this collection.');
}

async function versions(at: At, id: string): Promise<TaxiiReply> {
  const asked = readQuery(at.request.query, VERSIONS);
  await assertThere(at, id);
  const all = { all: true, first: false, last: false, exact: [] };
  const { rows, more } = await read(at, { ...asked, ids: [id], versions: all });
  return reply(
    200,
    rows.length > 0 ? { more, versions: rows.map(({ versionText }) => versionText) } : {},
    datesOf(rows),
  );
}

function read(at: At, query: Query): Promise<Page> {
  assertReadable(at);
  return at.shelf.select(at.collection.id, query);
}

/** The objects are stored as they are sent: an envelope is put around their bytes. */
async function envelope(at: At, query: Query): Promise<TaxiiReply> {
  const { rows, more } = await read(at, query);
  if (rows.length === 0) return textReply(200, '{}');
  const next = more ? `,"next":${JSON.stringify(makeNext(rows.at(-1)!.added, query.asked))}` : '';
  const parts = rows.flatMap(({ json }, i) => (i === 0 ? [json] : [COMMA, json]));
  const whole = concat(utf8(`{"more":${more}${next},"objects":[`), ...parts, utf8(']}'));
  return textReply(200, whole, datesOf(rows));
}

const COMMA = utf8(',');

function datesOf(rows: readonly Stored[]): Record<string, string> {
  if (rows.length === 0) return {};
  return {
    'x-taxii-date-added-first': instantOf(rows[0]!.added),
    'x-taxii-date-added-last': instantOf(rows.at(-1)!.added),
  };
}

async function add(at: At): Promise<TaxiiReply> {
  assertWritable(at);
  const { contentType = '', body = new Uint8Array() } = at.request;
  if (!isOurs(contentType))
    throw new TaxiiError(415, 'taxii.wrong-media-type', `What is handed in here is ${TAXII_MEDIA_TYPE}.`);
  if (body.length > MAX_CONTENT)
    throw new TaxiiError(413, 'taxii.too-large', `What is handed in has at most ${MAX_CONTENT} bytes.`);
  const value = readJson(body);
  const given = isFields(value) ? own(value, 'objects') : undefined;
  if (
    !Array.isArray(given) ||
    given.length === 0 ||
    listOf(value as never, 'objects').length !== given.length
  )
    throw new TaxiiError(422, 'taxii.bad-envelope', 'An envelope holds a list of objects.');
  return reply(202, statusResource(await at.shelf.add(at.collection.id, given)));
}

async function status(shelf: Shelf, id: string): Promise<TaxiiReply> {
  const found = await shelf.findStatus(id);
  if (!found) throw new TaxiiError(404, 'taxii.no-such-status', 'Nothing is known of such a request.');
  return reply(200, statusResource(found));
}

function statusResource({ id, requested, successes, failures }: Status) {
  return {
    ...{ id, status: 'complete', request_timestamp: instantOf(requested) },
    total_count: successes.length + failures.length,
    ...{ success_count: successes.length, successes: successes.map(detail) },
    ...{ failure_count: failures.length, failures: failures.map(detail) },
    ...{ pending_count: 0, pendings: [] },
  };
}

const detail = ({ id, version, message }: StatusDetail) => ({ id, version, ...(message ? { message } : {}) });
