import { assertDone, type Connection, dataOf, type paths } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { table } from '../terminal.ts';
import { given } from './paperacts.ts';
import { type Answer, describe, does, reading, type Setting } from './setting.ts';

type Search =
  paths['/api/searches']['get']['responses'][200]['content']['application/json']['searches'][number];
type Digest = Pick<NonNullable<Search['digest']>, 'every' | 'address'>;

export function searchesCommands(documents: Command): void {
  const searches = describe(
    documents.command('searches'),
    'Searches in texts that you follow, by a feed or by mail. They are yours alone, off the record.',
  );
  describe(searches.command('list'), 'The searches that you follow.', 'documents searches list').action(
    does(list),
  );
  describe(
    searches
      .command('save')
      .requiredOption('--q <words>', 'as on the page: words, "rows of words", -not, begin*')
      .option('--name <words>', 'stands in mails; by default what is looked for')
      .option('--in <tag>', 'only texts in this language')
      .option('--document <doc>', 'only this document')
      .option('--language <tag>', 'of the feed and of mails', 'en')
      .option('--every <day|week>', 'mail what is new')
      .option('--address <address>', 'where to; a code goes there first'),
    'Follow a search.',
    'documents searches save --q "peaceful means" --language fr',
    'documents searches save --q "critical infrastructure" --every week --address mission@alderia.example',
  ).action(does(save));
  describe(
    searches
      .command('mail')
      .argument('<sea>')
      .option('--every <day|week>', 'without it, mails end')
      .option('--address <address>', 'where to'),
    'Change how a search is mailed.',
    'documents searches mail sea_… --every day --address mission@alderia.example',
  ).action(does(mail));
  describe(
    searches.command('confirm').argument('<sea>').argument('<code>', 'from the mail'),
    'Confirm the address: mails begin.',
    'documents searches confirm sea_… 7KQ2M9XTRB',
  ).action(does<object>(confirm));
  describe(
    searches.command('remove').argument('<sea>'),
    'Forget a search: its feed and its mails end.',
    'documents searches remove sea_…',
  ).action(does<object>(remove));
}

async function list(setting: Setting): Promise<Answer> {
  const { connection } = await reading(setting);
  const { searches } = dataOf(await connection.api.GET('/api/searches'));
  const rows = searches.map((s) => [
    s.search,
    s.name,
    mailsOf(s),
    `${connection.url}/${s.language}${s.feed}`,
  ]);
  return {
    value: { searches },
    lines: rows.length > 0 ? table(['SEARCH', 'NAME', 'MAILS', 'FEED'], rows) : ['No searches.'],
  };
}

const mailsOf = ({ digest }: Search): string =>
  digest ? `each ${digest.every} to ${digest.address}${digest.isProven ? '' : ' (not confirmed)'}` : 'none';

interface SaveOptions {
  readonly q: string;
  readonly name?: string;
  readonly in?: string;
  readonly document?: string;
  readonly language: string;
  readonly every?: string;
  readonly address?: string;
}

async function save(setting: Setting, options: SaveOptions): Promise<Answer> {
  const { q, name, in: language, document, every, address } = options;
  const digest = digestOf(every, address);
  const { connection } = await reading(setting);
  const body = {
    wanted: { q, ...given({ language, document }) },
    language: options.language,
    ...given({ name }),
    ...(digest ? { digest } : {}),
  };
  const saved = dataOf(await connection.api.POST('/api/searches', { body }));
  return { value: saved, lines: linesOf(connection, saved) };
}

/** Both or neither. Throws `comity.bad-usage`. */
function digestOf(every: string | undefined, address: string | undefined): Digest | undefined {
  if (every === undefined && address === undefined) return undefined;
  if ((every === 'day' || every === 'week') && address !== undefined) return { every, address };
  throw new CommandError(
    'comity.bad-usage',
    'Mails need both: --every day or --every week, and --address.',
    'Nothing was sent.',
  );
}

const linesOf = ({ url }: Connection, s: Search): string[] => [
  `Saved: ${s.search}`,
  `Feed: ${url}/${s.language}${s.feed}`,
  `Mails: ${mailsOf(s)}`,
  ...(s.digest && !s.digest.isProven
    ? [`A code goes to ${s.digest.address}. Then: comity documents searches confirm ${s.search} CODE`]
    : []),
];

async function mail(
  setting: Setting,
  { every, address }: { readonly every?: string; readonly address?: string },
  search: string,
): Promise<Answer> {
  const digest = digestOf(every, address);
  const { connection } = await reading(setting);
  const params = { path: { search } };
  const set = dataOf(
    digest
      ? await connection.api.PUT('/api/searches/{search}/digest', { params, body: digest })
      : await connection.api.DELETE('/api/searches/{search}/digest', { params }),
  );
  return { value: set, lines: linesOf(connection, set) };
}

async function confirm(setting: Setting, _: object, search: string, code: string): Promise<Answer> {
  const { connection } = await reading(setting);
  assertDone(
    await connection.api.POST('/api/searches/{search}/code', {
      params: { path: { search } },
      body: { code },
    }),
  );
  return { value: { search, isProven: true }, lines: ['Confirmed: mails begin.'] };
}

async function remove(setting: Setting, _: object, search: string): Promise<Answer> {
  const { connection } = await reading(setting);
  assertDone(
    await connection.api.DELETE('/api/searches/{search}', {
      params: { path: { search } },
    }),
  );
  return { value: { search, removed: true }, lines: ['Forgotten.'] };
}
