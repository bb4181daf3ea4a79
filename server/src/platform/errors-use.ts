/** Refusals and failures that answer a request. */
export const inUse = {
  'bad-request': {
    status: 400,
    title: {
      ar: 'الطلب غير صحيح',
      zh: '请求不正确',
      en: 'The request is not correct',
      fr: 'La demande est incorrecte',
      ru: 'Запрос составлен неверно',
      es: 'La solicitud no es correcta',
    },
  },
  'not-json': {
    status: 400,
    title: {
      ar: 'المحتوى المرسل ليس بصيغة JSON',
      zh: '发送的内容不是JSON',
      en: 'What was sent is not JSON',
      fr: 'Le contenu envoyé n’est pas du JSON',
      ru: 'Отправленные данные — не JSON',
      es: 'El contenido enviado no es JSON',
    },
  },
  'not-canonical': {
    status: 400,
    title: {
      ar: 'المحتوى المرسل ليس بصيغة JSON القانونية الموحدة',
      zh: '发送的内容不是规范的JSON',
      en: 'What was sent is not canonical JSON',
      fr: 'Le contenu envoyé n’est pas du JSON canonique',
      ru: 'Отправленные данные — не канонический JSON',
      es: 'El contenido enviado no es JSON canónico',
    },
  },
  'not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد شيء في هذا العنوان',
      zh: '此地址没有内容',
      en: 'There is nothing at this address',
      fr: 'Il n’y a rien à cette adresse',
      ru: 'По этому адресу ничего нет',
      es: 'No hay nada en esta dirección',
    },
  },
  'too-large': {
    status: 413,
    title: {
      ar: 'المحتوى المرسل أكبر من المسموح به',
      zh: '发送的内容过大',
      en: 'What was sent is too large',
      fr: 'Le contenu envoyé est trop volumineux',
      ru: 'Отправленные данные слишком велики',
      es: 'El contenido enviado es demasiado grande',
    },
  },
  'unsupported-media-type': {
    status: 415,
    title: {
      ar: 'نوع المحتوى غير مقبول هنا',
      zh: '此处不接受这种内容类型',
      en: 'This type of content is not accepted here',
      fr: 'Ce type de contenu n’est pas accepté ici',
      ru: 'Данные этого типа здесь не принимаются',
      es: 'Aquí no se acepta este tipo de contenido',
    },
  },
  'too-many-requests': {
    status: 429,
    title: {
      ar: 'عدد الطلبات كبير جدا، يرجى المحاولة لاحقا',
      zh: '请求过多，请稍后再试',
      en: 'Too many requests: try again later',
      fr: 'Trop de demandes\u00a0: réessayer plus tard',
      ru: 'Слишком много запросов: повторите попытку позже',
      es: 'Demasiadas solicitudes: inténtelo más tarde',
    },
  },
  'too-many-streams': {
    status: 503,
    title: {
      ar: 'بلغ عدد الاتصالات المباشرة حده الأقصى',
      zh: '实时连接数已达上限',
      en: 'The number of live connections has reached its limit',
      fr: 'Le nombre maximal de connexions en direct est atteint',
      ru: 'Достигнуто предельное число прямых соединений',
      es: 'Se alcanzó el número máximo de conexiones en directo',
    },
  },
  unexpected: {
    status: 500,
    title: {
      ar: 'حدث خطأ غير متوقع',
      zh: '发生意外错误',
      en: 'Something unexpected went wrong',
      fr: 'Une erreur inattendue s’est produite',
      ru: 'Произошла непредвиденная ошибка',
      es: 'Se produjo un error inesperado',
    },
  },
  'database-unavailable': {
    status: 503,
    title: {
      ar: 'قاعدة البيانات غير متاحة مؤقتا',
      zh: '数据库暂时不可用',
      en: 'The database is not available for the moment',
      fr: 'La base de données est momentanément indisponible',
      ru: 'База данных временно недоступна',
      es: 'La base de datos no está disponible por el momento',
    },
  },
  'database-busy': {
    status: 503,
    title: {
      ar: 'قاعدة البيانات مشغولة، يرجى إعادة المحاولة',
      zh: '数据库繁忙，请重试',
      en: 'The database is busy: try again',
      fr: 'La base de données est occupée\u00a0: réessayer',
      ru: 'База данных занята: повторите попытку',
      es: 'La base de datos está ocupada: vuelva a intentarlo',
    },
  },
  'transaction-aborted': {
    status: 500,
    title: {
      ar: 'لم يُحفظ شيء لأن إحدى الخطوات تعذرت',
      zh: '某一步骤失败，未保存任何内容',
      en: 'Nothing was saved because one step failed',
      fr: 'Rien n’a été enregistré car une étape a échoué',
      ru: 'Ничего не сохранено: один из шагов не выполнен',
      es: 'No se guardó nada porque falló un paso',
    },
  },
  'number-out-of-range': {
    status: 500,
    title: {
      ar: 'رقم خارج النطاق المسموح به',
      zh: '数字超出允许范围',
      en: 'A number is out of range',
      fr: 'Un nombre est hors limites',
      ru: 'Число вне допустимых пределов',
      es: 'Un número está fuera de los límites',
    },
  },
  'blob-hash-mismatch': {
    status: 400,
    title: {
      ar: 'الملف الرقمي لا يطابق قيمة تجزئته',
      zh: '数据文件与其哈希值不符',
      en: 'The file does not match its hash',
      fr: 'Le fichier ne correspond pas à son empreinte',
      ru: 'Файл не соответствует своему хешу',
      es: 'El archivo no coincide con su huella',
    },
  },
  'blob-too-large': {
    status: 413,
    title: {
      ar: 'الملف الرقمي أكبر من المسموح به',
      zh: '数据文件过大',
      en: 'The file is too large',
      fr: 'Le fichier est trop volumineux',
      ru: 'Файл слишком велик',
      es: 'El archivo es demasiado grande',
    },
  },
  'notice-refused': {
    status: 400,
    title: {
      ar: 'تعذر إعداد الإشعار بالبريد الإلكتروني',
      zh: '无法生成电子邮件通知',
      en: 'The e-mail notice cannot be written',
      fr: 'L’avis par courrier électronique ne peut pas être établi',
      ru: 'Невозможно составить уведомление по электронной почте',
      es: 'No se puede redactar el aviso por correo electrónico',
    },
  },
} as const;
