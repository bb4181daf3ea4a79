import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dataOf } from '@comity/client';
import type { PdfPress } from '@comity/server';
import { typstOf } from '@comity/text/typst';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { invitationTo, LETTER_LANGUAGES, type LetterLanguage } from '../invitations.ts';
import { writePrivate } from '../keyring.ts';
import { readDirectory } from '../messages.ts';
import { writeText } from '../texts.ts';
import { type Answer, describe, does, publicConnection, readAbout, type Setting } from './setting.ts';

interface LettersOptions {
  readonly out: string;
  readonly language?: readonly string[];
  readonly participant?: readonly string[];
}

export function letterCommands(directory: Command): void {
  describe(
    directory
      .command('letters')
      .requiredOption('--out <folder>', 'where to; nothing is overwritten')
      .option('--language <tag...>', `${LETTER_LANGUAGES.join(', ')} (default: all of them)`)
      .option('--participant <id...>', 'only to these (default: every State without a contact)'),
    'Write letters that invite States without a contact to nominate one, as DOCX and PDF, in six languages.',
    'directory letters --out ./letters --language fr --participant alderia',
  ).action(does<LettersOptions>(letters));
}

async function letters(setting: Setting, options: LettersOptions): Promise<Answer> {
  const languages = (options.language ?? LETTER_LANGUAGES).map(languageOf);
  const connection = await publicConnection(setting);
  const [{ participants }, contacts, about] = await Promise.all([
    connection.api.GET('/api/participants').then(dataOf),
    readDirectory(connection),
    readAbout(connection),
  ]);
  const has = new Set(contacts.map((c) => c.participant));
  const isMeant = (id: string) => options.participant?.includes(id) ?? !has.has(id);
  const states = participants.filter(({ id, kind }) => kind === 'state' && isMeant(id));
  await mkdir(options.out, { recursive: true, mode: 0o700 });
  const date = new Date();
  const { PdfPress } = await import('@comity/server');
  const press = new PdfPress();
  const written: string[] = [];
  try {
    for (const { id, names } of states)
      for (const language of languages) {
        const state = names[language] ?? names.en ?? id;
        const body = nameIn(about.name, language);
        written.push(
          ...(await writeLetter(press, join(options.out, `${id}.${language}`), {
            state,
            body,
            date,
            language,
          })),
        );
        setting.terminal.progress('Letters', written.length / 2, states.length * languages.length);
      }
  } finally {
    await press.close();
  }
  return {
    value: { written },
    lines: written.length > 0 ? written : ['Every State has a contact: there is nobody to write to.'],
  };
}

interface Wanted {
  readonly state: string;
  readonly body: string;
  readonly date: Date;
  readonly language: LetterLanguage;
}

async function writeLetter(
  press: PdfPress,
  path: string,
  { date, language, ...names }: Wanted,
): Promise<string[]> {
  const created = `${date.toISOString().slice(0, 19)}Z`;
  const text = invitationTo({ ...names, date: created }, language);
  const docx = writeText(text, `${path}.docx`, { symbol: path, created, author: names.body });
  const day = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const;
  const pdf = await press.print(typstOf(text, { date: day }), date);
  await writePrivate(`${path}.docx`, docx, 'wx');
  await writePrivate(`${path}.pdf`, pdf, 'wx');
  return [`${path}.docx`, `${path}.pdf`];
}

const nameIn = (name: string | Readonly<Record<string, string>>, language: string): string =>
  typeof name === 'string' ? name : (name[language] ?? name.en ?? Object.values(name)[0] ?? '');

function languageOf(text: string): LetterLanguage {
  const found = LETTER_LANGUAGES.find((l) => l === text);
  if (found) return found;
  throw new CommandError(
    'comity.unknown-language',
    `There is no letter in “${text}”.`,
    `One of: ${LETTER_LANGUAGES.join(', ')}. Nothing was written.`,
  );
}
