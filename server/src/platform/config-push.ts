import { z } from 'zod';
import { SettingsFile } from './config-file.ts';
import { line } from './config-hooks.ts';

/** A push service that browsers may be told by: somebody else's, whose name is shown before a browser is entered. */
export interface PushService {
  /** Host of its addresses, with the port where that is not the usual one; `*.` before it: whatever is below. */
  readonly host: string;
  /** Whose service it is, as people read it. */
  readonly service: string;
  /** It may stand on a private address, or on this machine. */
  readonly isPrivate: boolean;
  /** The authority that certified its server, as PEM, where that is none of the usual ones. */
  readonly ca?: string;
}

const LABELS = '[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63})*';
const LIST = z
  .array(
    z.strictObject({
      // What is below one label alone would be a whole country.
      host: z.string().regex(new RegExp(`^(?:\\*\\.[a-z0-9-]{1,63}\\.)?${LABELS}(?::\\d{1,5})?$`)),
      service: line(120),
      private: z.boolean().default(false),
      ca: z.string().optional(),
    }),
  )
  .max(50)
  .refine((all) => new Set(all.map(({ host }) => host)).size === all.length, 'a host stands twice');

const FORM = '{ "host": such as "push.example" or "*.push.example", "service": whose it is }';

/**
 * Reads the file that COMITY_PUSH names: a list of `{ host, service, private?, ca? }`. Browsers are pushed to by these
 * services and no others; without the file by none. Throws `platform.bad-setting`.
 */
export function readPush(path: string | undefined): PushService[] {
  if (path === undefined) return [];
  const file = new SettingsFile('COMITY_PUSH', path);
  return file
    .read(LIST, FORM)
    .map(({ private: isPrivate, ca, ...rest }) => ({ ...rest, isPrivate, ...file.readAuthority(ca) }));
}
