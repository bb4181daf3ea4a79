import { type Text, toHtml } from '@comity/text';
import {
  compilationHtml,
  compileProposals,
  type NegotiationWords,
  rollingBesideHtml,
  rollingHtml,
  rollingText,
  type Stated,
  sideBySide,
  sidesHtml,
  traceHtml,
  traceStreamlined,
  type ViewOptions,
} from '@comity/text/proposals';

/** What is said beside a text under negotiation, in the six official languages. */
const WORDS: Record<string, Omit<NegotiationWords, 'language'> & { lacks: string }> = {
  ar: {
    deletes: 'تُحذف',
    brings: 'فقرة جديدة',
    moves: 'تُنقل',
    renames: 'يتغير ترقيمها',
    chair: 'الرئيس',
    partly: 'جزئيا',
    lacks: 'غير متاح بهذه اللغة',
  },
  zh: {
    deletes: '删去',
    brings: '新段落',
    moves: '移动',
    renames: '改变编号',
    chair: '主席',
    partly: '部分',
    lacks: '无此语文',
  },
  en: {
    deletes: 'to be deleted',
    brings: 'new paragraph',
    moves: 'to be moved',
    renames: 'to be called otherwise',
    chair: 'Chair',
    partly: 'partly',
    lacks: 'not in this language',
  },
  fr: {
    deletes: 'à supprimer',
    brings: 'nouveau paragraphe',
    moves: 'à déplacer',
    renames: 'à renuméroter',
    chair: 'Présidence',
    partly: 'en partie',
    lacks: 'absent dans cette langue',
  },
  ru: {
    deletes: 'исключить',
    brings: 'новый пункт',
    moves: 'переместить',
    renames: 'изменить обозначение',
    chair: 'Председатель',
    partly: 'частично',
    lacks: 'на этом языке отсутствует',
  },
  es: {
    deletes: 'suprímase',
    brings: 'nuevo párrafo',
    moves: 'trasládese',
    renames: 'cámbiese la numeración',
    chair: 'Presidencia',
    partly: 'en parte',
    lacks: 'no está en este idioma',
  },
};

/** The words of a language; English where there are none. */
const wordsIn = (language: string) => {
  const known = Object.hasOwn(WORDS, language) ? language : 'en';
  return { language: known, ...WORDS[known]! };
};

export interface Showing {
  readonly text: Text;
  readonly stated: readonly Stated[];
  /** Names of those behind a proposal, in the language of what is said beside the text. */
  readonly names: (proposal: string) => readonly string[];
  readonly words: string;
}
export interface Shown {
  readonly html: string;
  readonly data: Record<string, unknown>;
}

const optionsOf = ({ names, words }: Showing): ViewOptions => ({ names, words: wordsIn(words), level: 2 });

/** With another version beside it, where one is given. */
export function showRolling(showing: Showing, beside?: Text): Shown {
  const rolling = rollingText(showing.text, showing.stated);
  const options = optionsOf(showing);
  const html = beside
    ? rollingBesideHtml(rolling, beside, options, wordsIn(showing.words).lacks)
    : rollingHtml(rolling, options);
  return { html, data: { ...rolling, ...(beside ? { beside } : {}) } };
}

export function showCompilation(showing: Showing): Shown {
  const compilation = compileProposals(showing.text, showing.stated);
  return { html: compilationHtml(compilation, optionsOf(showing)), data: { ...compilation } };
}

export const showClean = (text: Text): Shown => ({
  html: toHtml(text, { level: 2 }),
  data: { text },
});

/** Each change of the text against the version on the table, with the proposals that ask for it. */
export function showStreamlined(showing: Showing, base: Text, streamlined: Text): Shown {
  const paragraphs = traceStreamlined(base, streamlined, showing.stated);
  return { html: traceHtml(base.language, paragraphs, optionsOf(showing)), data: { paragraphs } };
}

export function showSides({ text, words }: Showing, other: Text): Shown {
  const rows = sideBySide(text, other);
  return {
    html: sidesHtml(rows, [text.language, other.language], wordsIn(words).lacks),
    data: { languages: [text.language, other.language], rows },
  };
}
