import { newId } from '@comity/acts';
import { dataOf } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { pairs, table } from '../terminal.ts';
import {
  byLanguage,
  documentId,
  embargoIn,
  embargoOfDocument,
  given,
  inLanguages,
  performPaper,
  putFile,
  putFiles,
  readDocument,
} from './paperacts.ts';
import {
  type Answer,
  collect,
  describe,
  does,
  publicConnection,
  type Setting,
  wholeNumber,
} from './setting.ts';

/** What a State does with its own documents, and the secretariat with the registry. */
export function registryCommands(documents: Command): void {
  clockCommands(documents);
  stateCommands(documents);
  secretariatCommands(documents);
}

function clockCommands(documents: Command): void {
  describe(
    documents.command('clock').argument('<doc>', 'its id or symbol'),
    'Which languages are out since when, and from when the document may be decided on.',
    'documents clock A/BODY/2027/CRP.1',
  ).action(does(clock));
  describe(
    documents.command('family').argument('<doc>', 'its id or symbol'),
    'Revisions, addenda and corrigenda of the same work, and the next free symbols.',
    'documents family A/BODY/2027/CRP.1',
  ).action(does(family));
  describe(
    documents
      .command('classes')
      .option('--organ <organ>', 'offer the next free symbols of this body or sub-group')
      .option('--year <year>')
      .option('--session <session>'),
    'The classes of documents that the body adopted, and how each is cited.',
    'documents classes --organ plenary --year 2027',
  ).action(does(classes));
}

function stateCommands(documents: Command): void {
  describe(
    documents
      .command('submit')
      .requiredOption('--title <language=words>', 'its title, for each language', collect)
      .requiredOption('--file <language=path>', 'the exact bytes, for each language at hand', collect)
      .option('--original <language>', 'the language it was written in')
      .option('--words <number>', 'how many words it has')
      .option(
        '--embargo <when>',
        'until then only participants read the files: 3d, or an instant with its zone',
      )
      .option('--media <type>', 'what the files are', 'text/plain'),
    'Submit a document in the name of your State.',
    'documents submit --title en="Working methods" --file en=methods.txt --original en',
  ).action(does(submit));
  describe(
    documents.command('unsubmit').argument('<doc>').option('--reason <words>'),
    'Withdraw a document that your State submitted.',
    'documents unsubmit doc_… --reason "Overtaken by another"',
  ).action(does(unsubmit));
  describe(
    documents.command('sponsor').argument('<doc>').option('--end', 'leave the co-sponsors'),
    'Join the co-sponsors of a document, or leave them.',
    'documents sponsor doc_…',
  ).action(does(sponsor));
}

function secretariatCommands(documents: Command): void {
  describe(
    documents
      .command('issue')
      .argument('<doc>')
      .requiredOption('--file <language=path>', 'the exact bytes')
      .option('--corrects <words>', 'what is corrected')
      .option('--media <type>', 'what the file is', 'text/plain'),
    'Secretariat: issue a language version, or a corrected one.',
    'documents issue doc_… --file fr=r.fr.txt',
  ).action(does(issue));
  describe(
    documents
      .command('format')
      .argument('<doc>')
      .requiredOption('--file <language=path>', 'the same text as another kind of file')
      .requiredOption('--media <type>', 'what the file is'),
    'Secretariat: add another format of the newest version of a language.',
    'documents format doc_… --file fr=r.fr.pdf --media application/pdf',
  ).action(does(format));
  describe(
    documents
      .command('classify')
      .argument('<doc>')
      .option('--symbol <symbol>')
      .option('--class <class>', 'see documents classes')
      .option('--organ <organ>')
      .option('--session <session>')
      .option('--agenda <item>', 'an item of the agenda', collect)
      .option('--original <language>')
      .option('--words <number>'),
    'Secretariat: say how a document is cited and where it belongs.',
    'documents classify doc_… --class conference-room-paper --organ plenary --symbol A/BODY/2027/CRP.1',
  ).action(does(classify));
  describe(
    documents.command('withdraw').argument('<doc>').requiredOption('--reason <words>'),
    'Secretariat: withdraw a document that nobody submitted; it stays readable.',
    'documents withdraw doc_… --reason "Registered twice"',
  ).action(does(withdraw));
  describe(
    documents
      .command('organ')
      .argument('<organ>', 'a short name')
      .requiredOption('--name <language=words>', 'how it is called', collect)
      .option('--prefix <symbol>', 'the part of symbols that stands for it')
      .option('--parent <organ>', 'the body it is a sub-group of'),
    'Secretariat: enter a body or a sub-group.',
    'documents organ plenary --name en=Plenary --prefix A/BODY',
  ).action(does(organ));
}

async function clock(setting: Setting, _: unknown, doc: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { document: await documentId(connection, doc) } };
  const value = dataOf(await connection.api.GET('/api/documents/{document}/clock', { params }));
  const { rule, out, missing, opens, obstacle } = value;
  const rows = out.map((o) => [o.language, o.since, o.required ? 'required' : '']);
  const said = {
    missing: missing.join(', ') || undefined,
    notice: `${rule.notice.count} ${rule.notice.unit}, ${rule.calendar}`,
    opens,
    rule: obstacle?.rule,
    why: obstacle?.why,
    when: obstacle?.allowedWhen,
  };
  return { value, lines: [...table(['LANGUAGE', 'OUT SINCE', ''], rows), ...pairs(said)] };
}

