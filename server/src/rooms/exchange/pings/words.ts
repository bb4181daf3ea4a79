import type { NoticeLanguage } from '../../directory/index.ts';
import { inGroups } from '../codes.ts';

interface Mail {
  readonly subject: string;
  readonly lines: (place: string, code: string, ends: string) => readonly string[];
}

/** A plain mail: that the address is tried, where it is confirmed, by which code, until when. Nothing else. */
const MAILS: Readonly<Record<NoticeLanguage, Mail>> = {
  ar: {
    subject: 'اختبار اتصال: يُرجى التأكيد مرة واحدة',
    lines: (o, c, e) => [
      'هذا اختبار لمعرفة ما إذا كانت الرسائل الموجهة إلى هذا العنوان تصل. ليس هناك أي حادث.',
      'افتحوا هذه الصفحة واضغطوا الزر الوحيد فيها مرة واحدة:',
      ...[o, '', `أو أدخلوا هذا الرمز في صفحة الرد أو في سطر الأوامر: ${c}`, `آخر موعد: ${e}`],
    ],
  },
  zh: {
    subject: '通信测试：请确认一次',
    lines: (o, c, e) => [
      '本邮件用于测试此地址能否收到消息。没有发生任何事件。',
      '请打开以下网页，按一次页面上唯一的按钮：',
      ...[o, '', `也可在答复页面或命令行中输入代码：${c}`, `截止时间：${e}`],
    ],
  },
  en: {
    subject: 'A test of this address: please confirm once',
    lines: (o, c, e) => [
      'This is a test of whether what is sent to this address arrives. There is no incident.',
      'Open this page and press its one button, once:',
      ...[o, '', `Or give this code on the page for answers, or to the command: ${c}`, `Until ${e}.`],
    ],
  },
  fr: {
    subject: 'Test de cette adresse\u00a0: veuillez confirmer une fois',
    lines: (o, c, e) => [
      'Ceci est un test visant à savoir si ce qui est envoyé à cette adresse arrive. Il n’y a aucun incident.',
      'Ouvrez cette page et appuyez une fois sur son unique bouton\u00a0:',
      ...[
        o,
        '',
        `Ou donnez ce code sur la page des réponses, ou à la commande\u00a0: ${c}`,
        `Jusqu’au ${e}.`,
      ],
    ],
  },
  ru: {
    subject: 'Проверка этого адреса: просьба подтвердить один раз',
    lines: (o, c, e) => [
      'Проверяется, доходят ли сообщения до этого адреса. Никакого инцидента нет.',
      'Откройте эту страницу и один раз нажмите на ней единственную кнопку:',
      ...[o, '', `Либо введите этот код на странице ответов или в команде: ${c}`, `До ${e}.`],
    ],
  },
  es: {
    subject: 'Prueba de esta dirección: sírvase confirmar una vez',
    lines: (o, c, e) => [
      'Esta es una prueba para saber si lo que se envía a esta dirección llega. No hay ningún incidente.',
      'Abra esta página y pulse una vez su único botón:',
      ...[o, '', `O dé este código en la página de respuestas o a la orden: ${c}`, `Hasta el ${e}.`],
    ],
  },
};

export function mailWords(
  language: NoticeLanguage,
  { place, code, ends }: { readonly place: string; readonly code: string; readonly ends: Date },
) {
  const { subject, lines } = MAILS[language];
  const until = `${ends.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { subject, text: `${lines(place, inGroups(code), until).join('\n')}\n` };
}

/** What an officer says on the telephone, word for word, and repeats the code once. */
const SCRIPTS: Readonly<Record<NoticeLanguage, (body: string, code: string) => string>> = {
  ar: (b, c) =>
    `السلام عليكم. أتصل من أمانة ${b} لاختبار رقم جهة الاتصال هذا. ليس هناك أي حادث. هل يمكنكم تدوين رمز؟ ${c}. أكرر: ${c}. يُرجى إدخاله في صفحة الرد. شكراً.`,
  zh: (b, c) =>
    `您好。这里是${b}秘书处，来电测试本联络点的电话号码。没有发生任何事件。请记下一个代码：${c}。我再说一遍：${c}。请在答复页面输入。谢谢。`,
  en: (b, c) =>
    `Good day. I am calling from the secretariat of ${b} to test the number of this point of contact. There is no incident. Can you write down a code? ${c}. I repeat: ${c}. Please give it on the page for answers. Thank you.`,
  fr: (b, c) =>
    `Bonjour. J’appelle du secrétariat de ${b} pour tester le numéro de ce point de contact. Il n’y a aucun incident. Pouvez-vous noter un code\u202f? ${c}. Je répète\u00a0: ${c}. Veuillez le donner sur la page des réponses. Merci.`,
  ru: (b, c) =>
    `Здравствуйте. Звонят из секретариата: ${b}. Проверяется номер этого контактного пункта. Никакого инцидента нет. Можете записать код? ${c}. Повторяю: ${c}. Просьба ввести его на странице ответов. Спасибо.`,
  es: (b, c) =>
    `Buenos días. Llamo de la secretaría de ${b} para probar el número de este punto de contacto. No hay ningún incidente. ¿Puede anotar un código? ${c}. Repito: ${c}. Le ruego que lo dé en la página de respuestas. Gracias.`,
};

export const scriptWords = (language: NoticeLanguage, body: string, code: string): string =>
  SCRIPTS[language](body, code);
