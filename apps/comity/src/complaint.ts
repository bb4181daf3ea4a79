import { ApiProblem, Mistrust, Unreachable } from '@comity/client';
import { DossierError } from '@comity/dossier';
import { SealError } from '@comity/seal';
import { VerifyError } from '@comity/verify';
import { CommandError } from './errors.ts';

/** An error as a person reads it, and as a script does with `--json`. */
export interface Complaint {
  readonly code: string;
  readonly says: string;
  readonly rule?: string;
  readonly allowedWhen?: string;
  readonly changed?: false;
  readonly next?: string;
  /** The file with the signed act, where one got no place. */
  readonly kept?: string;
  readonly exit: 1 | 2;
}

const CODE = /^[a-z]+\.[a-z0-9-]+$/;

/** What to say of anything that was thrown. Never a stack. */
export function complaintOf(error: unknown): Complaint {
  if (error instanceof CommandError) {
    const { code, message, next, exit } = error;
    return { code, says: message, exit, ...(next ? { next } : {}) };
  }
  if (error instanceof ApiProblem) return answered(error);
  if (error instanceof Unreachable) {
    const next = 'Start the server (comity serve, or comity demo), or name it with --url.';
    return { code: error.code, says: error.message, next, exit: 2 };
  }
  if (error instanceof Mistrust) {
    const next =
      'If the body has moved: comity host follow --url URL. Else compare body and key with what your ministry gave you (key show), and tell your mirror.';
    return { code: error.code, says: error.message, next, exit: 2 };
  }
  if (error instanceof SealError) {
    return { code: error.code, says: error.message, changed: false, exit: 1, ...sealNext(error) };
  }
  if (error instanceof VerifyError || error instanceof DossierError)
    return { code: error.code, says: error.message, exit: 2 };
  return otherwise(error as Partial<NodeJS.ErrnoException> & { detail?: string });
}

function answered({ code, message, status, rule, allowedWhen }: ApiProblem): Complaint {
  const next = NEXT[code];
  return {
    code,
    says: message,
    ...(rule ? { rule } : {}),
    ...(allowedWhen ? { allowedWhen } : {}),
    ...(status < 500 ? { changed: false as const } : {}),
    ...(next ? { next } : {}),
    exit: status < 500 ? 1 : 2,
  };
}

const NEXT: Readonly<Record<string, string>> = {
  'people.sign-in-required': 'Act as somebody: --as NAME. See: comity key list',
  'directory.contact-not-found': 'See the contacts there are: comity directory list',
  'exchange.thread-not-found': 'See the threads of your State: comity exchange list',
  'record.unknown-key':
    'Is the person with this key added already? See: comity state show. The key and its id: comity key show NAME',
  'people.session-refused': 'See whether your key is in force: comity state show',
};

const sealNext = ({ code }: SealError): { next?: string } =>
  code === 'seal.wrong-passphrase' ? { next: 'Set COMITY_PASSPHRASE, or answer at the prompt.' } : {};

/** Errors of the server's start, of packages and of the file system: they bring a code, or get one here. */
function otherwise(error: Partial<NodeJS.ErrnoException> & { detail?: string; next?: string }): Complaint {
  const says = error.detail ?? error.message ?? String(error);
  const code = typeof error.code === 'string' ? error.code : '';
  if (CODE.test(code)) return { code, says, exit: code.startsWith('platform.') ? 2 : 1 };
  if (error.path !== undefined) {
    return { code: 'comity.cannot-use-file', says: `${error.path}: ${fileTrouble(code)}`, exit: 2 };
  }
  return { code: 'comity.failed', says, next: 'More for a report of this: COMITY_DEBUG=1', exit: 2 };
}

const TROUBLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder.',
  EACCES: 'this account may not use it.',
  EPERM: 'this account may not use it.',
  EISDIR: 'this is a folder.',
  ENOTDIR: 'a part of the path is no folder.',
  EEXIST: 'it exists already; nothing is overwritten.',
  ENOSPC: 'the disk is full.',
};
const fileTrouble = (code: string) => TROUBLE[code] ?? `it cannot be used (${code}).`;

/** The complaint for people. */
export function complaintLines(c: Complaint): string[] {
  return [
    `${c.code}: ${c.says}`,
    ...(c.rule ? [`Rule: ${c.rule} (comity rules prints them all)`] : []),
    ...(c.allowedWhen ? [`Allowed when: ${c.allowedWhen}`] : []),
    ...(c.changed === false ? ['Nothing was changed.'] : []),
    ...(c.next ? [c.next] : []),
    ...(c.kept ? keptLines(c.kept) : []),
  ];
}

const keptLines = (path: string) => [
  `The signed act is kept: ${path}`,
  `  send it again               comity submit ${path}`,
  `  or, where the host will not comity record hand-in ${path} --mirror URL`,
];
