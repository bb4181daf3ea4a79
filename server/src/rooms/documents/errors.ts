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
  'no-papers': {
    status: 404,
    title: {
      ar: 'لم تُسجَّل أي وثيقة في هذه الدورة',
      zh: '本届会议没有登记任何文件',
      en: 'No document is registered for this session',
      fr: 'Aucun document n’est enregistré pour cette session',
      ru: 'Для этой сессии не зарегистрировано ни одного документа',
      es: 'No hay ningún documento registrado para ese período de sesiones',
    },
  },
  'papers-too-large': {
    status: 413,
    title: {
      ar: 'وثائق هذه الدورة أكبر من أن تُجمع في ملف واحد',
      zh: '本届会议的文件过大，无法合为一个数据文件',
      en: 'The documents of this session are too large for one file',
      fr: 'Les documents de cette session sont trop volumineux pour un seul fichier',
      ru: 'Документы этой сессии слишком велики для одного файла',
      es: 'Los documentos de ese período de sesiones son demasiado grandes para un solo archivo',
    },
  },
  'papers-busy': {
    status: 503,
    title: {
      ar: 'يجري إعداد وثائق دورات أخرى في هذه اللحظة',
      zh: '正在整理其他届会的文件',
      en: 'The documents of other sessions are being put together just now',
      fr: 'Les documents d’autres sessions sont en cours de préparation',
      ru: 'Сейчас готовятся документы других сессий',
      es: 'Se están preparando los documentos de otros períodos de sesiones',
    },
  },
  'search-not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد بحث محفوظ كهذا',
      zh: '没有这项已保存的检索',
      en: 'There is no such saved search',
      fr: 'Cette recherche enregistrée n’existe pas',
      ru: 'Такого сохранённого поиска нет',
      es: 'No existe tal búsqueda guardada',
    },
  },
  'too-many-searches': {
    status: 409,
    title: {
      ar: 'عدد عمليات البحث المحفوظة أكبر من المسموح به',
      zh: '已保存的检索过多',
      en: 'Too many searches are saved',
      fr: 'Trop de recherches sont enregistrées',
      ru: 'Сохранено слишком много поисков',
      es: 'Hay demasiadas búsquedas guardadas',
    },
  },
  'too-many-codes': {
    status: 409,
    title: {
      ar: 'أُرسلت رموز عدة لم تُدخل بعد',
      zh: '已寄出的多个代码尚未输入',
      en: 'Several codes were mailed and not entered yet',
      fr: 'Plusieurs codes envoyés n’ont pas encore été saisis',
      ru: 'Несколько отправленных кодов ещё не введено',
      es: 'Se enviaron varios códigos que aún no se han introducido',
    },
  },
  'wrong-code': {
    status: 409,
    title: {
      ar: 'الرمز ليس الرمز الذي أُرسل بالبريد',
      zh: '代码与邮件所寄的不符',
      en: 'This is not the code that was mailed',
      fr: 'Ce code n’est pas celui qui a été envoyé',
      ru: 'Это не тот код, который был отправлен',
      es: 'Este no es el código que se envió',
    },
  },
  'comparison-too-long': {
    status: 413,
    title: {
      ar: 'النصّان أطول من أن تجري مقارنتهما هنا',
      zh: '两份文本过长，无法在此比较',
      en: 'These texts are too long to be compared here',
      fr: 'Ces textes sont trop longs pour être comparés ici',
      ru: 'Эти тексты слишком длинны, чтобы сравнить их здесь',
      es: 'Estos textos son demasiado largos para compararlos aquí',
    },
  },
  'comparison-busy': {
    status: 503,
    title: {
      ar: 'تجري مقارنة نصوص أخرى في هذه اللحظة',
      zh: '正在比较其他文本',
      en: 'Other texts are being compared just now',
      fr: 'D’autres textes sont en cours de comparaison',
      ru: 'Сейчас сравниваются другие тексты',
      es: 'Se están comparando otros textos',
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
