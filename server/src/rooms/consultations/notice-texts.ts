import type { NoticeLanguage } from '../directory/index.ts';

interface Words {
  readonly subject: string;
  readonly text: (contact: string, origin: string) => string;
}

const WORDS: Readonly<Record<NoticeLanguage, Words>> = {
  ar: {
    subject: 'مشاورات غير رسمية: رسالة جديدة',
    text: (c, o) =>
      `توجد رسالة مختومة لجهة الاتصال ${c} في مشاورات غير رسمية غير مدرجة في السجل.\nافتحها بمفتاحك على العنوان ${o}.\n`,
  },
  zh: {
    subject: '非正式磋商有新内容',
    text: (c, o) =>
      `有一条加密内容等待联络点${c}查阅，属于不列入记录的非正式磋商。\n请在${o}用本国密钥打开。\n`,
  },
  en: {
    subject: 'Something new in informal consultations',
    text: (c, o) =>
      `Something sealed waits for the contact ${c} in informal consultations, off the record.\nOpen it with your own key at ${o}.\n`,
  },
  fr: {
    subject: 'Du nouveau dans des consultations officieuses',
    text: (c, o) =>
      `Un élément scellé attend le point de contact ${c} dans des consultations officieuses, hors registre.\nOuvrez-le avec votre propre clé à l’adresse ${o}.\n`,
  },
  ru: {
    subject: 'Новое в неофициальных консультациях',
    text: (c, o) =>
      `Контактный пункт ${c} ожидает запечатанное сообщение в неофициальных консультациях, не заносимых в реестр.\nОткройте его собственным ключом по адресу ${o}.\n`,
  },
  es: {
    subject: 'Novedades en consultas oficiosas',
    text: (c, o) =>
      `Un elemento sellado espera al punto de contacto ${c} en consultas oficiosas, que no constan en el registro.\nÁbralo con su propia clave en ${o}.\n`,
  },
};

/** Subject and text of a notice, in one language. */
export function consultationWords(language: NoticeLanguage, contact: string, origin: string) {
  const { subject, text } = WORDS[language];
  return { subject, text: text(contact, `${origin}/consultations`) };
}
