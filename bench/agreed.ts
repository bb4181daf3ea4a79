/**
 * Agreed language: 300 paragraphs of a draft held against 100,000 agreed ones in six languages (10,000 with --quick),
 * over the query that finds their candidates. What comes on top is reading the draft, and comparing word by word.
 * The agreed paragraphs are made (`stage/texts.ts`); the draft is lines of the corpus with a word changed.
 */
import { keysOf, profileOf } from '@comity/text';
import { levelTexts } from '../server/src/rooms/documents/index.ts';
import { readAgreed } from '../server/src/rooms/documents/texts/agreed.ts';
import { listCandidates } from '../server/src/rooms/documents/texts/store-agreed.ts';
import { type Benchmark, type Options, pairwise, timed } from './harness.ts';
import { openLog } from './stage/log.ts';
import { makeFolder, removeFolder } from './stage/processes.ts';
import { growTexts, indexCorpus, linesOf, registerText } from './stage/texts.ts';

const PARAGRAPHS = 300;
const LANGUAGE = 'en';
const DRAFT = 'doc_draft';

async function run({ quick }: Options) {
  const folder = await makeFolder();
  const house = await openLog(folder);
  const { database, record } = house;
  try {
    await indexCorpus(house);
    await growTexts(house, quick ? 10_000 : 100_000);
    await database.pool.query(`insert into document_agreement values ('doc_bench', 1, '2020-01-01')`);
    await levelTexts(record);
    const lines = (await linesOf(LANGUAGE)).slice(0, PARAGRAPHS).map((line) => `${line} Hereby.`);
    await registerText(house, DRAFT, 2_000_000, LANGUAGE, lines);
    await levelTexts(record);
    await database.pool.query('vacuum analyze agreed_paragraph');
    const asked = lines.map((line) => {
      const profile = profileOf(line, LANGUAGE);
      return { fingerprint: profile.fingerprint, keys: keysOf(profile) };
    });
    const where = { language: LANGUAGE, document: DRAFT, before: '2100-01-01' };
    const { rows } = await database.pool.query('select count(*)::int as count from agreed_paragraph');
    const pairs = await pairwise(
      quick ? 2 : 7,
      () => timed(() => readAgreed(record, { document: DRAFT, language: LANGUAGE })),
      () => timed(() => listCandidates(database.read, asked, where, 6)),
    );
    return { ...pairs, paragraphs: PARAGRAPHS, agreed: rows[0].count as number };
  } finally {
    await database.stop();
    await removeFolder(folder);
  }
}

export default { name: 'agreed', bound: 3, direction: 'at-most', run } satisfies Benchmark;
