/** Languages written from right to left, by their primary tag, as far as bodies of States have met them. */
const RIGHT_TO_LEFT = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'ks',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
]);

/** The direction of a language by its tag; a script in the tag (`pa-Arab`, `az-Latn`) decides. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [primary = '', ...subtags] = language.split('-');
  const script = subtags.find((tag) => tag.length === 4);
  if (script) return /^(?:arab|hebr|syrc|thaa|nkoo)$/i.test(script) ? 'rtl' : 'ltr';
  return RIGHT_TO_LEFT.has(primary) ? 'rtl' : 'ltr';
}
