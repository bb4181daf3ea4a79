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
});
