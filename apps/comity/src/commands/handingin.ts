import { parseWith, type Stamp, stamp as stampSchema, verifyStamp } from '@comity/acts';
import { canonicalBytes, fromUtf8 } from '@comity/log';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { plain } from '../terminal.ts';
import { certificateOf, type KeptAct, keepStamp, readKeptAct } from '../unplaced.ts';
import { type Answer, describe, does, type Setting } from './setting.ts';

/** How long a mirror may take, in milliseconds: it checks the act through every rule. */
const PATIENCE = 60_000;
const ANSWER_LIMIT = 64 * 1024;

interface HandInOptions {
  readonly mirror: string;
  readonly key?: string;
}

/** `comity record hand-in`. */
export function handInCommand(record: Command): void {
  describe(
    record
      .command('hand-in')
      .argument('<act>', 'the file with the signed act, as a command that failed kept it')
      .requiredOption('--mirror <url>', 'the mirror to hand it to')
      .option('--key <key>', 'the key with which that mirror stamps, as your ministry has it'),
    'Hand an act that the host refused or left unanswered to a mirror: it checks and stamps the act, and publishes that there is one.',
    'record hand-in ~/.config/comity/keys/unplaced/3f5a….act --mirror https://mirror.example',
  )
    .addHelpText('after', WHAT_FOLLOWS)
    .action(does<HandInOptions>(handIn));
}

const WHAT_FOLLOWS = `
The mirror publishes the id of the act, its stream and the time, and nothing else. The stamp is added to the file:
comity submit FILE sends both to the host. Where the rules of the body name the mirror, its stamp counts as the time
of receipt. Until the host logs the act, this is contested: comity verify URL --trust FILE --submitted URL-OF-MIRROR`;

/** What a mirror answers; none of it is believed before the stamp is checked. */
interface Answered {
  readonly act?: unknown;
  readonly stream?: unknown;
  readonly at?: unknown;
  readonly key?: unknown;
  readonly stamp?: unknown;
  readonly logged?: unknown;
}

async function handIn(_: Setting, options: HandInOptions, path: string): Promise<Answer> {
  const mirror = mirrorAt(options.mirror);
  const kept = await readKeptAct(path);
  const certificate = await certificateOf(kept);
  const { session } = kept.submission.sig;
  if (certificate) await send(new URL(`certificates/${session}`, mirror), 'PUT', certificate);
  const { stamps: _stamps, ...unstamped } = kept.submission;
  const answer = await send(new URL('submitted', mirror), 'POST', canonicalBytes(unstamped));
  const { id } = kept.prepared;
  if (answer.stamp === undefined && Number.isSafeInteger(answer.logged))
    return {
      value: { act: id, logged: answer.logged },
      lines: [`It stands on the record: entry ${answer.logged}.`],
    };
  const { stamp, key } = await stampIn(answer, kept, options.key);
  await keepStamp(kept, stamp);
  return { value: { ...answer, act: id, file: path }, lines: linesOf(kept, stamp, key, answer.logged) };
}

function mirrorAt(url: string): URL {
  if (URL.canParse(url) && /^https?:/.test(url)) return new URL(url.endsWith('/') ? url : `${url}/`);
  throw new CommandError('comity.bad-url', `“${url}” is no address of a mirror.`, 'Nothing was sent.');
}

/** Throws what the mirror said instead: `mirror.…`; or `comity.mirror-unreachable`. */
async function send(url: URL, method: 'PUT' | 'POST', body: Uint8Array): Promise<Answered> {
  const unreachable = (why: string) =>
    new CommandError('comity.mirror-unreachable', `${url.origin} ${why}`, 'Hand the act to another mirror.');
  let status: number;
  let text: string;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const init = { method, body: body as Uint8Array<ArrayBuffer>, redirect: 'error' as const, signal };
    const response = await fetch(url, { ...init, headers: { 'content-type': 'application/json' } });
    status = response.status;
    text = fromUtf8(await readAtMost(response, ANSWER_LIMIT));
  } catch {
    throw unreachable('cannot be reached.');
  }
  const answer = valueIn(text);
  if (status === 200 && answer) return answer;
  const { code, title, rule, allowedWhen } = (answer ?? {}) as Record<string, unknown>;
  if (typeof code !== 'string' || typeof title !== 'string' || !/^mirror\.[a-z-]+$/.test(code))
    throw unreachable(`answered ${status}: it is no mirror, or a broken one.`);
  const by = typeof rule === 'string' ? ` Rule: ${rule}.` : '';
  const when = typeof allowedWhen === 'string' ? ` Allowed when: ${allowedWhen}` : '';
  throw refusal(code, plain(`${title}${by}${when}`), 'The mirror stamped nothing.');
}

async function readAtMost({ body }: Response, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > limit) throw new Error('The answer is too long.');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function valueIn(text: string): Answered | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The stamp in an answer: good for this act of this body, under the key that was expected where there was one. */
async function stampIn(
  answer: Answered,
  { prepared: { act, id } }: KeptAct,
  expected: string | undefined,
): Promise<{ stamp: Stamp; key: string }> {
  const bad = (says: string) =>
    refusal('comity.bad-stamp', says, 'The file is as it was. Hand the act to another mirror.');
  const key = expected ?? answer.key;
  if (typeof key !== 'string') throw bad('The mirror names no key that it stamps with.');
  let stamp: Stamp;
  try {
    stamp = parseWith(stampSchema, answer.stamp, 'The stamp');
  } catch (error) {
    throw bad((error as Error).message);
  }
  if (act.body !== undefined && (await verifyStamp(act.body, id, stamp, key))) return { stamp, key };
  throw bad(`The stamp is not one of the key ${plain(key)} for this act.`);
}

const linesOf = (
  { path, prepared: { act } }: KeptAct,
  { mirror, at }: Stamp,
  key: string,
  logged: unknown,
) => [
  `Stamped by ${plain(mirror)} at ${at}: ${act.type}.`,
  `  its key     ${plain(key)}`,
  `  the stamp   is in ${path} now`,
  ...(Number.isSafeInteger(logged)
    ? [`  the act     stands on the record since, as entry ${logged}`]
    : [`Send both to the host: comity submit ${path}`]),
];
