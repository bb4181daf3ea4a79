import { readFile } from 'node:fs/promises';
import { dataOf, send } from '@comity/client';
import {
  fromHex,
  type Policy,
  parseProof,
  parseVerifierKey,
  platformVerifiers,
  utf8,
  verifierKey,
  verifyProof,
} from '@comity/log';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { holdAgainst, readPolicyFile, standingLines, standingValue } from '../policies.ts';
import { plain, table } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { untilPublished } from '../waiting.ts';
import { handInCommand } from './handingin.ts';
import {
  type Answer,
  describe,
  does,
  findIdentity,
  publicConnection,
  reading,
  type Setting,
  wholeNumber,
} from './setting.ts';

export function recordCommands(program: Command): void {
  const record = describe(program.command('record'), 'The record: every act, in one order, for everyone.');
  describe(
    record
      .command('list')
      .option('--stream <stream>', 'for example participant/alderia or directory/alderia')
      .option('--type <type>', 'for example people.person-added')
      .option('--participant <id>', 'what concerns this participant')
      .option(
        '--about <subject>',
        'what concerns it: body, contact/con_…, person/per_…, document/doc_…, act/…',
      )
      .option('--find <words>', 'words, the number of an entry, or the beginning of an act id')
      .option('--from <day>', 'received on this day (UTC) or later: 2026-03-05')
      .option('--until <day>', 'received on this day (UTC) or earlier')
      .option('--before <entry>', 'older than this entry')
      .option('--limit <number>', 'how many at most', '20'),
    'List entries, newest first; what is sealed is listed as sealed.',
    'record list --stream directory/alderia',
  ).action(does(list));
  describe(
    record.command('show').argument('<act>', 'its id'),
    'Show an act as it was signed, with its receipt.',
    'record show 3f5a…',
  ).action(does(show));
  describe(
    record
      .command('proof')
      .argument('<act>', 'its id')
      .option('--trust <file>', 'check it against this body and key (default: those of the identity)')
      .option('--policy <file>', 'its checkpoint must meet this policy of witnesses')
      .option('--out <file>', 'write it to a file'),
    'Get the proof that an act is in the log, and check it.',
    'record proof 3f5a… --trust trust.json --out act.proof',
    'record proof 3f5a… --policy mine.policy --out act.proof',
  ).action(does(proof));
  describe(
    record
      .command('check')
      .argument('<file>', 'a proof that was kept')
      .requiredOption('--leaf <hash>', 'the hash of the entry, 64 hex digits')
      .option('--trust <file>', 'the body and key it must come from (default: those of the identity)'),
    'Check a kept proof without a network: that an entry with this hash is in the log you trust.',
    'record check act.proof --leaf 9c1d… --trust trust.json',
  ).action(does(checkKept));
  handInCommand(record);
  describe(program.command('rules'), 'Print the rules in force; a refusal cites one.', 'rules --language fr')
    .option('--language <tag>', 'of the titles', 'en')
    .action(does(rules));
}

interface ListOptions {
  readonly stream?: string;
  readonly type?: string;
  readonly participant?: string;
  readonly about?: string;
  readonly find?: string;
  readonly from?: string;
  readonly until?: string;
  readonly before?: string;
  readonly limit: string;
}

async function list(setting: Setting, options: ListOptions): Promise<Answer> {
  const { connection } = await reading(setting);
  const { before, find, limit, ...asked } = options;
  const query = {
    ...asked,
    limit: wholeNumber(limit, '--limit', 1),
    ...(find ? { q: find } : {}),
    ...(before ? { before: wholeNumber(before, '--before') } : {}),
  };
  const found = dataOf(await connection.api.GET('/api/acts', { params: { query } }));
  const rows = found.entries.map((e) => [String(e.index), e.received, e.stream, e.type, e.act]);
  const more = found.next === undefined ? [] : [`Older: comity record list --before ${found.next}`];
  return { value: found, lines: [...table(['ENTRY', 'RECEIVED', 'STREAM', 'TYPE', 'ACT'], rows), ...more] };
}

async function show(setting: Setting, _: unknown, act: string): Promise<Answer> {
  const { connection } = await reading(setting);
  const found = dataOf(await connection.api.GET('/api/acts/{act}', { params: { path: { act } } }));
  return {
    value: found,
    lines: JSON.stringify(found, null, 2)
      .split('\n')
      .map((line) => plain(line)),
  };
}

