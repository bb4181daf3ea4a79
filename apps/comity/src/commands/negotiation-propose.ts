import { type DataOf, newId } from '@comity/acts';
import { ApiProblem, type Connection, putBlob, send } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { findSpot, parseText, type Text, wordsOf } from '@comity/text';
import {
  applyChanges,
  type Change,
  changesBetween,
  Draft,
  deleting,
  formatProposal,
  inserting,
  type ProposalContent,
  reachOf,
  rebaseAlong,
  replacing,
  rewording,
  translating,
} from '@comity/text/proposals';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { plain } from '../terminal.ts';
import { readTextFile } from '../texts.ts';
import {
  earlierText,
  labelsOf,
  type Negotiation,
  paragraphIn,
  readNegotiation,
  standingText,
} from './negotiated.ts';
import { inLanguages, performPaper, readDocument } from './paperacts.ts';
import { type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

interface ProposeOptions {
  readonly find?: string;
  readonly put?: string;
  readonly only: readonly string[];
  readonly words?: string;
  readonly insert?: string;
  readonly alternative?: string;
  readonly delete?: boolean;
  readonly after?: string;
  readonly edited?: string;
  readonly on?: string;
  readonly translation: readonly string[];
  readonly original?: string;
  readonly reason: readonly string[];
  readonly replaces?: string;
  readonly for?: string;
  readonly by: DataOf<'negotiation.proposal-recorded'>['by'];
}

/** A change is proposed: it stands beside the text. */
export function proposeCommand(negotiation: Command): void {
  describe(
    negotiation
      .command('propose')
      .argument('<document>')
      .argument('[paragraph]', 'OP7, PP2bis, an id or title; without it --find looks in all')
      .option('--find <words>', 'whole words, as they are spelled')
      .option('--put <words>', 'what comes in their place; nothing where it is left out')
      .option('--only <paragraph>', 'of --find: only there; repeat it', collect, [])
      .option('--words <words>', 'the whole paragraph as you would have it: what differs is proposed')
      .option('--insert <words>', 'a new paragraph after it: bis, ter')
      .option('--alternative <words>', 'an alternative to it: alt')
      .option('--delete', 'the paragraph goes')
      .option('--after <paragraph>', 'the paragraph moves behind this one')
      .option(
        '--edited <file>',
        'the whole text as you edited it (.json, .docx): every difference is one proposal',
      )
      .option(
        '--on <text>',
        'the text that the edited file was made from, by its SHA-256; default: as it stands',
      )
      .option(
        '--translation <language=words>',
        'what is written, in another language version; repeat it',
        collect,
        [],
      )
      .option('--original <language>', 'the language that it was written in')
      .option('--reason <language=words>', 'why; repeat it for each language', collect, [])
      .option('--replaces <proposal>', 'an earlier one of yours')
      .option(
        '--for <participant>',
        'secretariat: record it in the name of a State, which confirms it by itself',
      )
      .option('--by <how>', 'how it came: voice, letter, note-verbale, e-mail, telephone', 'voice'),
    'Propose a change: it stands beside the text, in the name of your State.',
    'negotiation propose A/BODY/2027/CRP.1 OP7 --find should --put shall',
    'negotiation propose A/BODY/2027/CRP.1 --find cyber --put ICT --reason en="As in 2021."',
    'negotiation propose A/BODY/2027/CRP.1 OP7 --insert "Invites States to report;"',
    'negotiation propose A/BODY/2027/CRP.1 --edited ours.docx --on 3f0c…',
  ).action(does<ProposeOptions>(propose));
}

/** What is proposed, and the text that it is proposed on. */
interface Ground {
  readonly known: Negotiation;
  readonly text: Text;
  readonly changes: readonly Change[];
}

async function propose(
  setting: Setting,
  options: ProposeOptions,
  given: string,
  paragraph?: string,
): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const known = await readNegotiation(connection, given);
  const text = await standingText(connection, known);
  const changes = await changesOf(connection, { known, text }, options, paragraph);
  assertPossible(text, changes);
  const ground = { known, text, changes };
  const bytes = await fileOf(connection, ground, options);
  await putBlob(connection, sha256Hex(bytes), bytes);
  try {
    return await performProposal(setting, ground, bytes, options);
  } catch (error) {
    throw await asOvertaken(connection, ground, error);
  }
}

function assertPossible(text: Text, changes: readonly Change[]): void {
  const { conflicts } = applyChanges(text, changes);
  if (changes.length > 0 && conflicts.length === 0) return;
  throw refusal(
    'comity.proposes-nothing',
    conflicts[0]
      ? `It cannot be made: ${conflicts[0].why} at ${conflicts[0].at}.`
      : 'It would change nothing.',
    'Look at the text: comity negotiation view.',
  );
}

async function performProposal(
  setting: Setting,
  { known: { document, text: on }, changes }: Ground,
  bytes: Uint8Array,
  options: ProposeOptions,
): Promise<Answer> {
  const { touches, brings } = reachOf(changes);
  const proposal = newId('prp');
  const data = {
    ...{ document, proposal, on, content: { sha256: sha256Hex(bytes), size: bytes.length } },
    ...(touches.length > 0 ? { paragraphs: touches } : {}),
    ...(brings.length > 0 ? { brings } : {}),
  };
  const [done, { replaces, by }] = [`Proposed: ${proposal}`, options];
  if (options.for !== undefined) {
    const recorded = { ...data, participant: options.for, by };
    return performPaper(setting, 'negotiation.proposal-recorded', recorded, done, { proposal });
  }
  const own = { ...data, ...(replaces ? { replaces } : {}) };
  return performPaper(setting, 'negotiation.proposed', own, done, { proposal });
}

