import { MailError } from './errors.ts';

/**
 * A mail as its parts, each with the exact bytes it came as: a signature is over bytes, and no library that decodes
 * mail for reading keeps them. Everything here comes from outside: what is too large, too deep, too much or ambiguous
 * is refused, never guessed at.
 */
export interface Entity {
  /** Lower-case, `text/plain` where it says nothing. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** By lower-case name, unfolded; of several of one name the first. */
  readonly headers: ReadonlyMap<string, string>;
  /** The whole of it, headers included, as it came. */
  readonly raw: Buffer;
  /** What follows the headers, as it came. */
  readonly body: Buffer;
  readonly parts: readonly Entity[];
}

/** What one mail may be: a message of ours with twenty files of 20 MB, armored, is the most that is meant. */
export const MAIL_LIMITS = {
  bytes: 64 * 1024 * 1024,
  headers: 64 * 1024,
  depth: 6,
  parts: 60,
} as const;

/** Throws `MailError`. */
export function assertMailSize(size: number): void {
  if (size <= MAIL_LIMITS.bytes) return;
  throw new MailError('mail.too-large', `A mail has at most ${MAIL_LIMITS.bytes / 1024 / 1024} MB here.`);
}

/** Reads a mail into its parts. Throws `MailError`. */
export function readEntity(bytes: Uint8Array): Entity {
  assertMailSize(bytes.length);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return entity(raw, 0, { parts: 0 });
}

function entity(raw: Buffer, depth: number, seen: { parts: number }): Entity {
  if (depth > MAIL_LIMITS.depth)
    throw new MailError('mail.too-deep', 'Its parts lie too deep in each other.');
  if (++seen.parts > MAIL_LIMITS.parts) throw new MailError('mail.too-many-parts', 'It has too many parts.');
  const { head, body } = splitHead(raw);
  const headers = readHeaders(head);
  const { type, parameters } = readType(headers.get('content-type'));
  const boundary = parameters.get('boundary');
  const inside = type.startsWith('multipart/') ? splitParts(body, boundary) : [];
  return {
    ...{ type, parameters, headers, raw, body },
    parts: inside.map((part) => entity(part, depth + 1, seen)),
  };
}

function splitHead(raw: Buffer): { head: string; body: Buffer } {
  // A part may begin with its body at once: then it has no headers.
  for (const blank of ['\r\n', '\n']) {
    if (raw.subarray(0, blank.length).toString('latin1') === blank)
      return { head: '', body: raw.subarray(blank.length) };
  }
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => ({ at: raw.indexOf(mark), length: mark.length }));
  const [end] = ends.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
  const length = end?.at ?? raw.length;
  if (length > MAIL_LIMITS.headers)
    throw new MailError('mail.headers-too-large', 'Its headers are too large.');
  const head = raw.subarray(0, length).toString('latin1');
  return { head, body: end ? raw.subarray(end.at + end.length) : Buffer.alloc(0) };
}

/** Headers that decide how a part is read: of two of them nobody could say which counts. */
const DECISIVE = new Set(['content-type', 'content-transfer-encoding']);

function readHeaders(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at < 1) continue;
    const name = line.slice(0, at).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(at + 1).trim());
    else if (DECISIVE.has(name)) throw new MailError('mail.ambiguous', `It has two headers ${name}.`);
  }
  return headers;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** `type/subtype; name=value; name="value"`. What is no type is text, as RFC 2045 has it. */
function readType(header: string | undefined): Pick<Entity, 'type' | 'parameters'> {
  const [given = '', ...rest] = splitAtSemicolons(header ?? '');
  const type = given.trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const text of rest) {
    const at = text.indexOf('=');
    const name = text.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (!TOKEN.test(name)) continue;
    if (parameters.has(name)) throw new MailError('mail.ambiguous', `It has the parameter ${name} twice.`);
    parameters.set(name, unquoted(text.slice(at + 1).trim()));
  }
  return { type: /^[^/\s]+\/[^/\s]+$/.test(type) ? type : 'text/plain', parameters };
}

function splitAtSemicolons(text: string): string[] {
  const parts = [''];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted && c === '\\') {
      parts[parts.length - 1] += c + (text[++i] ?? '');
      continue;
    }
    if (c === '"') quoted = !quoted;
    if (c === ';' && !quoted) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

const unquoted = (text: string): string =>
  text.startsWith('"')
    ? text
        .slice(1)
        .replace(/"[^"]*$/, '')
        .replace(/\\(.)/g, '$1')
    : text;

/** What stands between the lines of a boundary; the line break before each belongs to the boundary. */
function splitParts(body: Buffer, boundary: string | undefined): Buffer[] {
  if (!boundary || boundary.length > 70)
    throw new MailError('mail.not-well-made', 'It has parts and does not say what stands between them.');
  const lines = boundaryLines(body, `--${boundary}`);
  const last = lines.findIndex(({ closes }) => closes);
  if (last < 0) throw new MailError('mail.not-well-made', 'It ends before its last part does.');
  const between = lines.slice(0, last + 1);
  return between
    .slice(1)
    .map((line, i) => body.subarray(between[i]!.end, Math.max(line.start, between[i]!.end)));
}

interface BoundaryLine {
  /** Where the line break before it begins, and where the line after it begins. */
  readonly start: number;
  readonly end: number;
  readonly closes: boolean;
}

function boundaryLines(body: Buffer, mark: string): BoundaryLine[] {
  const lines: BoundaryLine[] = [];
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    const newline = body.indexOf(LF, at);
    const end = newline < 0 ? body.length : newline + 1;
    const rest = body.subarray(at + mark.length, Math.min(end, at + mark.length + 200)).toString('latin1');
    const found = /^(--)?[ \t]*\r?\n?$/.exec(rest);
    if (!found) continue;
    lines.push({ start: at - breakBefore(body, at), end, closes: found[1] !== undefined });
    if (lines.length > MAIL_LIMITS.parts)
      throw new MailError('mail.too-many-parts', 'It has too many parts.');
  }
  return lines;
}

const LF = 0x0a;
const CR = 0x0d;
const breakBefore = (body: Buffer, at: number): number =>
  at === 0 ? 0 : at > 1 && body[at - 2] === CR ? 2 : 1;

/** The content of a part without its transfer encoding. Throws `MailError`. */
export function decodedBody({ headers, body }: Entity): Uint8Array {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  if (['7bit', '8bit', 'binary'].includes(encoding)) return body;
  if (encoding === 'base64') return fromBase64Lines(body.toString('latin1'));
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body.toString('latin1'));
  throw new MailError('mail.not-well-made', `It is encoded as nobody reads it: ${encoding.slice(0, 40)}.`);
}

function fromBase64Lines(text: string): Uint8Array {
  const base64 = text.replace(/[\r\n\t ]+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 === 1)
    throw new MailError('mail.not-well-made', 'A part says that it is base64, and is not.');
  return Buffer.from(base64, 'base64');
}

/** Line by line, so that a line of nothing but spaces costs no more than its length. */
function fromQuotedPrintable(text: string): Uint8Array {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const joined = lines.map((line, i) => {
    if (line.endsWith('=')) return line.slice(0, -1);
    return i === lines.length - 1 ? line : `${line}\r\n`;
  });
  const bytes = joined
    .join('')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
