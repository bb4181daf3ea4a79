import { TEXT_MEDIA } from '@comity/text';
import type { Reader } from '../../../platform/index.ts';

/** A file that a page can compare: a text, or plain words. */
export interface Comparable {
  readonly document: string;
  readonly language: string;
  readonly media: string;
  readonly size: number;
}

export interface Sought {
  readonly sha256: string;
  readonly language: string;
  readonly document: string;
  /** Documents under embargo then are passed over. */
  readonly at: Date;
}

/** The version with this file in a language; of several documents that have it, the named one. */
export async function findComparable(
  read: Reader,
  { sha256, language, document, at }: Sought,
): Promise<Comparable | undefined> {
  const [row] = await read.rows<Comparable>(
    'documents.find-comparable',
    `select v.document, v.language, v.media, v.size from document_version v
     where v.sha256 = $1 and v.language = $2 and v.media = any($4::text[])
       and not exists (select from document_embargo e where e.document = v.document and e.until > $5)
     order by (v.document = $3) desc, v.index desc limit 1`,
    [sha256, language, document, [TEXT_MEDIA, 'text/plain'], at],
  );
  return row;
}
