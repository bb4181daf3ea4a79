import { inSix, MESSAGE_FIELDS, type Six } from './messagefields.ts';
import type { MessageRules } from './messagerules.ts';

type MessageType = MessageRules['types'][number];
const type = (
  name: string,
  fields: readonly string[],
  names: Six,
  means: Six,
  more: Pick<Partial<MessageType>, 'answersOnly' | 'answers' | 'exercise'> = {},
): MessageType => ({ type: name, fields: [...fields], names: inSix(names), means: inSix(means), ...more });

const ASKING = ['asked', 'incident', 'severity', 'reply-in'];
/** What there is to acknowledge: neither an acknowledgement nor the end of an exchange. */
const ACKNOWLEDGED = [
  ...['clarification', 'easing-of-tension', 'exercise-inject', 'notification', 'ping', 'reply'],
  ...['request-for-assistance', 'request-for-information'],
];

const TYPES: MessageRules['types'] = [
  type(
    'notification',
    ['incident', 'severity', 'reply-in'],
    ['إخطار', '通报', 'Notification', 'Notification', 'Уведомление', 'Notificación'],
    [
      'يلفت المرسل الانتباه إلى حادث أو نشاط متصل بتكنولوجيا المعلومات والاتصالات.',
      '发件方提请注意一起信通技术事件或活动。',
      'The sender draws attention to an ICT incident or activity.',
      'L’expéditeur appelle l’attention sur un incident ou une activité informatique.',
      'Отправитель обращает внимание на инцидент или деятельность в сфере ИКТ.',
      'El remitente señala un incidente o una actividad relacionados con las TIC.',
    ],
  ),
  type(
    'request-for-information',
    ASKING,
    [
      'طلب معلومات',
      '信息请求',
      'Request for information',
      'Demande d’informations',
      'Запрос информации',
      'Solicitud de información',
    ],
    [
      'يطلب المرسل معلومات.',
      '发件方请求提供信息。',
      'The sender asks for information.',
      'L’expéditeur demande des informations.',
      'Отправитель просит предоставить информацию.',
      'El remitente solicita información.',
    ],
  ),
  type(
    'request-for-assistance',
    ASKING,
    [
      'طلب مساعدة',
      '援助请求',
      'Request for assistance',
      'Demande d’assistance',
      'Просьба о помощи',
      'Solicitud de asistencia',
    ],
    [
      'يطلب المرسل مساعدة.',
      '发件方请求援助。',
      'The sender asks for assistance.',
      'L’expéditeur demande une assistance.',
      'Отправитель просит о помощи.',
      'El remitente solicita asistencia.',
    ],
  ),
  type(
    'clarification',
    ['incident', 'reply-in'],
    ['توضيح', '澄清', 'Clarification', 'Éclaircissement', 'Разъяснение', 'Aclaración'],
    [
      'يوضح المرسل مسألة ما أو يطلب توضيحها.',
      '发件方作出或请求澄清。',
      'The sender gives or seeks a clarification.',
      'L’expéditeur apporte ou demande un éclaircissement.',
      'Отправитель даёт или запрашивает разъяснение.',
      'El remitente ofrece o pide una aclaración.',
    ],
  ),
  type(
    'easing-of-tension',
    ['incident', 'reply-in'],
    [
      'تخفيف حدة التوتر',
      '缓和紧张局势',
      'Easing of tension',
      'Apaisement des tensions',
      'Ослабление напряжённости',
      'Distensión',
    ],
    [
      'يكتب المرسل لتخفيف حدة التوتر ومنع سوء الفهم.',
      '发件方发送此消息，旨在缓和紧张局势，避免误解。',
      'The sender writes to ease tension and prevent misunderstanding.',
      'L’expéditeur écrit pour apaiser les tensions et prévenir les malentendus.',
      'Цель сообщения — ослабить напряжённость и предотвратить недопонимание.',
      'El remitente escribe para reducir la tensión y evitar malentendidos.',
    ],
  ),
  type(
    'reply',
    ['incident', 'reply-in'],
    ['رد', '答复', 'Reply', 'Réponse', 'Ответ', 'Respuesta'],
    [
      'يرد المرسل على رسالة سابقة.',
      '发件方答复先前的消息。',
      'The sender replies to an earlier message.',
      'L’expéditeur répond à un message antérieur.',
      'Отправитель отвечает на предыдущее сообщение.',
      'El remitente responde a un mensaje anterior.',
    ],
    { answersOnly: true },
  ),
  type(
    'acknowledgement',
    ['reply-in'],
    [
      'إشعار بالاستلام',
      '收悉确认',
      'Acknowledgement',
      'Accusé de réception',
      'Подтверждение получения',
      'Acuse de recibo',
    ],
    [
      'يرسل المرسل إشعارا باستلام رسالة.',
      '发件方确认收悉一条消息。',
      'The sender acknowledges receipt of a message.',
      'L’expéditeur accuse réception d’un message.',
      'Отправитель подтверждает получение сообщения.',
      'El remitente acusa recibo de un mensaje.',
    ],
    { answersOnly: true, answers: ACKNOWLEDGED },
  ),
  type(
    'closing',
    [],
    ['اختتام', '结束', 'Closing', 'Clôture', 'Завершение обмена', 'Cierre'],
    [
      'يرى المرسل أن هذا التبادل قد انتهى. ولا يُبتّ بذلك في أي مسألة.',
      '发件方认为本次交流已结束。此举不对任何问题作出定论。',
      'The sender considers this exchange ended. Nothing is settled by it.',
      'L’expéditeur considère que cet échange est terminé. Rien n’est tranché pour autant.',
      'Отправитель считает этот обмен завершённым. Тем самым ничто не решено по существу.',
      'El remitente da por terminado este intercambio. Ello no dirime cuestión alguna.',
    ],
    { answersOnly: true },
  ),
  type(
    'ping',
    [],
    [
      'اختبار الاتصال',
      '通信测试',
      'Communication check',
      'Test de communication',
      'Проверка связи',
      'Prueba de comunicación',
    ],
    [
      'يختبر المرسل سلامة الاتصال. ولا يبلَّغ عن أي حادث.',
      '发件方测试通信是否畅通。未通报任何事件。',
      'The sender checks that communication works. No incident is reported.',
      'L’expéditeur vérifie que la communication fonctionne. Aucun incident n’est signalé.',
      'Отправитель проверяет связь. Об инциденте не сообщается.',
      'El remitente comprueba que la comunicación funciona. No se comunica ningún incidente.',
    ],
  ),
  type(
    'exercise-inject',
    ASKING,
    [
      'مُدخل التمرين',
      '演练情况注入',
      'Exercise inject',
      'Stimulus d’exercice',
      'Вводная учения',
      'Estímulo de ejercicio',
    ],
    [
      'حدث متخيَّل لأغراض التمرين.',
      '为演练虚构的情况。',
      'An invented event, for the exercise.',
      'Événement fictif, pour les besoins de l’exercice.',
      'Вымышленное событие для целей учения.',
      'Suceso ficticio, a efectos del ejercicio.',
    ],
    { exercise: true },
  ),
];

/** What holds where the rules of a body say nothing of messages: the types of chapter 9. A default to be changed. */
export const MESSAGE_RULES: MessageRules = { types: TYPES, fields: MESSAGE_FIELDS };

/** What these rules say of messages. */
export const messageRulesOf = (book: { readonly messages?: MessageRules | undefined }): MessageRules =>
  book.messages ?? MESSAGE_RULES;
