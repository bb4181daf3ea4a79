import { formats, type Signature, signature } from '@comity/acts';
import * as z from 'zod/mini';

const { count, hex64, participantId } = formats;
const stream = z.string().check(z.minLength(4), z.maxLength(60));

/**
 * What the host signs under `dossier`, in the file DOSSIER: which streams are here, how long each of them was at this
 * checkpoint, and every other file. So a host that leaves the end of a stream out has signed that it is not there,
 * which whoever holds the record can show.
 */
export const dossierStatement = z.strictObject({
  v: z.literal(1),
  body: hex64,
  origin: z.string().check(z.minLength(3), z.maxLength(100)),
  /** Of the checkpoint; root in hex. */
  size: count,
  root: hex64,
  /** When the dossier was made. */
  at: formats.time,
  /** For whom fields are opened: `public` for nobody. */
  audience: z.union([z.literal('public'), participantId]),
  /** What the dossier is about: a stream, and the act in it that was asked for. */
  subject: z.strictObject({ stream, act: z.optional(hex64) }),
  /** Every stream that is here, sorted by name, with the number of its entries at this checkpoint, perhaps none. */
  streams: z.array(z.strictObject({ stream, entries: count })).check(z.minLength(1), z.maxLength(2000)),
  /** The places in the log of the entries that are here, in order. */
  indexes: z.array(count).check(z.minLength(1), z.maxLength(200_000)),
  /** Every file but README.txt and DOSSIER, in order. */
  files: z.array(z.strictObject({ name: z.string(), size: count, sha256: hex64 })),
});
export type DossierStatement = z.infer<typeof dossierStatement>;

export const signedStatement = z.strictObject({ statement: dossierStatement, sig: signature });
export interface SignedStatement {
  readonly statement: DossierStatement;
  readonly sig: Signature;
}
