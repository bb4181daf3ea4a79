import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import {
  authorOf,
  type Draft,
  draftOf,
  FeedError,
  formatOf,
  mayBeSheet,
  readJson,
  readPasted,
  readSheet,
  type Sheet,
  TLP_LABELS,
  tableOf,
  writeMisp,
  writeStix,
} from '@comity/feeds';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { sheetLines } from '../feeds/lines.ts';
import { writePrivate } from '../keyring.ts';
import { readMarking } from '../letter.ts';
import { openThread } from '../messages.ts';
import { openerOf } from '../opener.ts';
import { conversationOf, filesOf, upTo } from './conversations.ts';
import { type Answer, actingAs, describe, does, findIdentity, type Setting } from './setting.ts';

const FORMS = ['stix', 'misp', 'csaf', 'table'] as const;
type Form = (typeof FORMS)[number];

interface ShowOptions {
  readonly form?: string;
  readonly out?: string;
}

interface BundleOptions {
  readonly title: string;
  readonly marking?: string;
  readonly form: string;
  readonly out: string;
}

export function feedCommands(exchange: Command): void {
  describe(
    exchange
      .command('show')
      .argument('<message|file>')
      .option('--form <form>', `write it as one of: ${FORMS.join(', ')}`)
      .option('--out <file>', 'where to; nothing is overwritten (default: standard output)'),
    'Show what machines would read in a message or a file: STIX, MISP or CSAF, tested and in plain words.',
    'exchange show msg_…',
    'exchange show advisory.json --form table --out advisory.csv',
    'exchange show msg_… --form misp --out event.json',
  ).action(does<ShowOptions>(show));
  describe(
    exchange
      .command('bundle')
      .argument('[file]', 'a list of addresses, names, URLs, hashes, CVEs; or standard input')
      .requiredOption('--title <words>', 'what it is about')
      .option('--marking <marking>', 'TLP:AMBER where nothing is said')
      .option('--form <form>', 'stix or misp', 'stix')
      .requiredOption('--out <file>', 'where to; nothing is overwritten'),
    'Make a STIX bundle or a MISP event from a list of values, to be attached to a message.',
    'exchange bundle seen.txt --title "Scans of 3 March" --out scans.stix.json',
  ).action(does<BundleOptions>(bundle));
}

/** A file, by its name, and what it says. */
interface Shown {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sheet: Sheet;
}

async function show(setting: Setting, { form, out }: ShowOptions, what: string): Promise<Answer> {
  const wanted = form === undefined ? undefined : formNamed(form, FORMS);
  const { shown, refused } = readAllSheets(
    what.startsWith('msg_') ? await filesOfMessage(setting, what) : [await localFile(what)],
  );
  if (shown.length === 0)
    throw refusal(
      refused[0]?.code ?? 'comity.nothing-to-show',
      refused[0]
        ? `${refused[0].name}: ${refused[0].why}`
        : 'The message holds no file that a machine reads.',
      'See what it holds: comity exchange open MESSAGE.',
    );
  if (wanted === undefined)
    return {
      value: {
        files: shown.map(({ name, sheet }) => ({ name, ...sheet, counts: Object.fromEntries(sheet.counts) })),
        refused,
      },
      lines: [
        ...shown.flatMap(({ name, sheet }) => [`${name}`, '', ...sheetLines(sheet), '']),
        ...refused.map(({ name, why }) => `${name}: ${why}`),
      ],
    };
  if (shown.length > 1)
    throw new CommandError(
      'comity.several-files',
      `There are several: ${shown.map(({ name }) => name).join(', ')}.`,
      'Save them with comity exchange open --out FOLDER, then show one file.',
    );
  return written(await inForm(setting, shown[0]!, wanted), wanted, out);
}

async function localFile(path: string) {
  return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
}

async function filesOfMessage(setting: Setting, id: string) {
  const acting = await actingAs(setting);
  const { messages } = await conversationOf(acting, id);
  const opened = await openThread(await openerOf(acting), upTo(messages, id));
  const [, last] = opened.at(-1)!;
  if (last.kind !== 'bound')
    throw refusal(
      'comity.not-shown',
      'The message did not pass its checks, so nothing of it is shown.',
      `See why: comity exchange open ${id}`,
    );
  return filesOf(opened.slice(-1)).filter(({ bytes }) => mayBeSheet(bytes));
}

function readAllSheets(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  const shown: Shown[] = [];
  const refused: { name: string; code: string; why: string }[] = [];
  for (const { name, bytes } of files) {
    try {
      shown.push({ name, bytes, sheet: readSheet(bytes) });
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      refused.push({ name, code: error.code, why: error.message });
    }
  }
  return { shown, refused };
}

const lots = () => new Uint8Array(randomBytes(16));

async function inForm(setting: Setting, { bytes, sheet }: Shown, form: Form): Promise<string> {
  if (form === 'table') return tableOf(sheet);
  // What is in that form already is handed on as it came: nothing is lost by writing it anew.
  if (form === formatOf(readJson(bytes))) return new TextDecoder().decode(bytes);
  if (form === 'csaf')
    throw refusal(
      'comity.no-advisory',
      'Only a vendor’s own advisory is CSAF: none is made from other files.',
      'Choose stix, misp or table.',
    );
  const draft = draftOf(sheet, new Date().toISOString(), await authorHere(setting));
  return JSON.stringify(form === 'stix' ? writeStix(draft, lots) : writeMisp(draft, lots), null, 2);
}

/** Who makes a file: the State of the identity, where it is clear whose this is. */
async function authorHere(setting: Setting): Promise<Draft['by']> {
  const identity = await findIdentity(setting);
  if (!identity) return { name: 'comity', uuid: randomUUID() };
  return authorOf(identity.trust.body, identity.participant);
}

async function bundle(setting: Setting, options: BundleOptions, file: string | undefined): Promise<Answer> {
  const form = formNamed(options.form, ['stix', 'misp'] as const);
  const text = file === undefined ? await readAll(process.stdin) : await readFile(file, 'utf8');
  const { observed, unclear } = readPasted(text);
  if (observed.length === 0)
    throw new CommandError(
      'comity.nothing-observed',
      'Nothing in it is an address, a name, a URL, a hash or a CVE.',
      'One a line. Nothing was written.',
    );
  const { scheme, label } = readMarking(options.marking);
  const marking = scheme === 'TLP' ? TLP_LABELS.find((each) => each === label) : undefined;
  const draft: Draft = {
    ...{ title: options.title, at: new Date().toISOString(), by: await authorHere(setting), observed },
    ...(marking ? { marking } : {}),
  };
  const made = form === 'stix' ? writeStix(draft, lots) : writeMisp(draft, lots);
  await writePrivate(options.out, `${JSON.stringify(made, null, 2)}\n`, 'wx');
  return {
    value: { written: options.out, observed, unclear },
    lines: [
      `${observed.length} values written to ${options.out}.`,
      ...unclear.map((line) => `Not recognised: ${line}`),
      `Send it: comity exchange send --attach ${options.out}`,
    ],
  };
}

async function written(text: string, form: Form, out: string | undefined): Promise<Answer> {
  if (out === undefined) return { value: { form, text }, lines: text.split(/\r?\n/) };
  await writePrivate(out, text, 'wx');
  return { value: { form, written: out }, lines: [`Written: ${out}`] };
}

function formNamed<F extends string>(text: string, forms: readonly F[]): F {
  const found = forms.find((each) => each === text);
  if (found) return found;
  throw new CommandError(
    'comity.unknown-form',
    `There is no form “${text}”.`,
    `One of: ${forms.join(', ')}. Nothing was written.`,
  );
}
