import { defineErrors } from '../../platform/index.ts';

export const directoryError = defineErrors('directory', {
  'contact-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد جهة اتصال كهذه',
      zh: '没有这个联络点',
      en: 'There is no such point of contact',
      fr: 'Ce point de contact n’existe pas',
      ru: 'Такого контактного пункта нет',
      es: 'No existe tal punto de contacto',
    },
  },
  'channel-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد لجهة الاتصال هذه وسيلة اتصال كهذه يمكنك قراءتها',
      zh: '该联络点没有您可读取的这一联络方式',
      en: 'This point of contact has no such address or number that you may read',
      fr: 'Ce point de contact n’a pas d’adresse ou de numéro de ce type que vous puissiez lire',
      ru: 'У этого контактного пункта нет такого адреса или номера, доступного вам',
      es: 'Este punto de contacto no tiene tal dirección o número que usted pueda leer',
    },
  },
  'regional-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد قائمة إقليمية كهذه يمكنك قراءتها',
      zh: '没有您可查阅的这份区域名单',
      en: 'There is no such regional list that you may read',
      fr: 'Il n’existe pas de liste régionale de ce nom que vous puissiez lire',
      ru: 'Нет такого регионального списка, доступного вам',
      es: 'No existe tal lista regional que usted pueda leer',
    },
  },
  'regional-file': {
    status: 400,
    title: {
      ar: 'ملف القائمة الإقليمية ليس كما يصفه الإجراء',
      zh: '区域名单文件与行为所述不符',
      en: 'The file of the regional list is not what the act says',
      fr: 'Le fichier de la liste régionale n’est pas ce que dit l’acte',
      ru: 'Файл регионального списка не таков, как указано в акте',
      es: 'El archivo de la lista regional no es el que indica el acto',
    },
  },
  'not-on-roster': {
    status: 403,
    title: {
      ar: 'لا يرد هذا الشخص في جدول مناوبة جهة الاتصال',
      zh: '此人不在该联络点的值班表上',
      en: 'This person is not on the roster of the point of contact',
      fr: 'Cette personne ne figure pas au tableau de permanence du point de contact',
      ru: 'Это лицо не внесено в график дежурств контактного пункта',
      es: 'Esta persona no figura en el cuadro de guardias del punto de contacto',
    },
  },
  'bad-duty-plan': {
    status: 400,
    title: {
      ar: 'جدول المناوبة غير صالح',
      zh: '值班表无效',
      en: 'The duty roster cannot be as it is written',
      fr: 'Le tableau de permanence n’est pas valable',
      ru: 'Недопустимый график дежурств',
      es: 'El cuadro de guardias no es válido',
    },
  },
  'handover-not-open': {
    status: 409,
    title: {
      ar: 'لم يعد تسليم المناوبة هذا في انتظار التأكيد',
      zh: '此次交班已不再等待确认',
      en: 'This hand-over does not wait to be confirmed',
      fr: 'Cette passation de permanence n’attend pas de confirmation',
      ru: 'Эта передача дежурства не ожидает подтверждения',
      es: 'Este relevo de guardia no espera confirmación',
    },
  },
  'bad-handover-note': {
    status: 400,
    title: {
      ar: 'لم تختم جهة الاتصال هذه الملاحظة',
      zh: '该附言并非由此联络点加封',
      en: 'The note was not sealed by this point of contact',
      fr: 'La note n’a pas été scellée par ce point de contact',
      ru: 'Записка запечатана не этим контактным пунктом',
      es: 'La nota no fue sellada por este punto de contacto',
    },
  },
});