async function fileOf(
  connection: Connection,
  { known, changes }: Ground,
  options: ProposeOptions,
): Promise<Uint8Array> {
  const { language, text: on } = known;
  const reason = inLanguages(options.reason, '--reason');
  const versions = {
    ...(await translationsOf(connection, known, changes, inLanguages(options.translation, '--translation'))),
    [language]: { on, changes: [...changes] },
  };
  return formatProposal({
    ...{ v: 1, original: options.original ?? language, versions },
    ...(options.reason.length > 0 ? { reason } : {}),
  });
}

/** The same changes in the newest versions of other languages. Throws `comity.no-such-version`, `comity.not-translated`. */
async function translationsOf(
  connection: Connection,
  { document }: Negotiation,
  changes: readonly Change[],
  words: Readonly<Record<string, string>>,
): Promise<ProposalContent['versions']> {
  const made: ProposalContent['versions'] = {};
  if (Object.keys(words).length === 0) return made;
  const { versions } = await readDocument(connection, document);
  for (const [language, own] of Object.entries(words)) {
    const on = versions.find((v) => v.language === language)?.sha256;
    if (!on)
      throw refusal(
        'comity.no-such-version',
        `The document has no version in ${language}.`,
        'Nothing was signed.',
      );
    const file = await send(connection, `/api/blobs/${on}`);
    const text = parseText(new Uint8Array(await file.arrayBuffer()));
    const translated = translating(text, changes, () => own);
    if (!translated)
      throw refusal(
        'comity.not-translated',
        `In ${language} it does not change the same paragraph, or changes nothing.`,
        'Nothing was signed.',
      );
    made[language] = { on, changes: translated };
  }
  return made;
}

async function changesOf(
  connection: Connection,
  { known, text }: Pick<Ground, 'known' | 'text'>,
  options: ProposeOptions,
  paragraph: string | undefined,
): Promise<readonly Change[]> {
  const { find, put = '', only, words, edited } = options;
  if (edited !== undefined) return editedChanges(connection, { known, text }, edited, options.on);
  const labels = labelsOf(text, known);
  const at = paragraph === undefined ? undefined : paragraphIn(text, labels, paragraph);
  if (find !== undefined) {
    const within = [...(at === undefined ? [] : [at]), ...only.map((one) => paragraphIn(text, labels, one))];
    return replacing(text, find, put, within.length > 0 ? new Set(within) : undefined);
  }
  if (at === undefined) return [];
  const change = words === undefined ? structural(text, at, options, labels) : rewording(text, at, words);
  return change ? [change] : [];
}

function structural(
  text: Text,
  at: string,
  { insert, alternative, after, delete: goes }: ProposeOptions,
  labels: ReadonlyMap<string, string>,
): Change | undefined {
  const id = newId('par');
  if (insert !== undefined) return inserting(text, at, { id, call: 'insertion', words: insert });
  if (alternative !== undefined) return inserting(text, at, { id, call: 'alternative', words: alternative });
  if (after !== undefined) return { kind: 'move', at, place: { after: paragraphIn(text, labels, after) } };
  return goes ? deleting(text, at) : undefined;
}

/**
 * Every difference of an edited file. What a proposal cannot say is named, so that nobody believes it was proposed. A file that was
 * made from an earlier text is moved over what came in since: it takes nothing of that back.
 */
async function editedChanges(
  connection: Connection,
  { known, text }: Pick<Ground, 'known' | 'text'>,
  path: string,
  on: string | undefined,
): Promise<readonly Change[]> {
  const { symbol, document, language } = known;
  const before = on === undefined ? text : await earlierText(connection, document, on);
  const read = await readTextFile(path, { language, symbol: symbol ?? document });
  const { changes, unsaid } = changesBetween(before, read.text);
  if (unsaid.length > 0)
    throw refusal(
      'comity.not-to-be-said',
      `The file changes what a proposal cannot say (emphasis, notes, tables): ${unsaid.slice(0, 5).join(' ')}`,
      'Nothing was signed. Undo these changes in the file.',
    );
  const since = changesBetween(before, text).changes;
  const moved = rebaseAlong(changes, [since], new Draft(text));
  if (moved.clean) return moved.changes;
  throw overtaken(
    { known, text },
    before,
    moved.conflicts.map(({ at }) => at),
  );
}

/** Says what changed since, place by place: what was written is where it was. */
function overtaken({ known, text }: Pick<Ground, 'known' | 'text'>, before: Text, places: readonly string[]) {
  const labels = labelsOf(text, known);
  const said = [...new Set(places)].map(
    (at) => `${labels.get(at) ?? at} was “${wordsIn(before, at)}”, and is “${wordsIn(text, at)}”`,
  );
  return refusal(
    'comity.overtaken',
    `The text has changed since in the same place: ${plain(said.join('; '))}.`,
    'Nothing was signed, and what you wrote is not lost: propose it on the text as it stands.',
  );
}

function wordsIn(text: Text, id: string): string {
  if (id === 'title') return text.title?.text ?? '';
  const spot = findSpot(text, id);
  return (spot && wordsOf(spot)?.text) ?? '';
}

/** The text moved on between reading and signing: what changed is said instead of the refusal alone. */
async function asOvertaken(connection: Connection, { known, text, changes }: Ground, error: unknown) {
  if (!(error instanceof ApiProblem)) return error;
  const now = await readNegotiation(connection, known.document);
  if (now.text === known.text) return error;
  const standing = await standingText(connection, now);
  const since = changesBetween(text, standing).changes;
  const { conflicts } = rebaseAlong(changes, [since], new Draft(standing));
  const places = conflicts.map(({ at }) => at);
  return places.length > 0 ? overtaken({ known: now, text: standing }, text, places) : error;
}
