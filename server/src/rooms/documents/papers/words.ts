/** What the pages of a session's documents say. They are read far from this house, so they bring their words along. */
export interface PapersWords {
  title(session: string): string;
  languages: string;
  files: string;
  withdrawn: string;
  embargo(until: string): string;
  made: string;
  none: string;
  check: string;
}

const WORDS: Readonly<Record<string, PapersWords>> = {
  ar: {
    title: (session) => `وثائق الدورة ${session}`,
    languages: 'بلغات أخرى',
    files: 'الملفات',
    withdrawn: 'سُحبت',
    embargo: (until) => `محظور النشر حتى \u2068${until}\u2069`,
    made: 'الملفات المعلَّمة بنجمة أعدّتها الجهة المستضيفة للنظام من النص الصادر؛ وهي ليست مقيّدة في السجل.',
    none: 'لم تصدر بهذه اللغة بعد',
    check: 'للتحقق من صحة الكل قبل الاعتماد عليه، دون اتصال بالشبكة:',
  },
  zh: {
    title: (session) => `第${session}届会议文件`,
    languages: '其他语文',
    files: '数据文件',
    withdrawn: '已撤回',
    embargo: (until) => `禁发期至${until}`,
    made: '标有星号的文件由托管方根据已印发的文本制作，没有载入记录。',
    none: '该语文版本尚未印发',
    check: '使用前可离线核验全部内容：',
  },
  en: {
    title: (session) => `Documents of session ${session}`,
    languages: 'In other languages',
    files: 'Files',
    withdrawn: 'withdrawn',
    embargo: (until) => `under embargo until ${until}`,
    made: 'Files with a star were made by the host from the text that was issued; they are not on the record.',
    none: 'not yet issued in this language',
    check: 'To check the whole before you rely on it, without network:',
  },
  fr: {
    title: (session) => `Documents de la session ${session}`,
    languages: 'Dans d’autres langues',
    files: 'Fichiers',
    withdrawn: 'retiré',
    embargo: (until) => `sous embargo jusqu’au ${until}`,
    made: 'Les fichiers marqués d’un astérisque ont été produits par l’hébergeur à partir du texte paru\u202f; ils ne figurent pas au registre.',
    none: 'pas encore paru dans cette langue',
    check: 'Pour vérifier le tout avant de s’y fier, sans réseau\u00a0:',
  },
  ru: {
    title: (session) => `Документы сессии ${session}`,
    languages: 'На других языках',
    files: 'Файлы',
    withdrawn: 'отозван',
    embargo: (until) => `эмбарго до ${until}`,
    made: 'Файлы со звёздочкой подготовлены оператором системы по выпущенному тексту; в реестр они не внесены.',
    none: 'на этом языке ещё не выпущен',
    check: 'Проверить всё без сети, прежде чем полагаться на это:',
  },
  es: {
    title: (session) => `Documentos del período de sesiones ${session}`,
    languages: 'En otros idiomas',
    files: 'Archivos',
    withdrawn: 'retirado',
    embargo: (until) => `embargado hasta ${until}`,
    made: 'Los archivos con asterisco fueron elaborados por la entidad que aloja el sistema a partir del texto publicado; no constan en el registro.',
    none: 'aún no publicado en este idioma',
    check: 'Para verificar el conjunto sin conexión antes de confiar en él:',
  },
};

/** In English where a body speaks a language for which there are no words yet. */
export const papersWords = (language: string): PapersWords =>
  WORDS[language.split('-')[0]!] ?? (WORDS.en as PapersWords);
