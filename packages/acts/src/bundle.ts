import * as z from 'zod/mini';
import { certificate } from './envelope.ts';
import { count, hex64, participantId, salt, time } from './formats.ts';
import { signature } from './key.ts';

/** The audience of a bundle that holds everything: for another host, never for the public. No participant has this id. */
export const FOR_A_HOST = '*';

/**
 * A bundle is an archive (see @comity/log) of these files in this order: `MANIFEST`, `checkpoint`, `entries`,
 * `certificates`, `blobs/<sha256>` sorted, `openings`. The framed files hold records as a big-endian uint16
 * length and canonical bytes.
 */
export const bundleManifest = z.strictObject({
  statement: z.strictObject({
    v: z.literal(1),
    body: hex64,
    origin: z.string(),
    size: count,
    root: hex64,
    at: time,
    /** For whom restricted entries are opened: `public` for nobody, `*` for a host to come: all that is held. */
    audience: z.union([z.literal('public'), z.literal(FOR_A_HOST), participantId]),
    files: z.array(z.strictObject({ name: z.string(), size: count, sha256: hex64 })),
  }),
  /** By the host, under `bundle`. */
  sig: signature,
});
export type BundleManifest = z.infer<typeof bundleManifest>;

/** A record of `certificates`. */
export const bundleCertificate = certificate;

/** Records of `openings`: restricted entries first, by index; then fields. */
export const openedEntry = z.strictObject({
  index: count,
  salt,
  act: z.unknown(),
  sig: signature,
});
