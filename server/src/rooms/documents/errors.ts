import { defineErrors } from '../../platform/index.ts';

export const documentsError = defineErrors('documents', {
  'text-not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد نص لهذه الوثيقة بهذه اللغة',
      zh: '这份文件没有该语文的文本',
      en: 'There is no text of this document in that language',
      fr: 'Il n’existe pas de texte de ce document dans cette langue',
      ru: 'Текста этого документа на этом языке нет',
      es: 'No existe texto de este documento en ese idioma',
    },
  },
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
  'initiative-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد مبادرة كهذه',
      zh: '没有这项倡议',
      en: 'There is no such initiative',
      fr: 'Cette initiative n’existe pas',
      ru: 'Такой инициативы нет',
      es: 'No existe tal iniciativa',
    },
  },
  'round-not-found': {
    status: 404,
    title: {
      ar: 'لا توجد جولة إسهامات خطية كهذه',
      zh: '没有这次书面意见征集',
      en: 'There is no such round of written inputs',
      fr: 'Cette série d’apports écrits n’existe pas',
      ru: 'Такого раунда письменных соображений нет',
      es: 'No existe tal ronda de aportaciones por escrito',
    },
  },
  'synthesis-not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد توليف كهذا في هذه الجولة',
      zh: '本次意见征集没有这份综述',
      en: 'There is no such synthesis in this round',
      fr: 'Cette synthèse n’existe pas dans cette série',
      ru: 'Такого обобщения в этом раунде нет',
      es: 'No existe tal síntesis en esta ronda',
    },
  },
  'round-file': {
    status: 400,
    title: {
      ar: 'ملف الجولة ليس بالشكل المطلوب',
      zh: '意见征集文件的格式不符合要求',
      en: 'The file of the round is not in the form it must have',
      fr: 'Le fichier de la série n’a pas la forme requise',
      ru: 'Файл раунда не соответствует установленной форме',
      es: 'El archivo de la ronda no tiene la forma exigida',
    },
  },
  'synthesis-untraced': {
    status: 400,
    title: {
      ar: 'تشير جملة من التوليف إلى إسهام غير موجود',
      zh: '综述中有语句指向不存在的意见',
      en: 'A sentence of the synthesis points to an input that is not there',
      fr: 'Une phrase de la synthèse renvoie à un apport qui n’existe pas',
      ru: 'Предложение обобщения ссылается на отсутствующие соображения',
      es: 'Una frase de la síntesis remite a una aportación que no existe',
    },
  },
});
