import * as z from 'zod/mini';
import { count, inLanguages, slug } from '../formats.ts';

const PLACES = /\{(?:organ|session|year|serial)\}/g;
const LITERAL = /^[A-Za-z0-9./()-]*$/;
const isPattern = (text: string) =>
  LITERAL.test(text.replace(PLACES, '')) && text.split('{serial}').length === 2;

/** `{organ}/{year}/CRP.{serial}`: letters, digits, points, slashes, and places; `{serial}` once. */
const pattern = z.string().check(z.maxLength(60), z.refine(isPattern, 'not a pattern of symbols'));
/** `/Rev.{n}`: what follows the symbol of a work, with one slash at its beginning and one number at its end. */
const suffix = z.string().check(z.regex(/^\/[A-Za-z.]{1,12}\{n\}$/, 'not a suffix of symbols'));

/** Classes of documents, by the short name that acts use. */
export const documentSeries = z.strictObject({ class: slug, names: inLanguages(80), pattern });
export type DocumentSeries = z.infer<typeof documentSeries>;

/**
 * What a body adopts about its documents, with its rules: classes and how they are cited, what a word costs, how long
 * written inputs are taken. A rule book without it has `DOCUMENT_RULES`. How documents circulate before a decision,
 * the section `decisions` says.
 */
export const documentRules = z.strictObject({
  series: z.array(documentSeries).check(
    z.maxLength(60),
    z.refine((all) => new Set(all.map((s) => s.class)).size === all.length, 'a class stands twice'),
  ),
  suffixes: z.strictObject({ revision: suffix, addendum: suffix, corrigendum: suffix }),
  /** What a thousand words cost in one language, in hundredths of the currency: for estimates only. */
  wordRate: z.strictObject({ currency: z.string().check(z.regex(/^[A-Z]{3}$/)), perThousand: count }),
  /** The shortest time for written inputs, in seconds. */
  inputTime: count,
  /** The longest time for which files may be kept from the public, in seconds; without it `EMBARGO_TIME`. */
  embargoTime: z.optional(count),
});
export type DocumentRules = z.infer<typeof documentRules>;

const series = (name: string, pattern: string, names: Record<string, string>): DocumentSeries => ({
  class: name,
  pattern,
  names,
});

/** What holds where the rules of a body say nothing of documents. Every number here is a default to be changed. */
export const DOCUMENT_RULES: DocumentRules = {
  series: [
    series('document', '{organ}/{year}/{serial}', {
      ar: 'وثيقة',
      zh: '文件',
      en: 'Document',
      fr: 'Document',
      ru: 'Документ',
      es: 'Documento',
    }),
    series('limited', '{organ}/{year}/L.{serial}', {
      ar: 'وثيقة محدودة التوزيع',
      zh: '限制分发文件',
      en: 'Document for limited distribution',
      fr: 'Document à distribution limitée',
      ru: 'Документ ограниченного распространения',
      es: 'Documento de distribución limitada',
    }),
    series('conference-room-paper', '{organ}/{year}/CRP.{serial}', {
      ar: 'ورقة غرفة اجتماعات',
      zh: '会议室文件',
      en: 'Conference room paper',
      fr: 'Document de séance',
      ru: 'Документ зала заседаний',
      es: 'Documento de sesión',
    }),
    series('working-paper', '{organ}/{year}/WP.{serial}', {
      ar: 'ورقة عمل',
      zh: '工作文件',
      en: 'Working paper',
      fr: 'Document de travail',
      ru: 'Рабочий документ',
      es: 'Documento de trabajo',
    }),
    series('information', '{organ}/{year}/INF/{serial}', {
      ar: 'وثيقة إعلامية',
      zh: '资料文件',
      en: 'Information document',
      fr: 'Document d’information',
      ru: 'Информационный документ',
      es: 'Documento informativo',
    }),
  ],
  suffixes: { revision: '/Rev.{n}', addendum: '/Add.{n}', corrigendum: '/Corr.{n}' },
  wordRate: { currency: 'USD', perThousand: 30_000 },
  inputTime: 604_800,
};

/** Thirty days: a default to be changed. */
export const EMBARGO_TIME = 2_592_000;

/** What these rules say of documents. */
export const documentRulesOf = (book: { readonly documents?: DocumentRules | undefined }): DocumentRules =>
  book.documents ?? DOCUMENT_RULES;