async function proof(
  setting: Setting,
  options: { trust?: string; policy?: string; out?: string },
  act: string,
): Promise<Answer> {
  const policy = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  const { connection, as } = await reading(setting);
  const placed = dataOf(await connection.api.GET('/api/acts/{act}', { params: { path: { act } } }));
  await untilPublished(connection, placed.receipt.index);
  const text = await (await send(connection, `/api/acts/${act}/proof`)).text();
  const trust = options.trust === undefined ? as?.trust : await readTrust(options.trust);
  const key = trust?.key ?? keyIn(policy, text);
  const checked = key ? await check(text, placed.receipt.leaf, key) : undefined;
  const standing = policy && (await meet(policy, text));
  if (options.out !== undefined) await writePrivate(options.out, text, 'wx');
  const verdict = checked
    ? `Proven: entry ${placed.receipt.index} is in the log of ${checked.size} entries.`
    : 'Not checked: nobody said which log to trust (--trust FILE, --policy FILE with a log, or --as NAME).';
  return {
    value: {
      act,
      index: placed.receipt.index,
      leaf: placed.receipt.leaf,
      checked: checked !== undefined,
      ...(standing ? { policy: standingValue(standing) } : {}),
      proof: text,
    },
    lines: [
      options.out === undefined ? text : `Written: ${options.out}`,
      verdict,
      ...(policy && standing ? standingLines(policy, standing, Date.now()) : []),
    ],
  };
}

async function checkKept(
  setting: Setting,
  options: { leaf: string; trust?: string },
  file: string,
): Promise<Answer> {
  const trust =
    options.trust === undefined ? (await findIdentity(setting))?.trust : await readTrust(options.trust);
  if (!trust)
    throw new CommandError(
      'comity.no-trust',
      'Nobody said which log to trust.',
      'Name it: --trust FILE, or --as NAME.',
    );
  if (!/^[0-9a-f]{64}$/.test(options.leaf))
    throw new CommandError(
      'comity.bad-hash',
      '--leaf is no hash of 64 hex digits.',
      'The page of the act and comity record show print it.',
    );
  const text = await readFile(file, 'utf8');
  const { size } = await check(text, options.leaf, trust.key);
  const { index } = parseProof(utf8(text));
  return {
    value: { leaf: options.leaf, index, size, checked: true },
    lines: [`Proven: an entry with this hash is entry ${index} of the log of ${size} entries.`],
  };
}

/** The key of the log that a policy names for the origin of a proof. */
function keyIn(policy: Policy | undefined, text: string): string | undefined {
  const { checkpoint } = parseProof(utf8(text));
  const log = policy?.logs.find(({ name }) => checkpoint.text.startsWith(`${name}\n`));
  return log && verifierKey(log.name, log.publicKey);
}

/** Throws `comity.policy-not-met`. */
async function meet(policy: Policy, text: string) {
  const standing = await holdAgainst(policy, parseProof(utf8(text)).checkpoint);
  if (standing.met) return standing;
  const by = standing.cosigned.map(({ witness }) => witness.name).join(' ') || 'nobody';
  throw refusal(
    'comity.policy-not-met',
    `The checkpoint of the proof does not meet your policy: of its witnesses, it is cosigned by ${by}.`,
    'Witnesses need a moment after an act: try again in a minute. If it stays so, ask the host which witnesses it asks.',
  );
}

async function check(text: string, leaf: string, key: string) {
  const { name, publicKey } = parseVerifierKey(key);
  const log = { origin: name, publicKey };
  const good = await verifyProof(parseProof(utf8(text)), fromHex(leaf), log, platformVerifiers.ed25519!);
  if (good) return good;
  throw refusal(
    'comity.proof-fails',
    'The proof does not show that this act is in the log you trust.',
    'Keep it, and tell your mirror.',
  );
}

async function rules(setting: Setting, { language }: { language: string }): Promise<Answer> {
  const connection = await publicConnection(setting);
  const found = dataOf(await connection.api.GET('/api/rules'));
  const rows = found.rules.map((r) => [
    r.number,
    r.rule,
    r.title[language] ?? r.title.en ?? Object.values(r.title)[0] ?? '',
  ]);
  const mirrors = found.mirrors.map(({ mirror, key }) => [mirror, key.key]);
  const named = [
    '',
    'Stamps of these mirrors count as time of receipt:',
    ...table(['MIRROR', 'KEY'], mirrors),
  ];
  return {
    value: found,
    lines: [...table(['NUMBER', 'RULE', 'WHAT IT SAYS'], rows), ...(mirrors.length > 0 ? named : [])],
  };
}
