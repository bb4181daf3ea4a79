import { writeFile } from 'node:fs/promises';
import { compareTexts, type Text, unitsOf } from '@comity/text';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { plain, table } from '../terminal.ts';
import { readTextFile, writeText } from '../texts.ts';
import { type Answer, describe, does, type Setting } from './setting.ts';

interface ReadOptions {
  readonly language: string;
  readonly symbol: string;
}
interface ConvertOptions extends ReadOptions {
  readonly author: string;
}

/** Texts on this machine: no server is asked. */
export function textCommands(program: Command): void {
  const text = describe(
    program.command('text'),
    'Read, convert and compare texts on this machine: .json (a text), .txt, .md, .xml (Akoma Ntoso), .docx; .html out.',
  );
  const reading = (command: Command) =>
    command
      .option('--language <tag>', 'the language of the text', 'en')
      .option('--symbol <symbol>', 'the symbol of the document: it makes the ids of the paragraphs', 'draft');
  describe(
    reading(text.command('convert').argument('<from>').argument('<to>')).option(
      '--author <words>',
      'who made the document, for .docx and .xml',
      'Secretariat',
    ),
    'Convert a text by the endings of the files, and list everything in which it was understood rather than read.',
    'text convert draft.docx draft.json --language fr --symbol A/BODY/2027/CRP.1',
    'text convert draft.json draft.md',
  ).action(does<ConvertOptions>(convert));
  describe(
    reading(text.command('compare').argument('<old>').argument('<new>')),
    'Compare two texts word by word, paragraph by paragraph; ends with 1 where they differ.',
    'text compare rev1.json rev2.docx --language es',
  ).action(does<ReadOptions>(compare));
}

async function convert(
  { terminal }: Setting,
  { author, ...options }: ConvertOptions,
  from: string,
  to: string,
): Promise<Answer> {
  const read = await readTextFile(from, options);
  const about = { symbol: options.symbol, created: new Date().toISOString(), author };
  const bytes = writeText(read.text, to, about);
  await writeFile(to, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'It is there already, and nothing is overwritten.' : error.message;
    throw new CommandError('comity.cannot-write', `${to} was not written. ${why}`, 'Name another file.');
  });
  const { notices, changes = [], comments = [] } = read;
  if (notices.length > 0) terminal.note('Look at these: they were understood, changed or left out.');
  const rows = notices.map((n) => [n.code, String(n.line ?? ''), String(n.count ?? 1), n.words ?? '']);
  const counted = [
    `${paragraphsOf(read.text)} paragraphs`,
    ...(changes.length > 0 ? [`${changes.length} tracked changes, accepted`] : []),
    ...(comments.length > 0 ? [`${comments.length} comments, left out`] : []),
  ];
  return {
    value: { to, bytes: bytes.length, paragraphs: paragraphsOf(read.text), notices, changes, comments },
    lines: [
      ...(rows.length > 0 ? table(['NOTICE', 'LINE', 'TIMES', 'WORDS'], rows) : []),
      `Written: ${plain(to)} (${counted.join(', ')})`,
    ],
  };
}

const paragraphsOf = (text: Text) => unitsOf(text).length;

const SIGNS = { kept: ['', ''], inserted: ['{+', '+}'], deleted: ['[-', '-]'] } as const;

async function compare(_: Setting, options: ReadOptions, before: string, after: string): Promise<Answer> {
  const [old, now] = [await readTextFile(before, options), await readTextFile(after, options)];
  const comparison = compareTexts(old.text, now.text);
  const { counts } = comparison;
  const changed = comparison.entries.filter(
    ({ kind, spans }) => kind !== 'kept' || spans.some((span) => span.kind !== 'kept'),
  );
  const lines = changed.map(({ kind, labels, spans }) => {
    const words = spans.map(({ kind: of, text }) => `${SIGNS[of][0]}${plain(text)}${SIGNS[of][1]}`).join('');
    return `${(labels.after ?? labels.before ?? '').padEnd(8)} ${kind.padEnd(10)} ${words}`;
  });
  const isSame = changed.length === 0 && counts.relabelled === 0;
  return {
    value: { counts, entries: changed },
    lines: isSame
      ? ['The same.']
      : [
          ...lines,
          Object.entries(counts)
            .map(([what, count]) => `${what} ${count}`)
            .join(' · '),
        ],
    exit: isSame ? 0 : 1,
  };
}
