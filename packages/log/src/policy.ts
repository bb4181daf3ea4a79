import { fromUtf8 } from './bytes.ts';
import { NOTE_COSIGNATURE, verifyCosignature } from './cosignature.ts';
import { LogError } from './errors.ts';
import { type NamedKey, NOTE_ED25519, type Note, parseVerifierKey, verifyNote } from './note.ts';
import type { Verifier } from './signature.ts';

/**
 * Policies as c2sp.org/tlog-policy specifies them: which logs and witnesses a reader knows, and how many of them must
 * have signed a checkpoint before the reader believes it. Groups and numbers are each reader's own business.
 */
export interface Policy {
  /** Any one of them signs; none where the log is known from elsewhere. */
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** The name of a witness or a group; undefined is `quorum none`. */
  readonly quorum: string | undefined;
}
export interface PolicyLog extends NamedKey {
  readonly url?: string;
}
export interface PolicyWitness {
  /** What the policy calls it; `key.name` stands on signature lines. */
  readonly name: string;
  readonly key: NamedKey;
  readonly url?: string;
}
export interface PolicyGroup {
  readonly name: string;
  /** How many of the members must have witnessed. */
  readonly threshold: number;
  readonly members: readonly string[];
}

const LIMIT = 64 * 1024;
/** Room for every State of the world with a witness of its own. */
const MOST = 1024;
const bad = (line: number, why: string) => new LogError('log.bad-policy', `Line ${line}: ${why}`);

/** Reads a policy file. Names are opaque bytes: two that only look alike are two. Throws `log.bad-policy`. */
export function parsePolicy(bytes: Uint8Array): Policy {
  if (bytes.length > LIMIT) throw new LogError('log.bad-policy', 'A policy has at most 64 KB.');
  const reader = new PolicyReader();
  const lines = rawText(bytes).split('\n');
  lines.forEach((line, at) => {
    reader.read(
      line.split(/[ \t]+/).filter((item) => item !== ''),
      at + 1,
    );
  });
  return reader.end(lines.length);
}

/** Each byte as the character of its number, so that names compare as bytes. */
function rawText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  const stray = /[\u0000-\u0008\u000b-\u001f\u007f]/.exec(text);
  if (stray) throw bad(text.slice(0, stray.index).split('\n').length, 'It has a control character.');
  return text;
}

/** Bytes read as UTF-8 where they leave the policy: names on signature lines, addresses, what people read. */
function decoded(raw: string, line: number): string {
  try {
    return fromUtf8(Uint8Array.from(raw, (char) => char.charCodeAt(0)));
  } catch {
    throw bad(line, 'It is not UTF-8.');
  }
}

const fits = (items: readonly string[], least: number, most: number) =>
  items.length >= least && items.length <= most;

class PolicyReader {
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  /** Raw names, and whether each is a member of a group already. */
  readonly #names = new Map<string, boolean>();
  #quorum: { readonly name: string | undefined } | undefined;

  read([word, ...items]: readonly string[], line: number): void {
    if (word === undefined || word.startsWith('#')) return;
    if (word === 'log') this.#log(items, line);
    else if (word === 'witness') this.#witness(items, line);
    else if (word === 'group') this.#group(items, line);
    else if (word === 'quorum') this.#setQuorum(items, line);
    else throw bad(line, 'It begins with none of log, witness, group, quorum.');
  }

