interface Convention {
  languages: readonly string[] | 'all';
  pattern: RegExp;
  why: string;
}

/** What a language never sets in its texts (`locales/README.md`). An argument is U+FFFC. */
const CONVENTIONS: readonly Convention[] = [
  { languages: 'all', pattern: /["']/, why: 'a straight quotation mark or apostrophe' },
  { languages: 'all', pattern: /^\s|\s$| {2}/, why: 'a space too many' },
  {
    languages: ['fr'],
    pattern: /(?<!\u00a0):(?!\/\/)|(?<!\u00a0)»|«(?!\u00a0)/,
    why: 'a colon or « » without U+00A0',
  },
  { languages: ['fr'], pattern: /(?<!\u202f)[;!?]/, why: 'a mark ; ! ? without U+202F before it' },
  {
    languages: ['zh'],
    pattern: /\p{Script=Han} +[\w\uFFFC]|[\w\uFFFC] +\p{Script=Han}/u,
    why: 'a space between Chinese and Latin',
  },
  { languages: ['zh'], pattern: /\p{Script=Han}[,.:;?!()]/u, why: 'half-width punctuation' },
  { languages: ['ar'], pattern: /[,;?]/, why: 'Latin punctuation' },
  { languages: ['ar'], pattern: /[\u0640\ufb50-\ufdff\ufe70-\ufefe]/, why: 'a tatweel or presentation form' },
];

/** What is wrong with the letters of a text in a language. */
export function typographyFlaws(language: string, text: string): string[] {
  return CONVENTIONS.filter(
    ({ languages, pattern }) => (languages === 'all' || languages.includes(language)) && pattern.test(text),
  ).map(({ why }) => why);
}
