import { defineErrors } from '../../platform/index.ts';
import { ofPings } from './errors-pings.ts';

export const exchangeError = defineErrors('exchange', {
  'thread-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد سلسلة رسائل كهذه',
      zh: '没有这个消息串',
      en: 'There is no such thread',
      fr: 'Ce fil de discussion n’existe pas',
      ru: 'Такой цепочки сообщений нет',
      es: 'No existe tal hilo de mensajes',
    },
  },
  'ciphertext-size': {
    status: 400,
    title: {
      ar: 'حجم النص المشفّر لا يطابق ما ورد في الإجراء',
      zh: '密文大小与该行为所述不符',
      en: 'The ciphertext does not have the size that the act says',
      fr: 'Le texte chiffré n’a pas la taille indiquée dans l’acte',
      ru: 'Размер шифртекста не совпадает с указанным в акте',
      es: 'El texto cifrado no tiene el tamaño indicado en el acto',
    },
  },
  'too-many-messages': {
    status: 429,
    title: {
      ar: 'رسائل كثيرة جدا في وقت قصير',
      zh: '短时间内消息过多',
      en: 'Too many messages in a short time',
      fr: 'Trop de messages en peu de temps',
      ru: 'Слишком много сообщений за короткое время',
      es: 'Demasiados mensajes en poco tiempo',
    },
  },
  'no-such-contact': {
    status: 404,
    title: {
      ar: 'ليس لدولتكم جهة اتصال كهذه',
      zh: '贵国没有这个联络点',
      en: 'Your State has no such point of contact',
      fr: 'Votre État n’a pas ce point de contact',
      ru: 'У вашего государства нет такого контактного пункта',
      es: 'Su Estado no tiene tal punto de contacto',
    },
  },
  'bad-hours': {
    status: 400,
    title: {
      ar: 'ساعات الهدوء غير صالحة أو المنطقة الزمنية غير معروفة',
      zh: '免打扰时段无效或时区未知',
      en: 'The quiet hours are not valid, or the time zone is not known',
      fr: 'Les heures de silence ne sont pas valables ou le fuseau horaire est inconnu',
      ru: 'Недопустимые часы тишины или неизвестный часовой пояс',
      es: 'Las horas de silencio no son válidas o la zona horaria es desconocida',
    },
  },
  'ladder-longer': {
    status: 400,
    title: {
      ar: 'لا يجوز أن تتجاوز المدد ما اعتمدته الهيئة',
      zh: '时限不得长于本机构通过的时限',
      en: 'These times are longer than those that the body adopted',
      fr: 'Ces délais dépassent ceux que l’organe a adoptés',
      ru: 'Эти сроки длиннее принятых органом',
      es: 'Estos plazos superan los que adoptó el órgano',
    },
  },
  'bad-ladder': {
    status: 400,
    title: {
      ar: 'يجب ألا يسبق أي تنبيه التنبيه الذي قبله',
      zh: '各级通知的时限须依次递增',
      en: 'Each rung comes no sooner than the one before',
      fr: 'Aucun échelon ne peut précéder celui qui vient avant lui',
      ru: 'Ни одна ступень не наступает раньше предыдущей',
      es: 'Ningún escalón puede preceder al anterior',
    },
  },
  ...ofPings,
});
