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
});
