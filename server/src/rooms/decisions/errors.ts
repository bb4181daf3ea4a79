import { defineErrors } from '../../platform/index.ts';

export const decisionsError = defineErrors('decisions', {
  'procedure-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد عملية بت كهذه',
      zh: '没有这项程序',
      en: 'There is no such procedure',
      fr: 'Cette procédure n’existe pas',
      ru: 'Такой процедуры нет',
      es: 'No existe tal procedimiento',
    },
  },
});