  end(line: number): Policy {
    if (!this.#quorum) throw bad(line, 'The policy names no quorum (quorum none, where it asks for none).');
    return {
      ...{ logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups },
      quorum: this.#quorum.name,
    };
  }

  #log(items: readonly string[], line: number): void {
    if (!fits(items, 1, 2)) throw bad(line, 'It is: log KEY [URL].');
    const key = keyOf(items[0]!, NOTE_ED25519, this.#logs, line);
    this.#logs.push({ ...key, ...addressOf(items[1], line) });
    if (this.#logs.length > MOST) throw bad(line, `A policy has at most ${MOST} logs.`);
  }

  #witness(items: readonly string[], line: number): void {
    if (!fits(items, 2, 3)) throw bad(line, 'It is: witness NAME KEY [URL].');
    const known = this.#witnesses.map(({ key }) => key);
    const key = keyOf(items[1]!, NOTE_COSIGNATURE, known, line);
    this.#witnesses.push({ name: this.#define(items[0]!, line), key, ...addressOf(items[2], line) });
    if (this.#witnesses.length > MOST) throw bad(line, `A policy has at most ${MOST} witnesses.`);
  }

  #group(items: readonly string[], line: number): void {
    const [name, number, ...members] = items;
    if (name === undefined || number === undefined || members.length === 0)
      throw bad(line, 'It is: group NAME all|any|NUMBER MEMBER…');
    for (const member of members) this.#take(member, line);
    const threshold = thresholdOf(number, members.length);
    if (threshold === undefined) throw bad(line, 'The number is all, any, or between 1 and the members.');
    const readable = members.map((member) => decoded(member, line));
    this.#groups.push({ name: this.#define(name, line), threshold, members: readable });
    if (this.#groups.length > MOST) throw bad(line, `A policy has at most ${MOST} groups.`);
  }

  #setQuorum(items: readonly string[], line: number): void {
    const [name, ...more] = items;
    if (name === undefined || more.length > 0) throw bad(line, 'It is: quorum NAME.');
    if (this.#quorum) throw bad(line, 'A policy has one quorum.');
    if (name !== 'none' && !this.#names.has(name)) throw bad(line, 'The quorum is not defined above.');
    this.#quorum = { name: name === 'none' ? undefined : decoded(name, line) };
  }

  #define(name: string, line: number): string {
    if (name === 'none' || this.#names.has(name)) throw bad(line, 'This name is taken.');
    this.#names.set(name, false);
    return decoded(name, line);
  }

  /** Each witness counts in one way only. */
  #take(member: string, line: number): void {
    const taken = this.#names.get(member);
    if (taken === undefined) throw bad(line, 'A member is not defined above.');
    if (taken) throw bad(line, 'A member is in two places.');
    this.#names.set(member, true);
  }
}

function keyOf(raw: string, type: number, known: readonly NamedKey[], line: number): NamedKey {
  let key: NamedKey;
  try {
    key = parseVerifierKey(decoded(raw, line), type);
  } catch {
    throw bad(line, `Its key is no verifier key of type ${type}.`);
  }
  const isSame = (other: NamedKey) => other.publicKey.every((byte, i) => byte === key.publicKey[i]);
  if (known.some(isSame)) throw bad(line, 'This key is listed twice.');
  return key;
}

const addressOf = (raw: string | undefined, line: number) =>
  raw === undefined ? {} : { url: decoded(raw, line) };

function thresholdOf(number: string, members: number): number | undefined {
  if (number === 'all') return members;
  if (number === 'any') return 1;
  const threshold = /^[1-9][0-9]{0,3}$/.test(number) ? Number(number) : 0;
  return threshold >= 1 && threshold <= members ? threshold : undefined;
}

/** What a note has to show under a policy. */
export interface PolicyAnswer {
  /** The log of the policy that signed; undefined if none did, or the policy lists none. */
  readonly log?: PolicyLog;
  /** Who cosigned, and when, in seconds since 1970. */
  readonly cosigned: readonly { readonly witness: PolicyWitness; readonly seconds: number }[];
  /** Whether the quorum is met and, where logs are listed, one of them signed. */
  readonly met: boolean;
}

/** Holds a checkpoint against a policy. Never throws on what `parsePolicy` and `parseNote` read. */
export async function checkPolicy(policy: Policy, note: Note, ed25519: Verifier): Promise<PolicyAnswer> {
  let log: PolicyLog | undefined;
  for (const known of policy.logs) {
    const isOrigin = note.text.startsWith(`${known.name}\n`);
    if (isOrigin && (await verifyNote(note, known.name, known.publicKey, ed25519))) log ??= known;
  }
  const cosigned: { witness: PolicyWitness; seconds: number }[] = [];
  for (const witness of policy.witnesses) {
    const { name, publicKey } = witness.key;
    const seconds = await verifyCosignature(note, name, publicKey, ed25519);
    if (seconds !== undefined) cosigned.push({ witness, seconds });
  }
  const isMet = isQuorumMet(policy, new Set(cosigned.map(({ witness }) => witness.name)));
  return { ...(log && { log }), cosigned, met: isMet && (policy.logs.length === 0 || log !== undefined) };
}

/** Whether these witnesses, by their names in the policy, are enough. */
export function isQuorumMet({ groups, quorum }: Policy, witnessed: ReadonlySet<string>): boolean {
  if (quorum === undefined) return true;
  const met = new Set(witnessed);
  // Members stand above their group, so one pass in the order of the file is enough.
  for (const { name, threshold, members } of groups)
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  return met.has(quorum);
}

/**
 * The latest time as of which a quorum had signed, given when each witness (by its name in the policy) did: the
 * newest are taken until they are enough. Undefined where they are not, or where the policy asks for none.
 */
export function quorumTime(policy: Policy, witnessed: ReadonlyMap<string, number>): number | undefined {
  if (policy.quorum === undefined) return undefined;
  const taken = new Set<string>();
  for (const [name, time] of [...witnessed].sort(([, a], [, b]) => b - a))
    if (isQuorumMet(policy, taken.add(name))) return time;
  return undefined;
}

/** How many witnesses stand behind a quorum, and how few of them meet it. */
export interface QuorumSize {
  readonly least: number;
  readonly of: number;
  /**
   * Whether more than two thirds are needed. Otherwise two groups of witnesses that share no honest member could
   * each meet the quorum, and two readers be shown two records.
   */
  readonly excludesSplitViews: boolean;
}

/** The size of the quorum; 0 of 0 for `quorum none`. */
export function quorumSize({ groups, quorum }: Policy): QuorumSize {
  const sizes = new Map<string, { least: number; of: number }>();
  const sizeOf = (name: string) => sizes.get(name) ?? { least: 1, of: 1 };
  for (const { name, threshold, members } of groups) {
    const parts = members.map(sizeOf);
    const least = parts.map((part) => part.least).sort((a, b) => a - b);
    sizes.set(name, {
      least: least.slice(0, threshold).reduce((sum, n) => sum + n, 0),
      of: parts.reduce((sum, part) => sum + part.of, 0),
    });
  }
  const size = quorum === undefined ? { least: 0, of: 0 } : sizeOf(quorum);
  return { ...size, excludesSplitViews: 3 * size.least > 2 * size.of };
}
