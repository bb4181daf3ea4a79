import { expect, test } from 'vitest';
import { noticeWords } from './notice-texts.ts';

const WORDS = {
  ar: 'تمرين',
  zh: '演练',
  en: 'EXERCISE',
  fr: 'EXERCICE',
  ru: 'УЧЕНИЕ',
  es: 'EJERCICIO',
} as const;
const LANGUAGES = Object.keys(WORDS) as (keyof typeof WORDS)[];

test.each(LANGUAGES)(
  'A notice of an exercise says so first and last in %s; one of what is real never does',
  (tag) => {
    for (const what of ['waiting', 'overdue'] as const) {
      const drill = noticeWords({ what, exercise: true }, tag, 'con_a', 'https://body.example');
      const real = noticeWords({ what, exercise: false }, tag, 'con_a', 'https://body.example');
      expect(drill.subject.startsWith(WORDS[tag])).toBe(true);
      expect(drill.subject.endsWith(real.subject)).toBe(true);
      expect(drill.text.startsWith(WORDS[tag])).toBe(true);
      expect(drill.text.trimEnd().endsWith(WORDS[tag])).toBe(true);
      expect(drill.text).toContain(real.text);
      expect(`${real.subject}${real.text}`).not.toContain(WORDS[tag]);
    }
  },
);
