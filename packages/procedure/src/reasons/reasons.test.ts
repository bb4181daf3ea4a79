import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Decision, refused } from '../case.ts';
import ar from './ar.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import { reasonsOf } from './index.ts';
import ru from './ru.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const BOOKS: Readonly<Record<string, Readonly<Record<string, string>>>> = { ar, zh, fr, ru, es };
const SOURCES = join(import.meta.dirname, '..');

/** What may be refused in a procedure or a negotiation: rules of their own, and those of every act. */
async function sources(): Promise<string[]> {
  const own = (await readdir(join(SOURCES, 'decisions'))).map((file) => `decisions/${file}`);
  const others = ['authority.ts', 'decide.ts', 'lists.ts', 'negotiation.ts', 'negotiation-agreement.ts'];
  return [...own, ...others].filter((file) => !/test|titles|books/.test(file));
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

const say = (why: string, allowedWhen = 'Nothing more is needed.') =>
  reasonsOf(refused('decisions.once-each', why, allowedWhen));

describe('what the rules of decisions and negotiation say when they refuse', () => {
  test('is found in the sources', () => {
    expect(said.size).toBeGreaterThan(200);
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

  test('is in English alone where no book has it, and nothing of what is allowed', () => {
    expect(say('Something that no rule says.')).toBeUndefined();
    const allowed: Decision = { allowed: true, rule: 'decisions.state-speaks' };
    expect(reasonsOf(allowed)).toBeUndefined();
  });
});
