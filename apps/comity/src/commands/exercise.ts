import { EXERCISE_LIMITS } from '@comity/seal/exercising';
import type { Command } from 'commander';
import { card, check } from '../exercises/forms.ts';
import { drill } from '../exercises/mark.ts';
import { inject, note, open, remove, turn, withdraw } from '../exercises/planning.ts';
import { list, report, results, show } from '../exercises/reporting.ts';
import { formTest, linkTest, run } from '../exercises/running.ts';
import { listed } from './exchange.ts';
import { collect, describe, does, type Setting } from './setting.ts';

const from = (command: Command) =>
  command.option('--from <con>', 'the contact you act for (default: the one whose key you hold)');
const whom = (command: Command) =>
  command
    .option('--to <who...>', 'States or contacts; a State means its contacts that have a key')
    .option('--all', 'every contact of every other State that has a key')
    .option('--class <class>', 'with a State or --all: only its diplomatic or technical contacts');
const test = (command: Command) =>
  from(whom(command))
    .option('--self', 'your own contact, to see how it works')
    .option('--hours <number>', 'in how many hours an answer is hoped for')
    .option('--language <tag>', 'what it is written in', 'en');

/** Exercises: everything about them is marked, in every output. */
export function exerciseCommands(program: Command): void {
  const exercise = describe(
    program.command('exercise'),
    'EXERCISES: link test and form test by any State alone; scenarios with injects and a clock; reports. Nothing here is real, and everything says so.',
  );
  testCommands(exercise);
  planCommands(exercise);
  clockCommands(exercise);
  reportCommands(exercise);
}

function testCommands(exercise: Command): void {
  describe(
    test(exercise.command('link-test')),
    'EXERCISE. Test whether contacts are reached: a marked message to each, by itself. Any State does it alone.',
    'exercise link-test --self',
    'exercise link-test --to brenmark --hours 4',
  ).action(does(linkTest));
  describe(
    test(exercise.command('form-test'))
      .option('--card <card>', 'the invented case', '1')
      .option('--field <name=words>', 'a field as you filled it in; once for each', collect)
      .option('--copy', 'copy what is not given from the card'),
    'EXERCISE. Send a form filled in from a card; the devices of its readers compare it field by field.',
    'exercise form-test --to brenmark --copy',
  ).action(does(formTest));
  describe(
    exercise.command('card').argument('<card>').option('--language <tag>', 'in which language', 'en'),
    'EXERCISE. Read a card: an invented case to fill the form in from.',
    'exercise card 1 --language fr',
  ).action(does(card));
  describe(
    from(exercise.command('check').argument('<thread>').option('--answer', 'tell the sender what differs')),
    'EXERCISE. Compare the form that came in a thread with its card, on this machine.',
    'exercise check thr_… --answer',
  ).action(does(check));
  describe(
    exercise.command('threads').option('--limit <number>', 'how many at most', '50'),
    'EXERCISE. List the threads of exercises of your State. Real ones are apart: comity exchange list',
    'exercise threads',
  ).action(
    does(async (setting: Setting, options: { limit: string }) => {
      const { lines, ...answer } = await listed(setting, options, 'exercise');
      return { ...answer, lines: drill(lines) };
    }),
  );
}

function planCommands(exercise: Command): void {
  describe(
    from(exercise.command('open'))
      .requiredOption('--title <words>')
      .option('--language <tag>', 'what it is written in', 'en')
      .option('--control <state...>', 'other States that plan and run it with you'),
    'EXERCISE. Plan a scenario: sealed to those who control it, so nobody learns beforehand what comes.',
    'exercise open --title "Port in the storm" --control caldoria',
  ).action(does(open));
  describe(
    from(whom(exercise.command('inject').argument('<exercise>')))
      .requiredOption('--at <minute>', 'in which minute of the exercise')
      .requiredOption('--subject <words>')
      .option('--text <words>')
      .option('--text-file <file>')
      .option('--type <type>', 'of the message', 'exercise-inject')
      .option('--ask <question>', 'what is asked, one by one', collect)
      .option('--hours <number>', 'in how many hours an answer is hoped for')
      .option('--language <tag>', 'what it is written in (default: as the exercise)')
      .option('--id <name>', 'its name; that of an earlier one replaces it'),
    'EXERCISE. Write an inject: what reaches whom in which minute.',
    'exercise inject thr_… --at 10 --to brenmark --subject "Trucks wait" --text "…"',
  ).action(does(inject));
  describe(
    from(exercise.command('withdraw').argument('<exercise>').argument('<inject>')),
    'EXERCISE. Take an inject out of the plan.',
    'exercise withdraw thr_… inject-2',
  ).action(does(withdraw));
  describe(
    exercise.command('remove').argument('<exercise>'),
    'EXERCISE. Remove plan, clock and notes, for good. What was sent stays on the record.',
    'exercise remove thr_…',
  ).action(does(remove));
}

const SPEED = `minutes of the exercise to one on the wall, up to ${EXERCISE_LIMITS.speed}`;

function clockCommands(exercise: Command): void {
  const deed = (name: 'start' | 'pause' | 'resume' | 'stop', purpose: string) => {
    const command = from(exercise.command(name).argument('<exercise>'));
    if (name === 'start' || name === 'resume') command.option('--speed <number>', SPEED);
    describe(command, `EXERCISE. ${purpose}`, `exercise ${name} thr_…`).action(
      does((setting: Setting, options: { speed?: string }, id: string) => turn(setting, options, id, name)),
    );
  };
  deed('start', 'Start the clock.');
  deed('pause', 'Stop the clock for a while; nothing is sent meanwhile.');
  deed('resume', 'Let it go on.');
  deed('stop', 'End the exercise; nothing more is sent.');
  describe(
    from(exercise.command('speed').argument('<exercise>').argument('<number>', SPEED)),
    'EXERCISE. Let the clock run faster, or as it did.',
    'exercise speed thr_… 10',
  ).action(
    does((setting: Setting, options: object, id: string, speed: string) =>
      turn(setting, { ...options, speed }, id, 'speed'),
    ),
  );
  describe(
    from(exercise.command('run').argument('<exercise>').option('--once', 'send what is due now, and end')),
    'EXERCISE. Send what is due as long as the clock runs: your machine signs each inject when it is due.',
    'exercise run thr_…',
  ).action(does(run));
}

function reportCommands(exercise: Command): void {
  describe(
    exercise.command('list'),
    'EXERCISE. The exercises that your State controls.',
    'exercise list',
  ).action(does(list));
  describe(
    exercise.command('show').argument('<exercise>'),
    'EXERCISE. The plan, the clock, and what became of each inject.',
    'exercise show thr_…',
  ).action(does(show));
  describe(
    from(
      exercise
        .command('note')
        .argument('<exercise>')
        .requiredOption('--text <words>')
        .option('--inject <name>', 'what it is about'),
    ),
    'EXERCISE. Write down what you saw, for those who control the exercise.',
    'exercise note thr_… --inject inject-1 --text "Woken within four minutes."',
  ).action(does(note));
  describe(
    exercise
      .command('report')
      .argument('<exercise>')
      .option('--out <file>', 'as .json, .csv or .html')
      .option('--body', 'sums alone, without any State'),
    'EXERCISE. What came of it: timelines for each inject and each State, in the order of names.',
    'exercise report thr_… --out report.html',
  ).action(does(report));
  describe(
    from(
      exercise.command('results').argument('<exercise>').option('--send', 'tell each State its own, sealed'),
    ),
    'EXERCISE. Tell each State its own result, before anybody is told the whole.',
    'exercise results thr_… --send',
  ).action(does(results));
}
