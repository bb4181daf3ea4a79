import type { DataOf } from '@comity/acts';
import type { Command } from 'commander';
import { labelsOf, paragraphIn, readNegotiation, standingText } from './negotiated.ts';
import { proposeCommand } from './negotiation-propose.ts';
import { performPaper } from './paperacts.ts';
import { type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

/** What a State does with a text under negotiation. */
export function proposingCommands(negotiation: Command): void {
  proposeCommand(negotiation);
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
