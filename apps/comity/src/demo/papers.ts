/**
 * What the registry of the demonstration holds beside the archive: placeholders about the working methods of a
 * fictitious exercise. Nothing in them is the position of anybody.
 */

type SixLanguages = Readonly<Record<'ar' | 'zh' | 'en' | 'fr' | 'ru' | 'es', string>>;

export const DRAFT: { readonly titles: SixLanguages; readonly texts: SixLanguages } = {
  titles: {
    ar: 'عناصر لأساليب عمل تمرين خيالي',
    zh: '一次虚构演练工作方法的要点',
    en: 'Elements for the working methods of a fictitious exercise',
    fr: 'Éléments relatifs aux méthodes de travail d’un exercice fictif',
    ru: 'Элементы методов работы вымышленного учения',
    es: 'Elementos para los métodos de trabajo de un ejercicio ficticio',
  },
  texts: {
    ar: 'نص للعرض التجريبي. يُجرى التمرين في جزأين. ويُحدد ترتيب المتكلمين بالقرعة.\n',
    zh: '演示用文本。演练分两部分进行。发言次序由抽签决定。\n',
    en: 'Text for the demonstration. The exercise has two parts. The order of speakers is drawn by lot.\n',
    fr: 'Texte de démonstration. L’exercice comporte deux parties. L’ordre des orateurs est tiré au sort.\n',
    ru: 'Текст для демонстрации. Учение состоит из двух частей. Порядок выступлений определяется жребием.\n',
    es: 'Texto de demostración. El ejercicio consta de dos partes. El orden de los oradores se decide por sorteo.\n',
  },
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
