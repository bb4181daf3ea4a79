import type { noticeLanguage } from '../../directory/index.ts';
import type { Rung } from './rules.ts';

type Language = ReturnType<typeof noticeLanguage>;
/** The contact, and where it is opened. Nothing of the message stands in a notice, nor who sent it. */
type Text = (contact: string, origin: string) => string;

const SUBJECT: Readonly<Record<Language, string>> = {
  ar: 'رسالة مختومة لم يُشعَر باستلامها',
  zh: '一条加封消息尚未确认收悉',
  en: 'A sealed message is not acknowledged',
  fr: 'Un message scellé reste sans accusé de réception',
  ru: 'Получение запечатанного сообщения не подтверждено',
  es: 'Un mensaje sellado sigue sin acuse de recibo',
};

const AS: Readonly<Record<Exclude<Rung, 'duty'>, Readonly<Record<Language, string>>>> = {
  alternate: {
    ar: 'تتلقون هذا الإشعار بصفتكم الجهة البديلة.',
    zh: '您作为替代联络点收到本通知。',
    en: 'You are told as its alternate.',
    fr: 'Vous êtes averti en qualité de suppléant.',
    ru: 'Вы извещаетесь как замещающий контактный пункт.',
    es: 'Se le avisa en calidad de suplente.',
  },
  diplomatic: {
    ar: 'تتلقون هذا الإشعار بصفتكم جهة الاتصال الدبلوماسية.',
    zh: '您作为外交联络点收到本通知。',
    en: 'You are told as the diplomatic point of contact.',
    fr: 'Vous êtes averti en qualité de point de contact diplomatique.',
    ru: 'Вы извещаетесь как дипломатический контактный пункт.',
    es: 'Se le avisa en calidad de punto de contacto diplomático.',
  },
  mission: {
    ar: 'تتلقون هذا الإشعار بصفتكم بعثة الدولة.',
    zh: '您作为该国代表团收到本通知。',
    en: 'You are told as the mission of the State.',
    fr: 'Vous êtes averti en qualité de mission de l’État.',
    ru: 'Вы извещаетесь как представительство государства.',
    es: 'Se le avisa en calidad de misión del Estado.',
  },
};

const TEXT: Readonly<Record<Language, Text>> = {
  ar: (c, o) =>
    `رسالة مختومة موجهة إلى جهة الاتصال ${c} لم يُشعَر باستلامها بعد.\nيُرجى العمل على أن يفتحها المناوب على ${o}.\nلا يتضمن هذا الإشعار شيئا من محتواها.\n`,
  zh: (c, o) =>
    `发给联络点${c}的一条加封消息尚未确认收悉。\n请安排值班人员在 ${o} 打开。\n本通知不含消息内容。\n`,
  en: (c, o) =>
    `A sealed message for the point of contact ${c} has not been acknowledged yet.\nPlease see to it that whoever is on duty opens it at ${o}.\nThis notice holds nothing of its content.\n`,
  fr: (c, o) =>
    `Un message scellé destiné au point de contact ${c} n’a pas encore fait l’objet d’un accusé de réception.\nVeuillez faire en sorte que la personne de permanence l’ouvre à l’adresse ${o}.\nLe présent avis ne contient rien de son contenu.\n`,
  ru: (c, o) =>
    `Получение запечатанного сообщения для контактного пункта ${c} ещё не подтверждено.\nПросьба обеспечить, чтобы дежурный открыл его по адресу ${o}.\nЭто уведомление не содержит ничего из его текста.\n`,
  es: (c, o) =>
    `Aún no se ha acusado recibo de un mensaje sellado destinado al punto de contacto ${c}.\nSe ruega procurar que quien esté de guardia lo abra en ${o}.\nEste aviso no contiene nada de su contenido.\n`,
};

/** Subject and text of what a rung is told, in one language. */
export const wakingWords = (rung: Rung, language: Language, contact: string, origin: string) => ({
  subject: SUBJECT[language],
  text: `${TEXT[language](contact, origin)}${rung === 'duty' ? '' : `${AS[rung][language]}\n`}`,
});
