import { newId } from '@comity/acts';
import { dataOf } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { readDeadline } from '../letter.ts';
import { plainText, table } from '../terminal.ts';
import { documentId, given, inLanguages, performPaper, putJson } from './paperacts.ts';
import {
  type Answer,
  collect,
  describe,
  does,
  publicConnection,
  type Setting,
  wholeNumber,
} from './setting.ts';

export function roundsCommands(documents: Command): void {
  const rounds = describe(documents.command('rounds'), 'Rounds of written inputs.');
  readingCommands(rounds);
  participantCommands(rounds);
  secretariatCommands(rounds);
}

function readingCommands(rounds: Command): void {
  describe(
    rounds.command('list').option('--document <doc>', 'about this document'),
    'Rounds of written inputs, opened last first.',
    'documents rounds list',
  ).action(does(list));
  describe(
    rounds.command('show').argument('<rnd>'),
    'One round: deadline, inputs, syntheses, requests for corrections.',
    'documents rounds show rnd_…',
  ).action(does(show));
  describe(
    rounds.command('compile').argument('<rnd>'),
    'All standing inputs, item by item, in the order of receipt.',
    'documents rounds compile rnd_…',
  ).action(does(compile));
  describe(
    rounds
      .command('trace')
      .argument('<rnd>')
      .argument('<act>', 'that issued the synthesis')
      .option('--participant <id>', 'the answers of this participant alone'),
    'Where each answer was used in a synthesis and where not.',
    'documents rounds trace rnd_… ACT --participant fra',
  ).action(does(trace));
}

function participantCommands(rounds: Command): void {
  describe(
    rounds
      .command('input')
      .argument('<rnd>')
      .requiredOption('--file <path>', 'JSON: for each item of the template its answer')
      .option('--language <tag>', 'in which it is written', 'en'),
    'Submit the written input of your State; until the deadline a later one takes its place.',
    'documents rounds input rnd_… --file answers.json --language fr',
  ).action(does(input));
  describe(
    rounds
      .command('correct')
      .argument('<rnd>')
      .argument('<act>', 'that issued the synthesis')
      .requiredOption('--asks <words>', 'what is to be corrected')
      .option('--sentence <number>', 'counted from 1'),
    'Ask for a correction of a synthesis.',
    'documents rounds correct rnd_… ACT --sentence 3 --asks "We said more."',
  ).action(does(correct));
}

function secretariatCommands(rounds: Command): void {
  describe(
    rounds
      .command('open')
      .argument('<doc>', 'by id or symbol')
      .requiredOption('--title <language=words>', 'its title, for each language', collect)
      .requiredOption('--template <path>', 'JSON: { "items": [{ "id", "kind", "label", "text" }] }')
      .requiredOption('--deadline <when>', 'an instant with its zone, or 14d'),
    'Secretariat: open a round of written inputs about a document.',
    'documents rounds open A/BODY/2027/CRP.1 --title en=Inputs --template t.json --deadline 14d',
  ).action(does(open));
  describe(
    rounds
      .command('extend')
      .argument('<rnd>')
      .requiredOption('--deadline <when>')
      .requiredOption('--reason <words>'),
    'Secretariat: move the deadline of an open round to a later time.',
    'documents rounds extend rnd_… --deadline 21d --reason "The platform was away"',
  ).action(does(extend));
  describe(
    rounds
      .command('synthesise')
      .argument('<rnd>')
      .requiredOption('--file <path>', 'JSON: { "language", "sentences": [{ "text", "inputs": [...] }] }')
      .option('--document <doc>', 'the document that it is also issued as'),
    'Secretariat: issue a synthesis whose every sentence names the inputs it rests on.',
    'documents rounds synthesise rnd_… --file synthesis.json',
  ).action(does(synthesise));
  describe(
    rounds
      .command('answer')
      .argument('<rnd>')
      .argument('<act>', 'that asks for the correction')
      .requiredOption('--reason <words>')
      .option('--synthesis <act>', 'that issued the corrected synthesis; without it, it is declined'),
    'Secretariat: answer a request for a correction.',
    'documents rounds answer rnd_… ACT --reason "It stands in sentence 4."',
  ).action(does(answer));
}

async function list(setting: Setting, { document }: { document?: string }): Promise<Answer> {
  const connection = await publicConnection(setting);
  const query = document === undefined ? {} : { document: await documentId(connection, document) };
  const value = dataOf(await connection.api.GET('/api/rounds', { params: { query } }));
  const rows = value.rounds.map((r) => [
    ...[r.round, r.isOpen ? 'open' : 'closed', r.deadline, String(r.inputs), String(r.openRequests)],
    r.titles.en ?? Object.values(r.titles)[0] ?? '',
  ]);
  const heads = ['ROUND', '', 'DEADLINE', 'INPUTS', 'OPEN REQUESTS', 'TITLE'];
  return { value, lines: rows.length > 0 ? table(heads, rows) : ['No round was opened.'] };
}

