import type { ComparisonWords } from '@comity/text';

/** What stands beside a paragraph that came, went or moved. */
const WORDS: Readonly<Record<string, Omit<ComparisonWords, 'language'>>> = {
  ar: {
    inserted: 'مضافة',
    deleted: 'محذوفة',
    movedFrom: 'منقولة من هنا',
    movedTo: 'منقولة إلى هنا',
  },
  zh: {
    inserted: '增加',
    deleted: '删除',
    movedFrom: '由此移走',
    movedTo: '移至此处',
  },
  en: {
    inserted: 'inserted',
    deleted: 'deleted',
    movedFrom: 'moved from here',
    movedTo: 'moved to here',
  },
  fr: {
    inserted: 'inséré',
    deleted: 'supprimé',
    movedFrom: 'déplacé d’ici',
    movedTo: 'déplacé ici',
  },
  ru: {
    inserted: 'добавлено',
    deleted: 'исключено',
    movedFrom: 'перемещено отсюда',
    movedTo: 'перемещено сюда',
  },
  es: {
    inserted: 'insertado',
    deleted: 'suprimido',
    movedFrom: 'trasladado desde aquí',
    movedTo: 'trasladado aquí',
  },
};

/** In English where there are no words in a language yet. */
export function remarksIn(language: string): ComparisonWords {
  const found = Object.hasOwn(WORDS, language) ? language : 'en';
  return { language: found, ...(WORDS[found] as Omit<ComparisonWords, 'language'>) };
}
