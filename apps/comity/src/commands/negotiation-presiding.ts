import type { DataOf } from '@comity/acts';
import type { Command } from 'commander';
import { CommandError, refusal } from '../errors.ts';
import { labelsOf, type Negotiation, paragraphIn, readNegotiation, standingText } from './negotiated.ts';
import { outcomeLines, readOutcome } from './negotiation-ahead.ts';
import { performPaper, readDocument } from './paperacts.ts';
import { type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

/** What whoever presides does with a text under negotiation. */
export function presidingCommands(negotiation: Command): void {
  describe(
    negotiation
      .command('open')
      .argument('<document>')
      .option('--language <tag>', 'the language that is negotiated in', 'en')
      .option('--layer <layer>', 'informals, committee or plenary', 'informals'),
    'Open the negotiation of a text, in its newest version.',
    'negotiation open A/BODY/2027/CRP.1 --layer informals',
  ).action(does<{ language: string; layer: string }>(open));
  describe(
    negotiation
      .command('issue')
      .argument('<document>')
      .option('--layer <layer>', 'where it goes on')
      .option('--reason <words>'),
    'Put the newest version of the document on the table: open proposals stay open, on it or in conflict with it.',
    'negotiation issue A/BODY/2027/CRP.1 --reason "Streamlined text"',
  ).action(does<{ layer?: string; reason?: string }>(issue));
  settlingCommands(negotiation);
  describe(
    negotiation
      .command('mark')
      .argument('<document>')
      .argument('<agreement>', 'agreed, ad-referendum, pending-delegations, subject-to, pending or reopened')
      .argument('<paragraphs...>', 'all at once: a package is read out and agreed together')
      .option('--until <instant>', 'by when the capitals answer, UTC')
      .option('--waits <participant>', 'who is waited for; repeat it', collect, [])
      .option('--depends <paragraph>', 'what it depends on; repeat it', collect, [])
      .option('--reason <words>', 'why it is reopened'),
    'Say where paragraphs stand in this layer.',
    'negotiation mark A/BODY/2027/CRP.1 ad-referendum OP7 --waits fra --until 2027-03-09T17:00:00.000Z',
    'negotiation mark A/BODY/2027/CRP.1 agreed OP7 OP8',
  ).action((document: string, kind: string, paragraphs: string[], options: MarkOptions, self: Command) =>
    does<MarkOptions>((setting, given) => mark(setting, given, document, kind, paragraphs))(options, self),
  );
  describe(
    negotiation
      .command('close')
      .argument('<document>')
      .option('--outcome <outcome>', 'put-to-decision or discontinued', 'put-to-decision'),
    'Close the negotiation with the text as it stands.',
    'negotiation close A/BODY/2027/CRP.1',
  ).action(does<{ outcome: DataOf<'negotiation.closed'>['outcome'] }>(close));
}

function settlingCommands(negotiation: Command): void {
  const settles = (name: string, outcome: Outcome, purpose: string) =>
    describe(
      negotiation.command(name).argument('<document>').argument('<proposals...>'),
      purpose,
      `negotiation ${name} A/BODY/2027/CRP.1 prp_…`,
    ).action((document: string, proposals: string[], options: object, self: Command) =>
      does<object>((setting) => settle(setting, outcome, document, proposals))(options, self),
    );
  settles('accept', 'accepted', 'Accept proposals into the text; none is accepted over an objection.');
  settles('set-aside', 'set-aside', 'Set proposals aside: they are no longer open.');
  settles('restore', 'restored', 'Open again what was set aside.');
  describe(
    negotiation.command('undo').argument('<document>'),
    'Take the last acceptance back: its proposals are open again.',
    'negotiation undo A/BODY/2027/CRP.1',
  ).action(does(undo));
}

async function open(
  setting: Setting,
  { language, layer }: { language: string; layer: string },
  given: string,
): Promise<Answer> {
  const { document, text } = await newestOf(setting, given, language);
  return performPaper(
    setting,
    'negotiation.opened',
    { document, language, text, layer },
    `Under negotiation: ${given}`,
  );
}

async function newestOf(setting: Setting, given: string, language: string) {
  const { place } = await actingAs(setting);
  const found = await readDocument(place.connection, given);
  const version = found.versions.find((v) => v.language === language);
  if (version) return { document: found.document, text: version.sha256 };
  throw new CommandError(
    'comity.no-such-version',
    `${given} has no version in ${language}.`,
    'Give --language.',
  );
}

const known = async (setting: Setting, given: string): Promise<Negotiation> =>
  readNegotiation((await actingAs(setting)).place.connection, given);

async function issue(
  setting: Setting,
  { layer, reason }: { layer?: string; reason?: string },
  given: string,
): Promise<Answer> {
  const { language } = await known(setting, given);
  const { document, text } = await newestOf(setting, given, language);
  const data = { document, text, ...(layer ? { layer } : {}), ...(reason ? { reason } : {}) };
  return performPaper(setting, 'negotiation.text-issued', data, `On the table: ${text}`);
}

type Outcome = DataOf<'negotiation.settled'>['outcome'];

async function settle(
  setting: Setting,
  outcome: Outcome,
  given: string,
  ids: readonly string[],
): Promise<Answer> {
  const negotiation = await known(setting, given);
  const { document, text: on } = negotiation;
  const proposals = [...new Set(ids)].sort();
  const settled = { document, proposals, outcome, on };
  const done = `${outcome}: ${proposals.join(' ')}`;
  if (outcome !== 'accepted') return performPaper(setting, 'negotiation.settled', settled, done);
  const ahead = await readOutcome(setting, document, { proposals: proposals.join(',') });
  const data = { ...settled, result: resultOf(ahead) };
  const answer = await performPaper(setting, 'negotiation.settled', data, done);
  return { ...answer, lines: [...answer.lines, ...outcomeLines(ahead, negotiation)] };
}

/** The text that comes out. Throws `comity.in-conflict` with the exact place. */
function resultOf({ result, conflicts: [conflict] }: Awaited<ReturnType<typeof readOutcome>>): string {
  if (result !== undefined) return result;
  throw refusal(
    'comity.in-conflict',
    `${conflict?.proposal} is in conflict at ${conflict?.at}: ${conflict?.why}.`,
    'Nothing was signed. See: comity negotiation outcome.',
  );
}

async function undo(setting: Setting, _: unknown, given: string): Promise<Answer> {
  const { document, text: on, base, accepted } = await known(setting, given);
  const last = accepted.at(-1);
  if (!last)
    throw refusal(
      'comity.nothing-accepted',
      'Nothing was accepted into this version.',
      'Nothing was signed.',
    );
  const { proposals } = last;
  const result = accepted.at(-2)?.text ?? base;
  const data = { document, proposals, outcome: 'taken-back' as const, on, result };
  return performPaper(setting, 'negotiation.settled', data, `Taken back: ${proposals.join(' ')}`);
}

interface MarkOptions {
  readonly until?: string;
  readonly waits: readonly string[];
  readonly depends: readonly string[];
  readonly reason?: string;
}

async function mark(
  setting: Setting,
  options: MarkOptions,
  given: string,
  kind: string,
  paragraphs: readonly string[],
): Promise<Answer> {
  const { connection } = (await actingAs(setting)).place;
  const found = await readNegotiation(connection, given);
  const text = await standingText(connection, found);
  const labels = labelsOf(text, found);
  const idsOf = (all: readonly string[]) =>
    [...new Set(all.map((one) => paragraphIn(text, labels, one)))].sort();
  const { until, waits, depends, reason } = options;
  const agreement = {
    kind,
    ...(until ? { until } : {}),
    ...(waits.length > 0 ? { participants: [...new Set(waits)].sort() } : {}),
    ...(depends.length > 0 ? { paragraphs: idsOf(depends) } : {}),
    ...(reason ? { reason } : {}),
  } as DataOf<'negotiation.agreement-marked'>['agreement'];
  const data = { document: found.document, on: found.text, paragraphs: idsOf(paragraphs), agreement };
  return performPaper(setting, 'negotiation.agreement-marked', data, `${kind}: ${paragraphs.join(' ')}`);
}

async function close(
  setting: Setting,
  { outcome }: { outcome: DataOf<'negotiation.closed'>['outcome'] },
  given: string,
): Promise<Answer> {
  const { document, text } = await known(setting, given);
  return performPaper(setting, 'negotiation.closed', { document, text, outcome }, `Closed: ${outcome}`);
}
