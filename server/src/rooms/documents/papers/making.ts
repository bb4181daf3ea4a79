import { signStatement } from '@comity/acts';
import { makePapers } from '@comity/dossier/papers';
import type { PdfPress, Reader } from '../../../platform/index.ts';
import {
  type Record as ActRecord,
  type DossierTools,
  dossierOf,
  findCheckpoint,
  listStream,
  recordError,
} from '../../record/index.ts';
import { documentsError } from '../errors.ts';
import { listDocuments, type StoredDocument } from '../store.ts';
import type { Form } from '../texts/index.ts';
import { Filing } from './filing.ts';
import { PaperNames } from './naming.ts';
import { type Listed, papersPages } from './pages.ts';

export interface PapersAsked {
  readonly session: string;
  readonly organ?: string | undefined;
  /** Forms of each text beside the files on the record. */
  readonly forms: readonly Form[];
}
export interface PapersTools {
  readonly press: PdfPress;
  readonly stamp?: DossierTools['stamp'];
}

/**
 * Every document of a session with all files of it that everybody may read, pages to read them by, and one dossier of all, signed by the host.
 * Throws `documents.no-papers`, `documents.papers-too-large`, `record.dossier-too-large`, `record.not-published-yet`.
 */
export async function makeSessionPapers(
  record: ActRecord,
  { session, organ, forms }: PapersAsked,
  { press, stamp }: PapersTools,
): Promise<Uint8Array> {
  const { read } = record.database;
  const documents = await documentsOf(read, { session, organ });
  const streams = documents.map(({ id }) => `document/${id}`);
  const size = await assertPublished(read, streams);
  const now = record.clock();
  const filing = new Filing(read, press, new PaperNames());
  const listed: Listed[] = [];
  for (const document of documents) {
    const isKept = document.embargo !== null && document.embargo.getTime() > now;
    listed.push({ document, isKept, files: isKept ? [] : await filing.filesOf(document, forms) });
  }
  const { founding, id: body, mandate } = record.held.now;
  const beside = async () => streams.slice(1);
  const dossier = await dossierOf(record, { stream: streams[0]! }, undefined, {
    beside,
    ...(stamp ? { stamp } : {}),
  });
  await assertPublished(read, streams, size);
  const parts = {
    ...{ body, origin: founding.origin, at: new Date(now).toISOString(), session, dossier },
    ...(organ === undefined ? {} : { organ }),
    pages: papersPages({ session, body: mandate.name, languages: founding.languages, listed }),
    papers: listed.map(({ document: { id, withdrawn }, files }) => ({
      document: id,
      ...(withdrawn === null ? {} : { withdrawn: true as const }),
      files,
    })),
  };
  return makePapers(parts, (statement) => signStatement('papers', statement, record.host));
}

const PAGE = 200;
/** More than any session has; the statement takes no more. */
const MOST = 2000;

/** All of them, in the order of the record. */
async function documentsOf(
  read: Reader,
  filter: Pick<PapersAsked, 'session' | 'organ'>,
): Promise<StoredDocument[]> {
  const found: StoredDocument[] = [];
  for (let before: number | undefined; ; before = found.at(-1)!.index) {
    const page = await listDocuments(read, { ...filter, before, limit: PAGE });
    found.push(...page);
    if (found.length > MOST) throw documentsError('papers-too-large');
    if (page.length < PAGE) break;
  }
  if (found.length === 0) throw documentsError('no-papers');
  return found.reverse();
}

/**
 * What is shown of these documents must be what the checkpoint covers: no entry of theirs lies behind it. Answers its
 * size. Throws `record.not-published-yet`.
 */
async function assertPublished(read: Reader, streams: readonly string[], from?: number): Promise<number> {
  const size = from ?? (await findCheckpoint(read))?.size;
  for (const stream of streams)
    if (size === undefined || (await listStream(read, stream, size)).length > 0)
      throw recordError('not-published-yet', { detail: 'Try again in a second.', retryAfter: 1 });
  return size!;
}
