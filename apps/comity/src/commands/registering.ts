import { type DataOf, newId } from '@comity/acts';
import type { Command } from 'commander';
import { perform } from '../people.ts';
import { embargoIn, inLanguages, putFiles } from './paperacts.ts';
import { placed } from './performing.ts';
import { type Answer, actingAs, collect, describe, does, type Setting } from './setting.ts';

type Registered = DataOf<'documents.registered'>;

export function registeringCommands(documents: Command): void {
  describe(
    documents
      .command('register')
      .requiredOption('--title <language=words>', 'its title, for each language', collect)
      .requiredOption('--file <language=path>', 'the exact bytes, for each language at hand', collect)
      .option('--symbol <symbol>', 'under which it is cited')
      .option('--dated <date>', 'YYYY-MM-DD')
      .option('--source <source>', 'archive, secretariat or participant', 'secretariat')
      .option(
        '--embargo <when>',
        'until then only participants read the files: 3d, or an instant with its zone',
      )
      .option('--media <type>', 'what the files are', 'text/plain'),
    'Register a document as the secretariat, with the language versions at hand.',
    'documents register --title en="Report" --title fr="Rapport" --file en=r.txt --file fr=r.fr.txt --symbol A/BODY/1',
    'documents register --title en="Comity client 0.1.0" --file en=SHA256SUMS --symbol comity-client/0.1.0',
  ).action(does(register));
}

interface RegisterOptions {
  readonly title: readonly string[];
  readonly file: readonly string[];
  readonly symbol?: string;
  readonly dated?: string;
  readonly embargo?: string;
  readonly source: string;
  readonly media: string;
}

async function register(setting: Setting, options: RegisterOptions): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const document = newId('doc');
  const { symbol, dated } = options;
  const data: Registered = {
    document,
    titles: inLanguages(options.title, '--title'),
    source: options.source as Registered['source'],
    files: await putFiles(connection, options.file, options.media),
    ...(symbol === undefined ? {} : { symbol }),
    ...(dated === undefined ? {} : { dated }),
    ...embargoIn(options),
  };
  const { hand } = await acting.unlocked();
  const receipt = await perform(acting.place, hand, { type: 'documents.registered', data });
  return placed(receipt, `Registered: ${document}`, { document });
}
