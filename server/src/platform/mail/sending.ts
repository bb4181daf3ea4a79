import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailConfig } from '../config-mail.ts';

/** What became of one notice at one address. `says` are the words of a mail server. */
export interface MailOutcome {
  readonly state: 'sent' | 'refused' | 'bounced';
  readonly to: string;
  /** What the notice was about, as whoever wrote it said (`Notice.about`). */
  readonly about: string;
  readonly says: string;
}

export interface SendingOptions {
  readonly folder: string;
  readonly mail: MailConfig;
  readonly clock: () => number;
  /** Called once a notice was put away. Where it throws that is reported, and no mail goes out again for it. */
  readonly onOutcome: (outcome: MailOutcome) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

export interface Sending {
  /** Waits for the mails in progress. */
  stop(): Promise<void>;
}

const EVERY = 500;
/** A mail server that is down is asked again after half a minute, then twice as long, an hour at most. */
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 3_600_000;
/** As mail servers do it among themselves: after four days a notice is given up. */
const GIVEN_UP_AFTER = 4 * 86_400_000;
const AT_ONCE = 8;

export const SENT = 'sent';
export const REFUSED = 'refused';

/**
 * Sends what lies in the outbox, as files, so that nothing is lost where this server or the mail server stops: a notice
 * is put away once it was taken. A crash in between sends it again under the same Message-ID.
 */
export function keepSending(options: SendingOptions): Sending {
  const transport = transportOf(options.mail);
  const pauses = new Map<string, { readonly until: number; readonly pause: number }>();
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const run = async () => {
    const names = await listed(options.folder);
    const due = names.filter((name) => (pauses.get(name)?.until ?? 0) <= options.clock());
    for (let i = 0; i < due.length && !stopped; i += AT_ONCE)
      await Promise.all(due.slice(i, i + AT_ONCE).map((name) => sendOne(options, transport, pauses, name)));
  };
  const again = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run().catch(options.onFailure).then(again);
    }, EVERY);
  };
  again();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      transport.close();
    },
  };
}

const listed = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();

type Transport = ReturnType<typeof transportOf>;
type Pauses = Map<string, { readonly until: number; readonly pause: number }>;

function transportOf({ smtp, dkim }: MailConfig) {
  const url = new URL(smtp);
  return createTransport({
    ...{ host: url.hostname, port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 25) },
    secure: url.protocol === 'smtps:',
    // A password never goes over an open line; a mail server on this machine needs none of both.
    requireTLS: url.protocol === 'smtp:' && url.username !== '',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    ...{ pool: true, maxConnections: AT_ONCE, connectionTimeout: 10_000, socketTimeout: 60_000 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(dkim
      ? {
          dkim: {
            ...{ domainName: dkim.domain, keySelector: dkim.selector },
            privateKey: readFileSync(dkim.key, 'utf8'),
          },
        }
      : {}),
  });
}

async function sendOne(o: SendingOptions, transport: Transport, pauses: Pauses, name: string): Promise<void> {
  const path = join(o.folder, name);
  try {
    const raw = await readFile(path);
    const { from, to, about } = headOf(raw);
    const says = await attempt(transport, { from, to, raw });
    if (says.state === 'later' && o.clock() - (await stat(path)).mtimeMs < GIVEN_UP_AFTER) {
      const pause = Math.min((pauses.get(name)?.pause ?? FIRST_PAUSE / 2) * 2, LONGEST_PAUSE);
      pauses.set(name, { pause, until: o.clock() + pause });
      o.onFailure(new Error(`The mail server did not take a notice yet: ${says.says}`));
      return;
    }
    const state = says.state === 'sent' ? 'sent' : 'refused';
    // First, so that nobody is mailed to again where what became of it cannot be noted.
    await putAway(o.folder, name, state === 'sent' ? SENT : REFUSED, says.says);
    pauses.delete(name);
    await o.onOutcome({ state, to, about, says: says.says.slice(0, 300) });
  } catch (error) {
    // A disk that takes no file would have the same mail go out twice a second.
    pauses.set(name, { pause: LONGEST_PAUSE, until: o.clock() + LONGEST_PAUSE });
    o.onFailure(error);
  }
}

type Attempt = { readonly state: 'sent' | 'refused' | 'later'; readonly says: string };

/** A refusal of 5xx is the last word of a mail server; everything else may be otherwise later. */
async function attempt(
  transport: Transport,
  { from, to, raw }: { from: string; to: string; raw: Buffer },
): Promise<Attempt> {
  try {
    const { response } = await transport.sendMail({ envelope: { from, to }, raw });
    return { state: 'sent', says: response };
  } catch (error) {
    const { responseCode = 0, code, message } = error as Error & { responseCode?: number; code?: string };
    const isLast = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
    return { state: isLast ? 'refused' : 'later', says: message };
  }
}

/** The headers that `compose` wrote. */
function headOf(raw: Buffer): { from: string; to: string; about: string } {
  const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1');
  const named = (name: string) => new RegExp(`^${name}: (.*)\\r?$`, 'm').exec(head)?.[1] ?? '';
  return { from: named('From'), to: named('To'), about: named('X-Comity-About') };
}

async function putAway(folder: string, name: string, where: string, says: string): Promise<void> {
  await mkdir(join(folder, where), { recursive: true });
  if (where === REFUSED) await writeFile(join(folder, where, `${name}.why`), `${says}\n`);
  await rename(join(folder, name), join(folder, where, name));
}
