import { formats, signature } from '@comity/acts';
import * as z from 'zod/mini';

const { count, documentId, hex64, language, slug } = formats;

/**
 * What a file of a document is: the language version as it was `issued`, another `format` of it that stands on the
 * record, or a form that the host `made` of its text.
 */
const form = z.enum(['issued', 'format', 'made']);

/**
 * What the host signs under `papers`, in the file PAPERS: which documents of the session are here, with every file of
 * each. That there is no other is its word; that each of them is on the record is proven by the dossier beside it.
 */
export const papersStatement = z.strictObject({
  v: z.literal(1),
  body: hex64,
  origin: z.string().check(z.minLength(3), z.maxLength(100)),
  /** When they were put together. */
  at: formats.time,
  session: formats.words(40),
  /** Where only those of one organ were asked for. */
  organ: z.optional(slug),
  /** SHA-256 of the dossier that the files below `proof/` add up to. */
  dossier: hex64,
  /** In the order of the record. */
  documents: z
    .array(
      z.strictObject({
        document: documentId,
        withdrawn: z.optional(z.literal(true)),
        files: z.array(z.strictObject({ language, form, name: z.string() })),
      }),
    )
    .check(z.minLength(1), z.maxLength(2000)),
  /** Every file but PAPERS, in order. */
  files: z.array(z.strictObject({ name: z.string(), size: count, sha256: hex64 })),
});
export type PapersStatement = z.infer<typeof papersStatement>;
export type PaperFile = PapersStatement['documents'][number]['files'][number];

export const signedPapers = z.strictObject({ statement: papersStatement, sig: signature });
export type SignedPapers = z.infer<typeof signedPapers>;
