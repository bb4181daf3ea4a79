import { lstat, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { REFUSED, SENT, type SendingOptions } from './sending.ts';

/** What a mail server reports of a notice that it had taken (RFC 3464). */
export interface Bounce {
  /** The name of the notice, which is the local part of its Message-ID. */
  readonly notice: string;
  readonly status: string;
}

const LARGEST = 256 * 1024;
const EVERY = 5_000;

/**
 * Reads a report of delivery: undefined where it is none, or reports no failure, or of no mail of ours. It is a hint and
 * no more: whoever knows the name of a notice can write one.
 */
export function readBounce(bytes: Uint8Array): Bounce | undefined {
  const text = Buffer.from(bytes.subarray(0, LARGEST)).toString('latin1').replace(/\r\n/g, '\n');
  const end = text.indexOf('\n\n');
  const head = text.slice(0, Math.max(end, 0)).replace(/\n[ \t]+/g, ' ');
  const isReport = /^content-type: *multipart\/report\b[^\n]*report-type="?delivery-status/im.test(head);
  const body = text.slice(end);
  const failed = /^action: *failed *$/im.test(body);
  const status = /^status: *(5\.\d{1,3}\.\d{1,3})/im.exec(body)?.[1];
  const notice = /^message-id: *<([0-9a-f]{32})@/im.exec(body)?.[1];
  return isReport && failed && status && notice ? { notice, status } : undefined;
}

/** Watches the maildir of the address that notices come from. Whatever is read there is moved to `cur`, as seen. */
export function keepBounces(options: SendingOptions & { readonly maildir: string }) {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running.then(() => readAll(options)).catch(options.onFailure);
  };
  run();
  const timer = setInterval(run, EVERY);
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}

async function readAll(options: SendingOptions & { readonly maildir: string }): Promise<void> {
  const fresh = join(options.maildir, 'new');
  for (const name of (await readdir(fresh).catch(() => [])).sort()) {
    const path = join(fresh, name);
    if (!(await lstat(path)).isFile()) continue;
    const bounce = readBounce(await readFile(path));
    if (bounce) await tell(options, bounce);
    await rename(path, join(options.maildir, 'cur', `${name.replace(/:.*$/, '')}:2,S`));
  }
}

async function tell({ folder, onOutcome }: SendingOptions, { notice, status }: Bounce): Promise<void> {
  const name = `${notice}.eml`;
  const raw = await readFile(join(folder, SENT, name), 'latin1').catch(() => undefined);
  // Told of before, or never sent from here.
  if (raw === undefined) return;
  const named = (header: string) => new RegExp(`^${header}: (.*)\\r$`, 'm').exec(raw)?.[1] ?? '';
  const says = `The mail server of the address reports ${status}.`;
  await onOutcome({ state: 'bounced', to: named('To'), about: named('X-Comity-About'), says });
  await mkdir(join(folder, REFUSED), { recursive: true });
  await rename(join(folder, SENT, name), join(folder, REFUSED, name));
}
