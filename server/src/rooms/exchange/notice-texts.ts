/** What a contact is told of: that something waits, or that its deadline passed. */
export type NoticeKind = 'waiting' | 'overdue';
type Language = 'ar' | 'zh' | 'en' | 'fr' | 'ru' | 'es';

interface Words {
  readonly subject: string;
  readonly text: (contact: string, origin: string) => string;
}

/** Plain text and no link to press: whoever is on duty knows where to look. Nothing of the message stands in it. */
const WORDS: Readonly<Record<NoticeKind, Readonly<Record<Language, Words>>>> = {
  waiting: {
    ar: {
      subject: 'رسالة مختومة في الانتظار',
      text: (c, o) =>
        `رسالة مختومة في انتظار جهة الاتصال ${c}.\nافتحوها ببرنامجكم الخاص على ${o}.\nلا يتضمن هذا الإشعار شيئاً من محتواها.\n`,
    },
    zh: {
      subject: '有一条加封消息待阅',
      text: (c, o) =>
        `联络点${c}有一条加封消息待阅。\n请用贵方自己的客户端在 ${o} 打开。\n本通知不含消息内容。\n`,
    },
    en: {
      subject: 'A sealed message is waiting',
      text: (c, o) =>
        `A sealed message is waiting for the point of contact ${c}.\nOpen it with your own client at ${o}.\nThis notice holds nothing of its content.\n`,
    },
    fr: {
      subject: 'Un message scellé vous attend',
      text: (c, o) =>
        `Un message scellé attend le point de contact ${c}.\nOuvrez-le avec votre propre client à l’adresse ${o}.\nLe présent avis ne contient rien de son contenu.\n`,
    },
    ru: {
      subject: 'Вас ожидает запечатанное сообщение',
      text: (c, o) =>
        `Контактный пункт ${c} ожидает запечатанное сообщение.\nОткройте его собственной программой по адресу ${o}.\nЭто уведомление не содержит ничего из его текста.\n`,
    },
    es: {
      subject: 'Hay un mensaje sellado en espera',
      text: (c, o) =>
        `Hay un mensaje sellado en espera para el punto de contacto ${c}.\nÁbralo con su propio cliente en ${o}.\nEste aviso no contiene nada de su contenido.\n`,
    },
  },
  overdue: {
    ar: {
      subject: 'رسالة مختومة انقضى أجلها',
      text: (c, o) =>
        `انقضى أجل رسالة مختومة موجهة إلى جهة الاتصال ${c} دون إشعار بالاستلام.\nافتحوها ببرنامجكم الخاص على ${o}.\n`,
    },
    zh: {
      subject: '一条加封消息已过期限',
      text: (c, o) =>
        `发给联络点${c}的一条加封消息已过期限，尚未确认收到。\n请用贵方自己的客户端在 ${o} 打开。\n`,
    },
    en: {
      subject: 'A sealed message has passed its deadline',
      text: (c, o) =>
        `A sealed message for the point of contact ${c} has passed its deadline without acknowledgement.\nOpen it with your own client at ${o}.\n`,
    },
    fr: {
      subject: 'Le délai d’un message scellé est écoulé',
      text: (c, o) =>
        `Le délai d’un message scellé destiné au point de contact ${c} est écoulé sans accusé de réception.\nOuvrez-le avec votre propre client à l’adresse ${o}.\n`,
    },
    ru: {
      subject: 'Срок по запечатанному сообщению истёк',
      text: (c, o) =>
        `Срок по запечатанному сообщению для контактного пункта ${c} истёк без подтверждения получения.\nОткройте его собственной программой по адресу ${o}.\n`,
    },
    es: {
      subject: 'Ha vencido el plazo de un mensaje sellado',
      text: (c, o) =>
        `Ha vencido sin acuse de recibo el plazo de un mensaje sellado para el punto de contacto ${c}.\nÁbralo con su propio cliente en ${o}.\n`,
    },
  },
};

/** What a notice of an exercise begins with, so that a list of mails shows it; and what that means. */
const EXERCISE: Readonly<Record<Language, readonly [word: string, before: string, means: string]>> = {
  ar: ['تمرين', 'تمرين: ', 'هذا تمرين وليس حادثاً حقيقياً.'],
  zh: ['演练', '演练：', '这是演练，并非真实事件。'],
  en: ['EXERCISE', 'EXERCISE: ', 'This is an exercise, not a real incident.'],
  fr: ['EXERCICE', 'EXERCICE\u00a0: ', 'Ceci est un exercice\u00a0: aucun incident réel.'],
  ru: ['УЧЕНИЕ', 'УЧЕНИЕ: ', 'Это учение, а не реальный инцидент.'],
  es: ['EJERCICIO', 'EJERCICIO: ', 'Esto es un ejercicio y no un incidente real.'],
};

/** What is told of, and whether that is of an exercise. */
export interface Told {
  readonly what: NoticeKind;
  readonly exercise: boolean;
}

/** Subject and text of a notice, in one language. */
export function noticeWords({ what, exercise }: Told, language: Language, contact: string, origin: string) {
  const { subject, text } = WORDS[what][language];
  return markedWords({ subject, text: text(contact, origin) }, exercise, language);
}

interface Said {
  readonly subject: string;
  readonly text: string;
}

/** Whatever is told of an exercise says so, first and last. */
export function markedWords(words: Said, exercise: boolean, language: Language): Said {
  if (!exercise) return words;
  const [word, before, means] = EXERCISE[language];
  const line = `${word} · ${word} · ${word}`;
  return { subject: before + words.subject, text: `${line}\n${means}\n\n${words.text}\n${line}\n` };
}

/** A line that somebody is woken by, where it is of an exercise. */
export const markedExercise = (text: string, language: Language): string => EXERCISE[language][1] + text;