async function family(setting: Setting, _: unknown, doc: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { document: await documentId(connection, doc) } };
  const value = dataOf(await connection.api.GET('/api/documents/{document}/family', { params }));
  const rows = value.documents.map((d) => [d.symbol, d.document, d.withdrawn ? 'withdrawn' : '']);
  return { value, lines: [...table(['SYMBOL', 'DOCUMENT', ''], rows), ...pairs({ ...value.next })] };
}

async function classes(
  setting: Setting,
  options: { organ?: string; year?: string; session?: string },
): Promise<Answer> {
  const connection = await publicConnection(setting);
  const { year, ...rest } = options;
  const query = given({
    ...rest,
    year: year === undefined ? undefined : wholeNumber(year, '--year', 1900),
  });
  const value = dataOf(await connection.api.GET('/api/document-classes', { params: { query } }));
  const rows = value.classes.map((c) => [c.class, c.pattern, c.next ?? '', c.names.en ?? '']);
  return { value, lines: table(['CLASS', 'PATTERN', 'NEXT', 'NAME'], rows) };
}

interface SubmitOptions {
  readonly title: readonly string[];
  readonly file: readonly string[];
  readonly original?: string;
  readonly words?: string;
  readonly embargo?: string;
  readonly media: string;
}

async function submit(setting: Setting, options: SubmitOptions): Promise<Answer> {
  const document = newId('doc');
  const { original, words } = options;
  return performPaper(
    setting,
    'documents.submitted',
    async (acting) => ({
      document,
      titles: inLanguages(options.title, '--title'),
      files: await putFiles((await acting.session()).connection, options.file, options.media),
      ...given({ original, words: words === undefined ? undefined : wholeNumber(words, '--words') }),
      ...embargoIn(options),
    }),
    `Submitted: ${document}`,
    { document },
  );
}

const unsubmit = (setting: Setting, options: { reason?: string }, document: string): Promise<Answer> =>
  performPaper(
    setting,
    'documents.submission-withdrawn',
    { document, ...given(options) },
    `Withdrawn: ${document}`,
  );

const sponsor = (setting: Setting, { end }: { end?: boolean }, document: string): Promise<Answer> =>
  performPaper(
    setting,
    end ? 'documents.sponsorship-ended' : 'documents.sponsored',
    { document },
    end ? `No longer a co-sponsor of ${document}` : `Co-sponsor of ${document}`,
  );

async function issue(
  setting: Setting,
  options: { file: string; corrects?: string; media: string },
  document: string,
): Promise<Answer> {
  const [language, path] = byLanguage(options.file, '--file');
  return performPaper(
    setting,
    'documents.issued',
    async (acting) => {
      const { connection } = await acting.session();
      return {
        ...{ document, language, file: await putFile(connection, path, options.media) },
        ...given({ corrects: options.corrects }),
        ...embargoOfDocument(await readDocument(connection, document)),
      };
    },
    `Issued in ${language}: ${document}`,
  );
}

async function format(
  setting: Setting,
  options: { file: string; media: string },
  document: string,
): Promise<Answer> {
  const [language, path] = byLanguage(options.file, '--file');
  return performPaper(
    setting,
    'documents.format-added',
    async (acting) => {
      const { connection } = await acting.session();
      const found = await readDocument(connection, document);
      const of = found.versions.find((v) => v.language === language)?.sha256;
      if (of === undefined)
        throw new CommandError('comity.not-in-this-language', `There is no version in ${language}.`);
      const file = await putFile(connection, path, options.media);
      return { document, language, of, file, ...embargoOfDocument(found) };
    },
    `Added for ${language}: ${document}`,
  );
}

interface ClassifyOptions {
  readonly symbol?: string;
  readonly class?: string;
  readonly organ?: string;
  readonly session?: string;
  readonly agenda?: readonly string[];
  readonly original?: string;
  readonly words?: string;
}

const classify = (setting: Setting, options: ClassifyOptions, document: string): Promise<Answer> => {
  const { agenda, words, symbol, organ, session, original } = options;
  const data = given({
    ...{ symbol, organ, session, original, class: options.class },
    agenda: agenda && [...agenda].sort(),
    words: words === undefined ? undefined : wholeNumber(words, '--words'),
  });
  return performPaper(setting, 'documents.classified', { document, ...data }, `Classified: ${document}`);
};

const withdraw = (setting: Setting, { reason }: { reason: string }, document: string): Promise<Answer> =>
  performPaper(setting, 'documents.withdrawn', { document, reason }, `Withdrawn: ${document}`);

const organ = (
  setting: Setting,
  options: { name: readonly string[]; prefix?: string; parent?: string },
  name: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'documents.organ-registered',
    {
      organ: name,
      names: inLanguages(options.name, '--name'),
      ...given({ prefix: options.prefix, parent: options.parent }),
    },
    `Entered: ${name}`,
  );
