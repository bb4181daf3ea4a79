import { defineErrors } from '../../platform/index.ts';

export const peopleError = defineErrors('people', {
  'sign-in-required': {
    status: 401,
    title: {
      ar: 'يلزم تسجيل الدخول',
      zh: '需要登录',
      en: 'Sign in first',
      fr: 'Connexion requise',
      ru: 'Необходимо войти в систему',
      es: 'Es necesario iniciar sesión primero',
    },
  },
  'not-allowed': {
    status: 403,
    title: {
      ar: 'الاطلاع على هذا غير متاح',
      zh: '您无权查看此内容',
      en: 'This is not open to you',
      fr: 'Accès non autorisé',
      ru: 'Это вам недоступно',
      es: 'No tiene acceso a esto',
    },
  },
  'session-refused': {
    status: 403,
    title: {
      ar: 'رُفضت شهادة جلسة الدخول إلى النظام',
      zh: '会话证书未被接受',
      en: 'The session certificate was refused',
      fr: 'Le certificat de session de connexion a été refusé',
      ru: 'Сертификат сеанса отклонён',
      es: 'Se ha rechazado el certificado de la sesión de usuario',
    },
  },
  'participant-not-found': {
    status: 404,
    title: {
      ar: 'هذا المشارك غير موجود',
      zh: '没有这一与会方',
      en: 'There is no such participant',
      fr: 'Ce participant n’existe pas',
      ru: 'Такого участника нет',
      es: 'No existe tal participante',
    },
  },
  'bad-key-box': {
    status: 400,
    title: {
      ar: 'لا يمكن حفظ هذه المفاتيح لدى الجهة المستضيفة للنظام',
      zh: '托管方不能保存这些密钥',
      en: 'These keys cannot be kept with the host',
      fr: 'Ces clés ne peuvent pas être conservées chez l’hébergeur',
      ru: 'Эти ключи нельзя хранить у держателя сервера',
      es: 'Estas claves no pueden guardarse en la entidad que aloja el sistema',
    },
  },
});
