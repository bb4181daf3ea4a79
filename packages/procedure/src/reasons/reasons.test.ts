import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Decision, refused } from '../case.ts';
import ar from './ar.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import { type InstantWriter, reasonsOf } from './index.ts';
import ru from './ru.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const BOOKS: Readonly<Record<string, Readonly<Record<string, string>>>> = { ar, zh, fr, ru, es };
const SOURCES = join(import.meta.dirname, '..');

/** Every source of the rules: what has only titles, and what tests use, says nothing when it refuses. */
async function sources(): Promise<string[]> {
  const files = await readdir(SOURCES, { recursive: true });
  return files.filter((file) => file.endsWith('.ts') && !/test|titles|books|reasons/.test(file));
}

/** The sentences that a source says, with `{}` for what it fills in. */
function sentencesIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');
  const found = code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g);
  return [...found]
    .map(([, a, b, c]) => (a ?? b ?? c)!)
    .filter((text) => /^[A-Z“$].*\.$/s.test(text))
    .map((text) => text.replace(/(?:\$\{[^}]*\})+/g, '{}'));
}

const said = new Set<string>();
for (const file of await sources())
  for (const one of sentencesIn(await readFile(join(SOURCES, file), 'utf8'))) said.add(one);

const say = (why: string, allowedWhen = 'Nothing more is needed.', write?: InstantWriter) =>
  reasonsOf(refused('decisions.once-each', why, allowedWhen), write);

describe('what the rules say when they refuse', () => {
  test('is found in the sources', () => {
    expect(said.size).toBeGreaterThan(400);
    expect(said).toContain('The deadline was reached at {}.');
  });

  test.each(Object.keys(BOOKS))(
    'is in the book of %s, with all its facts, and nothing else is',
    (language) => {
      const book = BOOKS[language]!;
      expect([...said].filter((sentence) => !(sentence in book))).toEqual([]);
      const sentences = Object.entries(book).filter(([key]) => /\.$/.test(key));
      expect(sentences.map(([key]) => key).filter((key) => !said.has(key))).toEqual([]);
      const facts = (text: string) => text.split('{}').length;
      expect(sentences.filter(([key, own]) => facts(key) !== facts(own))).toEqual([]);
    },
  );

  test('is said with its facts in place', () => {
    const at = '2027-03-10T15:00:00.000Z';
    const found = say(`The deadline was reached at ${at}.`);
    expect(found?.fr?.why).toBe(`L’échéance a été atteinte le ${at}.`);
    expect(found?.ar?.allowedWhen).toBe('لا حاجة إلى شيء آخر.');
    expect(found?.en).toEqual({
      why: `The deadline was reached at ${at}.`,
      allowedWhen: 'Nothing more is needed.',
    });
    expect(say('“OP7” is no item of this procedure.')?.ru?.why).toBe(
      '«OP7» не является пунктом этой процедуры.',
    );
  });

  test('calls offices and outcomes as the language does, and leaves all other facts as they are', () => {
    const preside = say(
      'Whoever signs does not preside over this procedure: in “plenary” that is the chair or facilitator.',
    );
    expect(preside?.es?.why).toContain('en «plenary» lo hace presidencia o facilitación.');
    expect(say('It was closed as adopted.')?.zh?.why).toBe('已结束，结果：通过。');
    expect(say('ury objects to the proposal.')?.fr?.why).toBe('ury fait objection à la proposition.');
    expect(say('chair objects to {}$1.')?.fr?.why).toBe('présidence fait objection à {}$1.');
  });

  test('has its instants written as the language does, and nothing that only looks like one', () => {
    const write: InstantWriter = (instant, language) => `${language} ${instant.slice(11, 16)}`;
    const at = '2027-03-10T15:00:00.000Z';
    const found = say(`The deadline was reached at ${at}.`, `It is closed at ${at} or later.`, write);
    expect(found?.en?.why).toBe('The deadline was reached at en 15:00.');
    expect(found?.zh).toEqual({ why: '期限已于zh 15:00到达。', allowedWhen: '于zh 15:00或之后结束。' });
    const other = say('The deadline was reached at 2027-99-10T15:00:00Z.', undefined, write);
    expect(other?.ru?.why).toBe('Срок наступил 2027-99-10T15:00:00Z.');
  });

  test('calls what is missing as the language does, in the place of the fact', () => {
    const none = say('The document has not been issued in: any language.');
    expect(none?.es?.why).toBe('El documento no se ha publicado en: ningún idioma.');
    const key = say('ury, recovery key: there is no post-quantum key.');
    expect(key?.fr?.why).toBe('ury, clé de récupération\u00a0: il n’y a pas de clé post-quantique.');
  });

  test('is found at once, whatever stands in a fact, and not where a fact is empty', () => {
    const key = '{} hours were lost; the rules leave {} hours.';
    expect(say(key.replaceAll('{}', ' hours were lost; the rules leave '))).toBeDefined();
    const hostile = `${' hours were lost; the rules leave '.repeat(20_000)} hours`;
    expect(say(hostile)).toBeUndefined();
    expect(say(`${hostile}.`)?.es?.why).toContain('Horas perdidas');
    expect(say(' hours were lost; the rules leave  hours.')).toBeUndefined();
  });

  test('is in English alone where no book has it, and nothing of what is allowed', () => {
    expect(say('Something that no rule says.')).toBeUndefined();
    const allowed: Decision = { allowed: true, rule: 'decisions.state-speaks' };
    expect(reasonsOf(allowed)).toBeUndefined();
  });
});
