import type { NoticeLanguage } from '../directory/index.ts';

interface Words {
  readonly subject: string;
  readonly text: (contact: string, origin: string) => string;
}

const WORDS: Readonly<Record<NoticeLanguage, Words>> = {
  ar: {
    subject: 'مشاورات غير رسمية: رسالة جديدة',
    text: (c, o) =>
      `توجد رسالة مشفّرة لجهة الاتصال ${c} في مشاورات غير رسمية خارج السجل.\nافتحوها بمفتاحكم الخاص على العنوان ${o}.\n`,
  },
  zh: {
    subject: '非正式磋商有新内容',
    text: (c, o) =>
      `有一条加密内容等待联络点${c}查阅，属于不入记录的非正式磋商。\n请用贵方自己的密钥打开：${o}\n`,
  },
  en: {
    subject: 'Something new in informal consultations',
    text: (c, o) =>
      `Something sealed waits for the contact ${c} in informal consultations, off the record.\nOpen it with your own key at ${o}.\n`,
  },
  fr: {
    subject: 'Du nouveau dans des consultations officieuses',
    text: (c, o) =>
      `Un élément chiffré attend le point de contact ${c} dans des consultations officieuses, hors registre.\nOuvrez-le avec votre propre clé à l’adresse ${o}.\n`,
  },
  ru: {
    subject: 'Новое в неофициальных консультациях',
    text: (c, o) =>
      `Контактный пункт ${c} ожидает зашифрованное сообщение в неофициальных консультациях, вне журнала актов.\nОткройте его своим ключом по адресу ${o}.\n`,
  },
  es: {
    subject: 'Novedades en consultas oficiosas',
    text: (c, o) =>
      `Hay un elemento cifrado en espera para el punto de contacto ${c} en consultas oficiosas, que no constan en el registro.\nÁbralo con su propia clave en ${o}.\n`,
  },
};

/** Subject and text of a notice, in one language. */
export function consultationWords(language: NoticeLanguage, contact: string, origin: string) {
  const { subject, text } = WORDS[language];
  return { subject, text: text(contact, `${origin}/consultations`) };
}
