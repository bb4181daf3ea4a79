import { type DataOf, newId } from '@comity/acts';
import { putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import type { Text } from '@comity/text';
import {
  applyChanges,
  type Change,
  changesBetween,
  deleting,
  formatProposal,
  inserting,
  reachOf,
  replacing,
  rewording,
} from '@comity/text/proposals';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { readTextFile } from '../texts.ts';
import { labelsOf, type Negotiation, paragraphIn, readNegotiation, standingText } from './negotiated.ts';
import { inLanguages, performPaper } from './paperacts.ts';
import { type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

interface ProposeOptions {
  readonly find?: string;
  readonly put?: string;
  readonly words?: string;
  readonly insert?: string;
  readonly alternative?: string;
  readonly delete?: boolean;
  readonly after?: string;
  readonly edited?: string;
  readonly reason: readonly string[];
  readonly replaces?: string;
  readonly for?: string;
  readonly by: DataOf<'negotiation.proposal-recorded'>['by'];
}

/** What a State does with a text under negotiation. */
export function proposingCommands(negotiation: Command): void {
  describe(
    negotiation
      .command('propose')
      .argument('<document>')
      .argument('[paragraph]', 'OP7, PP2bis, an id or title; without it --find looks in all')
      .option('--find <words>', 'whole words, as they are spelled')
      .option('--put <words>', 'what comes in their place; nothing where it is left out')
      .option('--words <words>', 'the whole paragraph as you would have it: what differs is proposed')
      .option('--insert <words>', 'a new paragraph after it: bis, ter')
      .option('--alternative <words>', 'an alternative to it: alt')
      .option('--delete', 'the paragraph goes')
      .option('--after <paragraph>', 'the paragraph moves behind this one')
      .option(
        '--edited <file>',
        'the whole text as you edited it (.json, .docx): every difference is one proposal',
      )
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
    'negotiation propose A/BODY/2027/CRP.1 --edited ours.docx',
  ).action(does<ProposeOptions>(propose));
  describe(
    negotiation
      .command('join')
      .argument('<document>')
      .argument('<proposal>')
      .option(
        '--as <standing>',
        'co-sponsor, supporter, or proposer to confirm what was recorded for you',
        'co-sponsor',
      ),
    'Stand behind a proposal.',
    'negotiation join A/BODY/2027/CRP.1 prp_… --as supporter',
  ).action(does<{ as: DataOf<'negotiation.joined'>['as'] }>(join));
  describe(
    negotiation.command('leave').argument('<document>').argument('<proposal>').option('--reason <words>'),
    'No longer stand behind a proposal; it is withdrawn when nobody who sponsored it is left.',
    'negotiation leave A/BODY/2027/CRP.1 prp_…',
  ).action(does<{ reason?: string }>(leave));
  describe(
    negotiation
      .command('position')
      .argument('<document>')
      .argument('<position>', 'support, can-live-with, reserve, object or instructions-pending')
      .option('--proposal <id>', 'repeat it', collect, [])
      .option('--paragraph <label>', 'repeat it', collect, [])
      .option('--note <words>')
      .option('--joins <act>', 'the act of another State that states exactly this: a joint position'),
    'State the position of your State on proposals or paragraphs; a later one supersedes it.',
    'negotiation position A/BODY/2027/CRP.1 can-live-with --paragraph OP7',
    'negotiation position A/BODY/2027/CRP.1 object --proposal prp_…',
  ).action(does<PositionOptions>(position));
}

async function propose(
  setting: Setting,
  options: ProposeOptions,
  given: string,
  paragraph?: string,
): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const known = await readNegotiation(connection, given);
  const text = await standingText(connection, known);
  const changes = await changesOf(text, known, options, paragraph);
  const { conflicts } = applyChanges(text, changes);
  if (changes.length === 0 || conflicts.length > 0)
    throw refusal(
      'comity.proposes-nothing',
      conflicts[0]
        ? `It cannot be made: ${conflicts[0].why} at ${conflicts[0].at}.`
        : 'It would change nothing.',
      'Look at the text: comity negotiation view.',
    );
  const { language, document, text: on } = known;
  const reason = inLanguages(options.reason, '--reason');
  const bytes = formatProposal({
    ...{ v: 1, original: language, versions: { [language]: { on, changes } } },
    ...(options.reason.length > 0 ? { reason } : {}),
  });
  await putBlob(connection, sha256Hex(bytes), bytes);
  const { touches, brings } = reachOf(changes);
  const proposal = newId('prp');
  const data = {
    ...{ document, proposal, on, content: { sha256: sha256Hex(bytes), size: bytes.length } },
    ...(touches.length > 0 ? { paragraphs: touches } : {}),
    ...(brings.length > 0 ? { brings } : {}),
  };
  const done = `Proposed: ${proposal}`;
  if (options.for !== undefined)
    return performPaper(
      setting,
      'negotiation.proposal-recorded',
      { ...data, participant: options.for, by: options.by },
      done,
      { proposal },
    );
  const { replaces } = options;
  return performPaper(setting, 'negotiation.proposed', { ...data, ...(replaces ? { replaces } : {}) }, done, {
    proposal,
  });
}

async function changesOf(
  text: Text,
  known: Negotiation,
  options: ProposeOptions,
  paragraph: string | undefined,
): Promise<Change[]> {
  const { find, put = '', words, edited } = options;
  if (edited !== undefined) return editedChanges(text, known, edited);
  const labels = labelsOf(text, known);
  const at = paragraph === undefined ? undefined : paragraphIn(text, labels, paragraph);
  if (find !== undefined) return replacing(text, find, put, at === undefined ? undefined : new Set([at]));
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

/** Every difference of an edited file. What a proposal cannot say is named, so that nobody believes it was proposed. */
async function editedChanges(
  text: Text,
  { symbol, document, language }: Negotiation,
  path: string,
): Promise<Change[]> {
  const read = await readTextFile(path, { language, symbol: symbol ?? document });
  const { changes, unsaid } = changesBetween(text, read.text);
  if (unsaid.length === 0) return changes;
  throw refusal(
    'comity.not-to-be-said',
    `The file changes what a proposal cannot say (emphasis, notes, tables): ${unsaid.slice(0, 5).join(' ')}`,
    'Nothing was signed. Undo these changes in the file.',
  );
}

async function join(
  setting: Setting,
  { as }: { as: DataOf<'negotiation.joined'>['as'] },
  given: string,
  proposal: string,
): Promise<Answer> {
  const document = await documentOf(setting, given);
  return performPaper(setting, 'negotiation.joined', { document, proposal, as }, `Joined as ${as}`);
}

async function leave(
  setting: Setting,
  { reason }: { reason?: string },
  given: string,
  proposal: string,
): Promise<Answer> {
  const document = await documentOf(setting, given);
  const data = { document, proposal, ...(reason ? { reason } : {}) };
  return performPaper(setting, 'negotiation.left', data, 'Left');
}

async function documentOf(setting: Setting, given: string): Promise<string> {
  const { place } = await actingAs(setting);
  return (await readNegotiation(place.connection, given)).document;
}

interface PositionOptions {
  readonly proposal: readonly string[];
  readonly paragraph: readonly string[];
  readonly note?: string;
  readonly joins?: string;
}

async function position(
  setting: Setting,
  options: PositionOptions,
  given: string,
  stated: string,
): Promise<Answer> {
  const { connection } = (await actingAs(setting)).place;
  const known = await readNegotiation(connection, given);
  const text = await standingText(connection, known);
  const labels = labelsOf(text, known);
  const paragraphs = [...new Set(options.paragraph.map((one) => paragraphIn(text, labels, one)))].sort();
  const proposals = [...new Set(options.proposal)].sort();
  const data = {
    ...{ document: known.document, position: stated as DataOf<'negotiation.position-stated'>['position'] },
    ...(proposals.length > 0 ? { proposals } : {}),
    ...(paragraphs.length > 0 ? { paragraphs } : {}),
    ...(options.note ? { note: options.note } : {}),
    ...(options.joins ? { joins: options.joins } : {}),
  };
  return performPaper(setting, 'negotiation.position-stated', data, `Position: ${stated}`);
}
