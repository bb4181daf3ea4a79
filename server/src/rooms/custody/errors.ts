import { defineErrors } from '../../platform/index.ts';

export const custodyError = defineErrors('custody', {
  'not-yours-to-set': {
    status: 403,
    title: {
      ar: 'لا يغيّر كيفية حفظ الدولة لمفاتيحها إلا أحد مسؤولي الإدارة أو حائز المفتاح الجذر',
      zh: '只有管理员或根密钥可以更改该国保管密钥的方式',
      en: 'How a State keeps its keys is set by an administrator or by its root',
      fr: 'La manière dont un État garde ses clés est fixée par un administrateur ou au moyen de la clé racine',
      ru: 'Порядок хранения ключей государства устанавливает администратор или хранитель корневого ключа',
      es: 'Cómo custodia un Estado sus claves lo fija un administrador o quien tiene la clave raíz',
    },
  },
  'too-seldom': {
    status: 400,
    title: {
      ar: 'يجرَّب المفتاح ويُستبدل مرة كل عشر سنوات على الأقل',
      zh: '密钥至少每十年试用并更换一次',
      en: 'A key is tried and replaced at least once in ten years',
      fr: 'Une clé est essayée et remplacée au moins une fois tous les dix ans',
      ru: 'Ключ опробуют и заменяют не реже одного раза в десять лет',
      es: 'Una clave se prueba y se sustituye al menos una vez cada diez años',
    },
  },
  'not-own-contact': {
    status: 400,
    title: {
      ar: 'هذا ليس لجهة اتصال تابعة لدولتكم',
      zh: '这不属于贵国的联络点',
      en: 'This is not of a point of contact of your State',
      fr: 'Ceci ne relève pas d’un point de contact de votre État',
      ru: 'Это не относится к контактному пункту вашего государства',
      es: 'Esto no es de un punto de contacto de su Estado',
    },
  },
});
