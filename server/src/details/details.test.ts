import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DETAILS, sayDetail } from './index.ts';

const SERVER = join(import.meta.dirname, '..');
/** A package whose sentences a room hands on. */
const INPUTS = join(SERVER, '../../packages/acts/src/inputs.ts');

/** What stops a start, or the whole host, is told to whoever runs it, at a terminal; fields of a request to its program. */
const NOT_FOR_READERS =
  /^platform\/(?:database|config|http\/strict)|^rooms\/record\/(?:adopting|errors|head|tiles|witnesses)|^server\.ts: Port/;

/** What speaks of addresses and headers of the API is told to programs: a page would only puzzle its reader with it. */
const FOR_PROGRAMS = /\/api\/|\/checkpoint|application\/|format=/;

/** Handed on as others said it: packages of what came from outside, the press, places in a text; rules have their own books. */
const HANDED_ON = [
  'platform/http/body.ts: cause.message',
  "platform/http/openapi.ts: { type: 'string' }",
  'platform/pdf/press.ts: error.message',
  'platform/pdf/press.ts: reason',
  'platform/problem/problem.ts: error.detail',
  'rooms/decisions/trying.ts: (error as Error).message',
  'rooms/directory/lists/handlers.ts: error.message',
  'rooms/documents/files.ts: error.message',
  'rooms/documents/files.ts: fault',
  "rooms/documents/files.ts: faults.slice(0, 5).join('\\n')",
  'rooms/documents/texts/printing.ts: error.message',
  'rooms/negotiation/files.ts: `{}: {}`',
  'rooms/negotiation/files.ts: changed',
  'rooms/negotiation/files.ts: sayConflict(conflicts[0]!)',
  'rooms/negotiation/files.ts: sayConflict(first)',
  'rooms/negotiation/files.ts: strange',
  'rooms/negotiation/standing.ts: error.message',
  'rooms/negotiation/standing.ts: sayConflict(merged.conflicts[0]!)',
  'rooms/people/actions.ts: (error as Error).message',
  'rooms/record/actions.ts: error.message',
  'rooms/record/dossier.ts: error.message',
  'rooms/record/placing.ts: why',
  'rooms/record/schema.ts: z.string()',
];

const LITERAL = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g;
const withoutComments = (code: string) =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');

/** The expression that begins here: up to what ends it in a list, a call or a statement. */
function expressionAt(code: string, from: number): string {
  const blank = code.slice(from).replace(LITERAL, (literal) => '_'.repeat(literal.length));
  let depth = 0;
  for (let i = 0; i < blank.length; i += 1) {
    if ('([{'.includes(blank[i]!)) depth += 1;
    else if (')]}'.includes(blank[i]!)) depth -= 1;
    if (depth < 0 || (depth === 0 && ',;'.includes(blank[i]!))) return code.slice(from, from + i).trim();
  }
  return '';
}

/** What a source gives as a detail: by this name, as a constant of it, or through a function that takes nothing else. */
function detailsIn(source: string): string[] {
  const code = withoutComments(source);
  const makers = [...code.matchAll(/const (\w+) = \(detail: string\)/g)].map(([, name]) => `\\b${name}\\(`);
  const starts = ['\\bdetail: (?!string\\b|\\w+ \\| )', '\\bconst detail = ', ...makers].join('|');
  return [...code.matchAll(new RegExp(starts, 'g'))].map(({ 0: found, index }) =>
    expressionAt(code, index + found.length),
  );
}

const withoutFacts = (text: string) => text.replace(/(?:\$\{[^}]*\})+/g, '{}');
const sentencesIn = (expression: string) =>
  (expression.match(LITERAL) ?? [])
    .map((literal) => withoutFacts(literal.slice(1, -1)))
    .filter((text) => /^(?:[A-Z“]|\{\}.*[a-z]).*(?:\.|: \{\})$/s.test(text));

const said = new Set<string>();
const handedOn = new Set<string>();

async function gather(file: string): Promise<void> {
  for (const expression of detailsIn(await readFile(join(SERVER, file), 'utf8'))) {
    if (NOT_FOR_READERS.test(`${file}: ${expression.slice(1)}`)) continue;
    const sentences = sentencesIn(expression);
    if (sentences.length === 0) handedOn.add(`${file}: ${withoutFacts(expression)}`);
    for (const sentence of sentences) if (!FOR_PROGRAMS.test(sentence)) said.add(sentence);
  }
}

beforeAll(async () => {
  for (const sentence of sentencesIn(withoutComments(await readFile(INPUTS, 'utf8')))) said.add(sentence);
  for (const file of await readdir(SERVER, { recursive: true }))
    if (file.endsWith('.ts') && !/test/.test(file)) await gather(file);
});

describe('what stands beside the title of a problem', () => {
  test('is found in the sources, and nothing is handed on that nobody thought of', () => {
    expect(said.size).toBeGreaterThan(70);
    expect(said).toContain('{} has {} bytes, not {}.');
    expect([...handedOn].sort()).toEqual(HANDED_ON);
  });

  test.each(Object.entries(DETAILS))(
    'is in the book of %s, with all its facts, and nothing else is',
    (_, book) => {
      const sentences = Object.entries(book).filter(([key]) => /[.}]$/.test(key));
      expect(sentences.map(([key]) => key).sort()).toEqual([...said].sort());
      const facts = (text: string) => text.split('{}').length;
      expect(sentences.filter(([key, own]) => facts(key) !== facts(own))).toEqual([]);
    },
  );

  test('is said with its facts, in six languages', () => {
    const found = sayDetail('There is no version in “another language”.');
    expect(Object.keys(found!).sort()).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
    expect(found?.ru).toBe('Нет версии на языке «другой язык».');
    expect(sayDetail('Try again in 30 seconds.')?.zh).toBe('请在30秒后重试。');
  });

  test('is said whole or not at all where it is several sentences', () => {
    const lines = ['The synthesis is of the round rnd_x.', 'The time zone is not known.'];
    expect(sayDetail(lines.join('\n'))?.es).toBe(
      'La síntesis es de la ronda rnd_x. El huso horario no se conoce.',
    );
    expect(sayDetail([...lines, 'Something else.'].join('\n'))).toBeUndefined();
    expect(sayDetail('constructor')).toBeUndefined();
  });
});
