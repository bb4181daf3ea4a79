import type { paths } from '@comity/client';
import { dataOf } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { plain, table } from '../terminal.ts';
import { type Negotiation, readNegotiation } from './negotiated.ts';
import { documentId, readDocument } from './paperacts.ts';
import { type Answer, actingAs, describe, does, publicConnection, type Setting } from './setting.ts';

/** What a step would bring, and whether the rules take it: before anybody signs. */
export function aheadCommands(negotiation: Command): void {
  describe(
    negotiation.command('why').argument('<document>', 'its symbol or id'),
    'Show what you could do with a text now, and by which rule; also who may open a negotiation.',
    'negotiation why A/BODY/2027/CRP.1',
  ).action(does(why));
  describe(
    negotiation
      .command('outcome')
      .argument('<document>')
      .argument('[proposals...]', 'as if they were accepted')
      .option('--newest', 'as if the newest version of the document were put on the table')
      .option('--back', 'as if the last acceptance were taken back'),
    'Show what a step would change, and what would become of the other open proposals. Nothing is signed.',
    'negotiation outcome A/BODY/2027/CRP.1 prp_…',
    'negotiation outcome A/BODY/2027/CRP.1 --newest',
  ).action((document: string, proposals: string[], options: AheadOptions, self: Command) =>
    does<AheadOptions>((setting) => ahead(setting, document, proposals, options))(options, self),
  );
}

async function why(setting: Setting, _: unknown, given: string): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const path = { document: await documentId(connection, given) };
  const value = dataOf(await connection.api.GET('/api/negotiations/{document}/can', { params: { path } }));
  const lines = value.can.flatMap(({ type, data, answer }) => {
    const what = [type, ...named(data)].join(' ');
    if (answer.allowed) return [`${what}: allowed by ${answer.rule}`];
    return [`${what}: refused by ${answer.rule}: ${answer.why}`, `  ${answer.allowedWhen}`];
  });
  return { value, lines };
}

/** What tells one act from another of the same type. */
const named = ({ outcome, as, layer, proposal, proposals, paragraphs }: Readonly<Record<string, unknown>>) =>
  [outcome, as, layer, proposal, proposals, paragraphs].flat().filter((one) => typeof one === 'string');

interface AheadOptions {
  readonly newest?: boolean;
  readonly back?: boolean;
}
type Outcome =
  paths['/api/negotiations/{document}/outcome']['get']['responses']['200']['content']['application/json'];

async function ahead(
  setting: Setting,
  given: string,
  proposals: readonly string[],
  { newest, back }: AheadOptions,
): Promise<Answer> {
  const connection = await publicConnection(setting);
  const known = await readNegotiation(connection, given);
  const text = newest ? await newestText(setting, given, known) : undefined;
  const value = await readOutcome(setting, known.document, {
    ...(text ? { text } : {}),
    ...(back ? { back: 'true' as const } : {}),
    ...(proposals.length > 0 ? { proposals: proposals.join(',') } : {}),
  });
  return { value, lines: outcomeLines(value, known) };
}

async function newestText(setting: Setting, given: string, { language }: Negotiation): Promise<string> {
  const { versions } = await readDocument(await publicConnection(setting), given);
  const version = versions.find((v) => v.language === language);
  if (version) return version.sha256;
  throw new CommandError('comity.no-such-version', `${given} has no version in ${language}.`);
}

type Asked = NonNullable<paths['/api/negotiations/{document}/outcome']['get']['parameters']['query']>;
export const readOutcome = async (setting: Setting, document: string, query: Asked): Promise<Outcome> =>
  dataOf(
    await (await publicConnection(setting)).api.GET('/api/negotiations/{document}/outcome', {
      params: { path: { document }, query },
    }),
  );

const BECOMES = {
  moved: 'moved over it, with the same meaning',
  'in-conflict': 'in conflict',
  clean: 'no longer in conflict',
} as const;

/** What would change, and what would become of the others, each with its place. */
export function outcomeLines({ changed, agreed, others, conflicts }: Outcome, known: Negotiation): string[] {
  const labels = new Map(known.paragraphs.map(({ paragraph, label }) => [paragraph, label ?? paragraph]));
  const at = (id: string) => labels.get(id) ?? id;
  const rows = others.map(({ proposal, becomes, conflicts: places }) => [
    ...[proposal, BECOMES[becomes]],
    places.map((c) => `${at(c.at)} ${c.why} “${plain(c.words ?? '')}”`).join('; '),
  ]);
  return [
    ...conflicts.map(
      (c) => `${c.proposal} is in conflict at ${at(c.at)}: ${c.why} “${plain(c.words ?? '')}”`,
    ),
    ...(agreed.length > 0 ? [`Agreed paragraphs that would change: ${agreed.map(at).join(' ')}`] : []),
    ...(changed.length > 0 ? [`Changes: ${changed.map((c) => c.label ?? at(c.paragraph)).join(' ')}`] : []),
    ...(rows.length > 0
      ? table(['OTHER PROPOSAL', 'WOULD BE', 'WHERE'], rows)
      : ['No other open proposal would be touched.']),
  ];
}
