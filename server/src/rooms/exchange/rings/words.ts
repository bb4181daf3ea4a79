import type { NoticeLanguage } from '../../directory/index.ts';
import { inGroups } from '../codes.ts';
import type { NoticeKind } from '../notice-texts.ts';

/** Why somebody is rung: a message waits or is late, a number is to be proven, a ping asks for an answer. */
export type RingKind = NoticeKind | 'code' | 'ping';
type Say = (place: string, code: string) => string;

/** One line for a small screen or a voice. Nothing of a message stands in it. */
const WORDS: Readonly<Record<RingKind, Readonly<Record<NoticeLanguage, Say>>>> = {
  waiting: {
    ar: (o) => `رسالة مختومة في الانتظار. افتحوها ببرنامجكم الخاص: ${o}`,
    zh: (o) => `有一条加封消息待阅。请用贵方自己的客户端打开：${o}`,
    en: (o) => `A sealed message is waiting. Open it with your own client: ${o}`,
    fr: (o) => `Un message scellé vous attend. Ouvrez-le avec votre propre client\u00a0: ${o}`,
    ru: (o) => `Вас ожидает запечатанное сообщение. Откройте его собственной программой: ${o}`,
    es: (o) => `Hay un mensaje sellado en espera. Ábralo con su propio cliente: ${o}`,
  },
  overdue: {
    ar: (o) => `انقضى أجل رسالة مختومة دون إشعار بالاستلام. افتحوها ببرنامجكم الخاص: ${o}`,
    zh: (o) => `一条加封消息已过期限，尚未确认收到。请用贵方自己的客户端打开：${o}`,
    en: (o) =>
      `A sealed message has passed its deadline without acknowledgement. Open it with your own client: ${o}`,
    fr: (o) =>
      `Le délai d’un message scellé est écoulé sans accusé de réception. Ouvrez-le avec votre propre client\u00a0: ${o}`,
    ru: (o) =>
      `Срок запечатанного сообщения истёк без подтверждения получения. Откройте его собственной программой: ${o}`,
    es: (o) =>
      `Ha vencido sin acuse de recibo el plazo de un mensaje sellado. Ábralo con su propio cliente: ${o}`,
  },
  code: {
    ar: (o, c) =>
      `الرمز الذي يؤكد أنكم تريدون تلقي تنبيهات ${o} هنا: ${c}. إن لم تطلبوا ذلك فلا حاجة إلى أي إجراء.`,
    zh: (o, c) => `确认在此接收 ${o} 提醒的代码：${c}。如未提出请求，则无需理会。`,
    en: (o, c) => `Code that confirms alerts of ${o} here: ${c}. If you did not ask for it, do nothing.`,
    fr: (o, c) =>
      `Code confirmant les alertes de ${o} ici\u00a0: ${c}. Si vous n’avez rien demandé, ne faites rien.`,
    ru: (o, c) =>
      `Код для подтверждения оповещений ${o} здесь: ${c}. Если вы этого не запрашивали, ничего не делайте.`,
    es: (o, c) => `Código que confirma las alertas de ${o} aquí: ${c}. Si no lo solicitó, no haga nada.`,
  },
  ping: {
    ar: (o, c) => `اختبار اتصال، وليس حادثاً. أكّدوا مرة واحدة على ${o} أو بهذا الرمز: ${c}`,
    zh: (o, c) => `通信测试，并非事件。请在 ${o} 确认一次，或使用代码：${c}`,
    en: (o, c) => `A test of this number, no incident. Confirm once at ${o} or with this code: ${c}`,
    fr: (o, c) =>
      `Test de ce numéro, aucun incident. Confirmez une fois sur ${o} ou avec ce code\u00a0: ${c}`,
    ru: (o, c) => `Проверка связи, не инцидент. Подтвердите один раз на ${o} или этим кодом: ${c}`,
    es: (o, c) =>
      `Prueba de este número, no es un incidente. Confirme una vez en ${o} o con este código: ${c}`,
  },
};

export const ringWords = (
  what: RingKind,
  language: NoticeLanguage,
  { place, code = '' }: { readonly place: string; readonly code?: string },
): string => WORDS[what][language](place, inGroups(code));
