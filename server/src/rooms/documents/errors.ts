import { defineErrors } from '../../platform/index.ts';

export const documentsError = defineErrors('documents', {
  'document-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد وثيقة كهذه',
      zh: '没有这份文件',
      en: 'There is no such document',
      fr: 'Ce document n’existe pas',
      ru: 'Такого документа нет',
      es: 'No existe tal documento',
    },
  },
  'file-size': {
    status: 400,
    title: {
      ar: 'حجم الملف الرقمي لا يطابق ما ورد في الإجراء',
      zh: '数据文件大小与该行为所述不符',
      en: 'The file does not have the size that the act says',
      fr: 'Le fichier n’a pas la taille indiquée dans l’acte',
      ru: 'Размер файла не совпадает с указанным в акте',
      es: 'El archivo no tiene el tamaño indicado en el acto',
    },
  },
});
