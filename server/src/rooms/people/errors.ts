import { defineErrors } from '../../platform/index.ts';

export const peopleError = defineErrors('people', {
  'sign-in-required': {
    status: 401,
    title: {
      ar: 'يلزم تسجيل الدخول',
      zh: '需要登录',
      en: 'Sign in first',
      fr: 'Vous devez d’abord vous connecter',
      ru: 'Необходимо войти в систему',
      es: 'Primero debe iniciar sesión',
    },
  },
  'not-allowed': {
    status: 403,
    title: {
      ar: 'هذا ليس متاحًا لك',
      zh: '您无权查看此内容',
      en: 'This is not open to you',
      fr: 'Vous n’y avez pas accès',
      ru: 'Это вам недоступно',
      es: 'No tiene acceso a esto',
    },
  },
  'session-refused': {
    status: 403,
    title: {
      ar: 'رُفضت شهادة الجلسة',
      zh: '会话证书未被接受',
      en: 'The session certificate was refused',
      fr: 'Le certificat de session a été refusé',
      ru: 'Сертификат сеанса отклонён',
      es: 'Se ha rechazado el certificado de sesión',
    },
  },
  'participant-not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد مشارك كهذا',
      zh: '没有这个参加方',
      en: 'There is no such participant',
      fr: 'Ce participant n’existe pas',
      ru: 'Такого участника нет',
      es: 'No existe tal participante',
    },
  },
});
