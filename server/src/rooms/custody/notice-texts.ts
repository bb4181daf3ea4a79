import type { noticeLanguage } from '../directory/index.ts';

type Language = ReturnType<typeof noticeLanguage>;

/** Something that the contacts of a State are told is overdue, once each time. */
export interface Overdue {
  readonly id: string;
  readonly what: 'drill-due' | 'rotation-due';
  readonly contact: string;
  /** Since when. */
  readonly at: string;
}

interface Words {
  readonly subject: string;
  readonly text: (contact: string, day: string) => string;
}

const WORDS: Readonly<Record<Overdue['what'], Readonly<Record<Language, Words>>>> = {
  'drill-due': {
    ar: {
      subject: 'حان موعد تجربة مفتاح الاسترداد',
      text: (_, d) =>
        `كان من المقرر تجربة مفتاح الاسترداد الخاص بالدولة في ${d}، ولم تُسجَّل أي تجربة.\nيُرجى فتحه برمزه أو بورقتين من أوراقه وقراءة رسالة تجريبية به: فما لا يُفتح اليوم لا يُفتح في أسوأ الأيام.\n`,
    },
    zh: {
      subject: '应试用恢复密钥',
      text: (_, d) =>
        `本国恢复密钥应于${d}试用，但尚无试用记录。\n请用恢复码或其中两张纸打开密钥并阅读测试消息：今天打不开的，最坏的那一天也打不开。\n`,
    },
    en: {
      subject: 'The recovery key wants to be tried',
      text: (_, d) =>
        `The recovery key of your State was to be tried by ${d}, and no drill was noted.\nPlease open it with its code or two of its sheets and read a test message: what does not open today opens nothing on the worst day.\n`,
    },
    fr: {
      subject: 'La clé de récupération est à essayer',
      text: (_, d) =>
        `La clé de récupération de votre État devait être essayée le ${d} au plus tard, et aucun essai n’a été noté.\nVeuillez l’ouvrir avec son code ou deux de ses feuilles et lire un message d’essai : ce qui ne s’ouvre pas aujourd’hui n’ouvrira rien le pire jour.\n`,
    },
    ru: {
      subject: 'Пора опробовать ключ восстановления',
      text: (_, d) =>
        `Ключ восстановления вашего государства следовало опробовать до ${d}; записи об этом нет.\nПросьба открыть его кодом или двумя листами и прочесть проверочное сообщение: что не открывается сегодня, не откроет ничего в худший день.\n`,
    },
    es: {
      subject: 'Toca probar la clave de recuperación',
      text: (_, d) =>
        `La clave de recuperación de su Estado debía probarse a más tardar el ${d} y no consta ninguna prueba.\nSe ruega abrirla con su código o con dos de sus hojas y leer un mensaje de prueba: lo que hoy no se abre no abrirá nada el peor día.\n`,
    },
  },
  'rotation-due': {
    ar: {
      subject: 'حان موعد استبدال مفتاح جهة الاتصال',
      text: (c, d) =>
        `كان من المقرر استبدال مفتاح جهة الاتصال ${c} في ${d} وفق ما حددته الدولة.\nيُرجى إنشاء مفتاح جديد والتصديق عليه، ثم إعادة ختم الرسائل القديمة له قبل إتلاف المفتاح السابق.\n`,
    },
    zh: {
      subject: '应更换联络点的密钥',
      text: (c, d) =>
        `按本国的设置，联络点${c}的密钥应于${d}更换。\n请生成并认证新密钥，为其重新封装旧消息，然后再销毁旧密钥。\n`,
    },
    en: {
      subject: 'The key of a point of contact wants to be replaced',
      text: (c, d) =>
        `By what your State set, the key of the point of contact ${c} was to be replaced by ${d}.\nPlease make and certify a new one, and wrap old messages again for it before the former key is destroyed.\n`,
    },
    fr: {
      subject: 'La clé d’un point de contact est à remplacer',
      text: (c, d) =>
        `Selon ce que votre État a fixé, la clé du point de contact ${c} devait être remplacée le ${d} au plus tard.\nVeuillez en créer et certifier une nouvelle, et resceller pour elle les anciens messages avant de détruire la précédente.\n`,
    },
    ru: {
      subject: 'Пора заменить ключ контактного пункта',
      text: (c, d) =>
        `По установленному вашим государством порядку ключ контактного пункта ${c} следовало заменить до ${d}.\nПросьба создать и удостоверить новый и перезапечатать для него прежние сообщения, прежде чем прежний ключ будет уничтожен.\n`,
    },
    es: {
      subject: 'Toca sustituir la clave de un punto de contacto',
      text: (c, d) =>
        `Según lo fijado por su Estado, la clave del punto de contacto ${c} debía sustituirse a más tardar el ${d}.\nSe ruega crear y certificar una nueva y volver a sellar para ella los mensajes antiguos antes de destruir la anterior.\n`,
    },
  },
};

/** Subject and text of a reminder, in one language. */
export function overdueWords({ what, contact, at }: Overdue, language: Language) {
  const { subject, text } = WORDS[what][language];
  return { subject, text: text(contact, at.slice(0, 10)) };
}
