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
  'file-size': {
    status: 400,
    title: {
      ar: 'لا يطابق حجم الملف ما يذكره الإجراء',
      zh: '文件大小与行为所述不符',
      en: 'A file has another size than the act says',
      fr: 'La taille d’un fichier n’est pas celle que l’acte indique',
      ru: 'Размер файла не совпадает с указанным в акте',
      es: 'Un archivo no tiene el tamaño que indica el acto',
    },
  },
  'statement-unreadable': {
    status: 400,
    title: {
      ar: 'لا يمكن قراءة نص البيان',
      zh: '声明的文字无法读取',
      en: 'The words of the statement cannot be read',
      fr: 'Le texte de la déclaration ne peut pas être lu',
      ru: 'Текст заявления не читается',
      es: 'El texto de la declaración no puede leerse',
    },
  },
});
