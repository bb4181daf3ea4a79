import { defineErrors } from '../../platform/index.ts';

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
});
