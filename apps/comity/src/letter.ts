import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { STIX_MEDIA_TYPE } from '@comity/feeds';
import { type Attachment, DEFAULT_MARKING, type Marking, TLP_LABELS } from '@comity/seal';
import { CommandError } from './errors.ts';

const HOUR = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR };

/**
 * A deadline: `24h` or `3d` from now, rounded up to the next full hour, or an instant with its zone.
 * Throws `comity.bad-deadline`.
 */
export function readDeadline(text: string, now: number): string {
  const [, count, span] = /^(\d{1,4})([hd])$/.exec(text) ?? [];
  if (count && span)
    return new Date(Math.ceil((now + Number(count) * SPANS[span]!) / HOUR) * HOUR).toISOString();
  // Without a zone an instant means something else on every machine.
  const instant = /T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(instant)) return new Date(instant).toISOString();
  throw new CommandError(
    'comity.bad-deadline',
    `“${text}” is no deadline.`,
    'Write 24h, 3d, or an instant with its zone: 2027-01-31T12:00Z. Nothing was sent.',
  );
}

/** `TLP:AMBER`, or a national marking as `SCHEME:LABEL`. Throws `comity.bad-marking`. */
export function readMarking(text: string | undefined): Marking {
  if (text === undefined) return DEFAULT_MARKING;
  const at = text.indexOf(':');
  const scheme = text.slice(0, Math.max(at, 0));
  const label = text.slice(at + 1);
  const known = scheme !== 'TLP' || (TLP_LABELS as readonly string[]).includes(label);
  if (at > 0 && label !== '' && known) return { scheme, label };
  throw new CommandError(
    'comity.bad-marking',
    `“${text}” is no marking.`,
    `Write TLP: and one of ${TLP_LABELS.join(', ')}; or SCHEME:LABEL of your own. Nothing was sent.`,
  );
}

const MEDIA: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.stix': STIX_MEDIA_TYPE,
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.zip': 'application/zip',
};

/** Files to attach, by their last name. What looks like a STIX bundle is sent, and checked, as one. */
export const readAttachments = (paths: readonly string[] = []): Promise<Attachment[]> =>
  Promise.all(
    paths.map(async (path) => {
      const bytes = new Uint8Array(await readFile(path));
      const name = basename(path);
      return { name, mediaType: mediaTypeOf(name, bytes), bytes };
    }),
  );

function mediaTypeOf(name: string, bytes: Uint8Array): string {
  if (/\.stix\.json$/i.test(name)) return STIX_MEDIA_TYPE;
  const media = MEDIA[extname(name).toLowerCase()] ?? 'application/octet-stream';
  if (media !== 'application/json') return media;
  const start = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /"type"\s*:\s*"bundle"/.test(start) ? STIX_MEDIA_TYPE : media;
}
