/** How a language is named in itself, which way it runs, and which locale formats its dates and numbers. */
export interface Language {
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  readonly locale: string;
}

/** Languages that need saying; any other is shown by its tag, left to right. A body may use what it likes. */
const KNOWN: Readonly<Record<string, Language>> = {
  ar: { name: 'العربية', dir: 'rtl', locale: 'ar-u-nu-latn' },
  zh: { name: '中文', dir: 'ltr', locale: 'zh-Hans' },
  en: { name: 'English', dir: 'ltr', locale: 'en-GB' },
  fr: { name: 'Français', dir: 'ltr', locale: 'fr' },
  ru: { name: 'Русский', dir: 'ltr', locale: 'ru' },
  es: { name: 'Español', dir: 'ltr', locale: 'es' },
  pt: { name: 'Português', dir: 'ltr', locale: 'pt' },
};

export const languageOf = (tag: string): Language =>
  Object.hasOwn(KNOWN, tag) ? KNOWN[tag]! : { name: tag, dir: 'ltr', locale: tag };

/** The first of the body's languages that the reader's browser asks for, else the first of the body's. */
export function chooseLanguage(header: string | null, offered: readonly string[]): string {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q = ''] = part.trim().split(';q=');
      return { tag: tag.toLowerCase().split('-')[0]!, q: q ? Number(q) : 1 };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  const found = wanted.find(({ tag }) => offered.includes(tag));
  return found?.tag ?? (offered.includes('en') ? 'en' : offered[0]!);
}
