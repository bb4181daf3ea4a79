/**
 * What the registry of the demonstration holds beside the archive: placeholders about the working methods of a
 * fictitious exercise. Nothing in them is the position of anybody.
 */

type SixLanguages = Readonly<Record<'ar' | 'zh' | 'en' | 'fr' | 'ru' | 'es', string>>;

export const DRAFT: {
  readonly titles: SixLanguages;
  readonly texts: SixLanguages;
  /** The English as it stood later: the other languages have to follow. */
  readonly amended: string;
} = {
  titles: {
    ar: 'عناصر لأساليب عمل تمرين خيالي',
    zh: '一次虚构演练工作方法的要点',
    en: 'Elements for the working methods of a fictitious exercise',
    fr: 'Éléments relatifs aux méthodes de travail d’un exercice fictif',
    ru: 'Элементы методов работы вымышленного учения',
    es: 'Elementos para los métodos de trabajo de un ejercicio ficticio',
  },
  texts: {
    ar: 'نص للعرض التجريبي.\n\n1. يُجرى التمرين في جزأين.\n\n2. يُحدد ترتيب المتكلمين بالقرعة.\n',
    zh: '演示用文本。\n\n1. 演练分两部分进行。\n\n2. 发言次序由抽签决定。\n',
    en: 'Text for the demonstration.\n\n1. The exercise has two parts.\n\n2. The order of speakers is drawn by lot.\n',
    fr: 'Texte de démonstration.\n\n1. L’exercice comporte deux parties.\n\n2. L’ordre des orateurs est tiré au sort.\n',
    ru: 'Текст для демонстрации.\n\n1. Учение состоит из двух частей.\n\n2. Порядок выступлений определяется жребием.\n',
    es: 'Texto de demostración.\n\n1. El ejercicio consta de dos partes.\n\n2. El orden de los oradores se decide por sorteo.\n',
  },
  amended:
    'Text for the demonstration.\n\n1. The exercise has two parts.\n\n2. The order of speakers is drawn by lot, anew on each day.\n\n3. A summary is circulated after each part.\n',
};

export const PAPER: { readonly titles: SixLanguages; readonly text: string } = {
  titles: {
    ar: 'ورقة عمل للعرض التجريبي: ترتيب العمل في تمرين خيالي',
    zh: '演示用工作文件：一次虚构演练的工作安排',
    en: 'Working paper for the demonstration: order of work in a fictitious exercise',
    fr: 'Document de travail de démonstration : ordre des travaux d’un exercice fictif',
    ru: 'Рабочий документ для демонстрации: порядок работы вымышленного учения',
    es: 'Documento de trabajo de demostración: orden de los trabajos de un ejercicio ficticio',
  },
  text: 'Placeholder for the demonstration. It says nothing on behalf of anybody. The exercise could begin with a test of the lines.\n',
};

export const TEMPLATE = {
  v: 1 as const,
  items: [
    {
      id: 'order',
      kind: 'question' as const,
      label: '1',
      text: {
        ar: 'بأي ترتيب يُجرى التمرين الخيالي؟',
        zh: '虚构演练应按何种次序进行？',
        en: 'In which order is the fictitious exercise run?',
        fr: 'Dans quel ordre l’exercice fictif se déroule-t-il ?',
        ru: 'В каком порядке проводится вымышленное учение?',
        es: '¿En qué orden se desarrolla el ejercicio ficticio?',
      },
    },
  ],
};
export const ROUND_TITLES: SixLanguages = {
  ar: 'إسهامات خطية للعرض التجريبي',
  zh: '演示用书面意见',
  en: 'Written inputs for the demonstration',
  fr: 'Apports écrits de démonstration',
  ru: 'Письменные соображения для демонстрации',
  es: 'Aportaciones por escrito de demostración',
};
export const ANSWERS = [
  'Placeholder for the demonstration: first the lines, then the messages.',
  'Placeholder for the demonstration: in turn, each part once.',
];
/** A synthesis of the answers of the round that is over: which part of which answer each sentence rests on. */
export const SYNTHESIS = [
  { text: 'One answer would begin with the lines.', answer: 0, part: 'first the lines' },
  { text: 'Another would take each part once, in turn.', answer: 1, part: 'in turn, each part once' },
] as const;

export const MANDATE =
  'Placeholder for the demonstration: the fictitious exercise is held again, and the secretariat reports on it.\n';
