import type { FieldTerm, MessageTerms, TypeTerm } from '@comity/acts';
import type { Command } from 'commander';
import { readTerms } from '../messageterms.ts';
import { plain } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

export const typesCommand = (exchange: Command): void => {
  describe(
    exchange.command('types').option('--words <tag>', 'the language in which they are shown', 'en'),
    'The types of messages that the rules of the body name, and the coded fields of their forms.',
    'exchange types --words fr',
    'exchange send --to brenmark --type request-for-information --code asked=information --subject "…" --text "…"',
  ).action(does<{ words: string }>(list));
};

async function list(setting: Setting, { words }: { words: string }): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const terms = await readTerms(connection, words);
  return { value: terms, lines: [...terms.types.flatMap(typeLines), '', ...fieldLines(terms)] };
}

const typeLines = (t: TypeTerm): string[] => [
  `${t.type}: ${plain(t.name)}. ${plain(t.means)}`,
  ...(t.answersOnly ? ['  answers something: no thread begins with it'] : []),
  ...(t.answers ? [`  answers: ${t.answers.join(', ') || 'nothing'}`] : []),
  ...(t.exercise ? ['  in exercises only'] : []),
  ...(t.fields.length > 0 ? [`  fields: ${t.fields.join(', ')}`] : []),
];

const fieldLines = ({ fields }: MessageTerms): string[] =>
  fields.flatMap((f: FieldTerm) => [
    `${f.field}: ${plain(f.name)}${f.many ? ' (several may apply)' : ''}`,
    ...f.codes.map(({ code, name }) => `  --code ${f.field}=${code}  ${plain(name)}`),
  ]);
