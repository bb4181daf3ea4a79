import { decisionRules, ruleBook } from '@comity/acts';
import { describe, expect, test } from 'vitest';
import { DEFAULT_DECISIONS } from './decisions/books.ts';
import { RULE_IDS } from './rule-ids.ts';
import { shippedRules } from './rulebook.ts';
import { TITLES } from './titles.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;
type Language = (typeof LANGUAGES)[number];

/** Every title of a language that a check finds fault with, as `rule: title`. */
const faults = (language: Language, faulty: (title: string) => boolean): string[] =>
  RULE_IDS.filter((id) => faulty(TITLES[id][language])).map((id) => `${id}: ${TITLES[id][language]}`);

/** The letters a language is written in; nothing else but spaces and its own punctuation may stand in a title. */
const WRITTEN: Record<Language, RegExp> = {
  // Letters and vowel marks, without tatweel (U+0640) and presentation forms.
  ar: /^[\u0621-\u063a\u0641-\u0652 ،؛]+\.$/,
  zh: /^[\u4e00-\u9fff，、；]+。$/,
  en: /^[A-Z][A-Za-z ,;:’-]+\.$/,
  fr: /^[A-ZÉ][A-Za-zàâçèéêëîïôûùœÉ ,;:’\u00a0\u202f-]+\.$/,
  ru: /^[А-ЯЁ][А-Яа-яЁё ,;:—]+\.$/,
  es: /^[A-ZÁÉ][A-Za-záéíñóúüÁÉ ,;:]+\.$/,
};

/** One rendering of each term that names a thing of the system, wherever the English has it (data/terms.json). */
const TERMS: Record<string, Record<Language, RegExp>> = {
  'root key': {
    ar: /(?:ال|ل)مفتاح الجذر|مفتاحه الجذر/,
    zh: /根密钥/,
    en: /root key/,
    fr: /clé racine/,
    ru: /корнев(?:ой|ого|ым) ключ/i,
    es: /clave raíz/,
  },
  'point of contact': {
    ar: /جه(?:ة|ات) (?:ال)?اتصال/,
    zh: /联络点/,
    en: /points? of contact/i,
    fr: /points? de contact/,
    ru: /контактн\S+ пункт/i,
    es: /puntos? de contacto/,
  },
  'duty roster': {
    ar: /جدول المناوبة/,
    zh: /值班表/,
    en: /duty roster/,
    fr: /tableau de permanence/,
    ru: /график дежурств/,
    es: /cuadro de guardias/,
  },
  host: {
    ar: /الجهة المستضيفة للنظام/,
    zh: /托管方/,
    en: /\bhost\b/,
    fr: /hébergeur/,
    ru: /оператор системы/i,
    es: /entidad que aloja el sistema/,
  },
  session: {
    ar: /جلسة (?:ال)?دخول إلى النظام/,
    zh: /会话/,
    en: /session/,
    fr: /session de connexion/,
    ru: /сеанс/,
    es: /sesión de usuario/,
  },
  threshold: { ar: /العتبة/, zh: /门槛/, en: /threshold/, fr: /seuil/, ru: /порог/, es: /umbral/ },
  checkpoint: {
    ar: /نقطة تحقق/,
    zh: /检查点/,
    en: /checkpoint/,
    fr: /point de contrôle/,
    ru: /контрольная точка/,
    es: /punto de control/,
  },
  thread: {
    ar: /سلسلة الرسائل/,
    zh: /消息串/,
    en: /thread/,
    fr: /fil de discussion/,
    ru: /цепочке сообщений/,
    es: /hilo de mensajes/,
  },
};

test('gives every rule a title in the six official languages, in their order', () => {
  expect(Object.keys(TITLES)).toEqual([...RULE_IDS]);
  for (const id of RULE_IDS) expect(Object.keys(TITLES[id]), id).toEqual([...LANGUAGES]);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('uses the letters and punctuation of the language, and ends the sentence', () => {
    expect(faults(language, (title) => !WRITTEN[language].test(title))).toEqual([]);
  });

  test('has no space at an end and no two in a row', () => {
    expect(faults(language, (title) => title !== title.trim() || /\s\s/.test(title))).toEqual([]);
  });

  test('says something different for every rule', () => {
    expect(new Set(RULE_IDS.map((id) => TITLES[id][language])).size).toBe(RULE_IDS.length);
  });

  test.each(Object.keys(TERMS))('says “%s” in one way, where the English has it and nowhere else', (term) => {
    const where = (l: Language) => RULE_IDS.filter((id) => TERMS[term]![l].test(TITLES[id][l]));
    expect(where('en')).not.toEqual([]);
    expect(where(language)).toEqual(where('en'));
  });
});

test('puts a no-break space before a French colon, and a narrow one before a semicolon', () => {
  expect(faults('fr', (title) => /[^\u00a0]:|[^\u202f];|[\u00a0\u202f][^:;]/.test(title))).toEqual([]);
});

test('writes the Russian ё where the dictionary has it', () => {
  const withoutDots = /ключенн|деленн|ведет|(?:^|[ (])(?:ее|нем|нее|еще|все)(?=[ ,.;:)])/;
  expect(withoutDots.test('список, включенный в реестр')).toBe(true);
  expect(faults('ru', (title) => withoutDots.test(title))).toEqual([]);
});

test('gives a body its own languages only, in a book that the catalogue accepts', () => {
  const book = shippedRules(['ar', 'fr']);
  expect(ruleBook.safeParse(book).success).toBe(true);
  expect(ruleBook.safeParse(shippedRules(LANGUAGES)).success).toBe(true);
  const { ar, fr } = TITLES['people.own-people'];
  expect(book.rules['people.own-people']!.title).toEqual({ ar, fr });
});

test('ships three ways to decide, each of which the catalogue accepts', () => {
  for (const set of ['assembly', 'strict', 'regional'] as const) {
    const { decisions } = ruleBook.parse(shippedRules(LANGUAGES, set));
    expect(decisions!.methods.substance, set).toBe('consensus');
  }
  expect(shippedRules(['ar', 'fr']).decisions!.languages).toEqual(['ar', 'fr']);
  expect(shippedRules(['pt']).decisions!.languages).toEqual(['pt']);
  expect(decisionRules.safeParse(DEFAULT_DECISIONS).success).toBe(true);
});

test('gives a body with none of these languages the English titles', () => {
  expect(shippedRules(['pt']).rules['record.clock']!.title).toEqual({ en: TITLES['record.clock'].en });
});