async function show(setting: Setting, _: unknown, round: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { round } };
  const value = dataOf(await connection.api.GET('/api/rounds/{round}', { params }));
  const inputs = value.submitted.map((i) => [
    i.participant,
    i.received,
    i.superseded ? 'superseded' : '',
    i.act,
  ]);
  const asked = value.requests.map((q) => [q.participant, q.answer?.answer ?? 'open', q.act, q.asks]);
  return {
    value,
    lines: [
      `${value.isOpen ? 'Open' : 'Closed'}, deadline ${value.deadline}`,
      ...table(['INPUT OF', 'RECEIVED', '', 'ACT'], inputs),
      ...value.syntheses.map((s) => `synthesis ${s.number}: ${s.act}, ${s.issued}`),
      ...(asked.length > 0 ? table(['ASKED BY', 'ANSWER', 'ACT', 'ASKS'], asked) : []),
    ],
  };
}

async function compile(setting: Setting, _: unknown, round: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { round } };
  const value = dataOf(await connection.api.GET('/api/rounds/{round}/compilation', { params }));
  const lines = value.items.flatMap(({ id, label, inputs }) => [
    `${label ?? id}`,
    ...inputs.map((one) => `  ${one.participant} (${one.language}): ${plainText(one.text)}`),
  ]);
  const unread = value.unread.map((one) => `Cannot be read here: input of ${one.participant}, ${one.sha256}`);
  return { value, lines: [...lines, ...unread] };
}

async function trace(
  setting: Setting,
  { participant }: { participant?: string },
  round: string,
  synthesis: string,
): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { round, synthesis }, query: given({ participant }) };
  const value = dataOf(await connection.api.GET('/api/rounds/{round}/syntheses/{synthesis}', { params }));
  const lines = value.answers.flatMap(({ participant: who, item, used, characters, spans }) => [
    `${who}, ${item}: ${used} of ${characters} characters used`,
    ...spans.map((s) => `  ${s.sentences.join(', ') || '-'}\t${plainText(s.text)}`),
  ]);
  return { value, lines };
}

const input = (
  setting: Setting,
  options: { file: string; language: string },
  round: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'documents.input-submitted',
    async (acting) => {
      const { connection } = await acting.session();
      const whole = (answers: object) => ({ v: 1, round, answers });
      return { round, language: options.language, input: await putJson(connection, options.file, whole) };
    },
    `Submitted to ${round}`,
  );

/** Throws `comity.bad-deadline`. */
const deadlineOf = (text: string): string => readDeadline(text, Date.now());

async function open(
  setting: Setting,
  options: { title: readonly string[]; template: string; deadline: string },
  doc: string,
): Promise<Answer> {
  const round = newId('rnd');
  return performPaper(
    setting,
    'documents.round-opened',
    async (acting) => {
      const { connection } = await acting.session();
      return {
        round,
        document: await documentId(connection, doc),
        titles: inLanguages(options.title, '--title'),
        template: await putJson(connection, options.template, (value) => ({ v: 1, ...value })),
        deadline: deadlineOf(options.deadline),
      };
    },
    `Opened: ${round}`,
    { round },
  );
}

const extend = (
  setting: Setting,
  { deadline, reason }: { deadline: string; reason: string },
  round: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'documents.round-extended',
    { round, deadline: deadlineOf(deadline), reason },
    `Extended: ${round}`,
  );

const synthesise = (
  setting: Setting,
  options: { file: string; document?: string },
  round: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'documents.synthesis-issued',
    async (acting) => {
      const { connection } = await acting.session();
      const synthesis = await putJson(connection, options.file, (value) => ({ v: 1, round, ...value }));
      return { round, synthesis, ...given({ document: options.document }) };
    },
    `Issued for ${round}`,
  );

const correct = (
  setting: Setting,
  { asks, sentence }: { asks: string; sentence?: string },
  round: string,
  synthesis: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'documents.correction-requested',
    {
      ...{ round, synthesis: actId(synthesis), asks },
      ...(sentence === undefined ? {} : { sentence: wholeNumber(sentence, '--sentence', 1) }),
    },
    'Asked for; it stays open until it is answered.',
  );

const answer = (
  setting: Setting,
  { reason, synthesis }: { reason: string; synthesis?: string },
  round: string,
  request: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'documents.correction-answered',
    synthesis === undefined
      ? { round, request: actId(request), answer: 'declined', reason }
      : { round, request: actId(request), answer: 'corrected', synthesis: actId(synthesis), reason },
    synthesis === undefined ? 'Declined, with the reason.' : 'Answered with the corrected synthesis.',
  );

/** Throws `comity.which-act`. */
function actId(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new CommandError(
    'comity.which-act',
    `“${text}” is not the id of an act.`,
    'See documents rounds show.',
  );
}
