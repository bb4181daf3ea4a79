/** The six official languages of the United Nations, in the order the Organization lists them. */
export const OFFICIAL_LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;

export type OfficialLanguage = (typeof OFFICIAL_LANGUAGES)[number];

const isOfficial = (tag: string): tag is OfficialLanguage =>
  (OFFICIAL_LANGUAGES as readonly string[]).includes(tag);

interface Wish {
  readonly language: string;
  readonly weight: number;
}

function readWish(part: string): Wish {
  const [range = '', ...parameters] = part.trim().split(';');
  const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: range.trim().toLowerCase().split('-')[0]!, weight: Math.max(weight || 0, 0) };
}

/** The official language a reader prefers by `Accept-Language` (RFC 9110 section 12.5.4); English if none. */
export function chooseLanguage(acceptLanguage: string | undefined): OfficialLanguage {
  // A header is at most a few dozen ranges; the cut keeps a hostile one cheap.
  const wishes = (acceptLanguage ?? '').slice(0, 500).split(',').map(readWish);
  let best: OfficialLanguage = 'en';
  let weight = 0;
  for (const wish of wishes) {
    if (!isOfficial(wish.language) || wish.weight <= weight) continue;
    best = wish.language;
    weight = wish.weight;
  }
  return best;
}
