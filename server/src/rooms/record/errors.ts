import { defineErrors } from '../../platform/index.ts';

/** What can go wrong with an act before or at the record. */
export const recordError = defineErrors('record', {
  'not-canonical': {
    status: 400,
    title: {
      ar: 'محتوى الإجراء ليس بصيغة JSON القانونية الموحدة',
      zh: '该行为的内容不是规范的JSON',
      en: 'The act is not canonical JSON',
      fr: 'L’acte n’est pas en JSON canonique',
      ru: 'Акт представлен не в каноническом JSON',
      es: 'El acto no está en JSON canónico',
    },
  },
  malformed: {
    status: 400,
    title: {
      ar: 'صيغة الإجراء غير صحيحة',
      zh: '该行为的格式不正确',
      en: 'The act does not have the form it must have',
      fr: 'L’acte n’a pas la forme requise',
      ru: 'Акт не соответствует установленной форме',
      es: 'El acto no tiene la forma requerida',
    },
  },
  'unknown-type': {
    status: 400,
    title: {
      ar: 'لا يوجد إجراء من هذا النوع',
      zh: '没有这种类型的行为',
      en: 'There is no act of this type',
      fr: 'Il n’existe pas d’acte de ce type',
      ru: 'Акта такого вида не существует',
      es: 'No existe ningún acto de este tipo',
    },
  },
  'other-body': {
    status: 400,
    title: {
      ar: 'الإجراء يخص هيئة أخرى',
      zh: '该行为属于另一机构',
      en: 'The act belongs to another body',
      fr: 'L’acte relève d’un autre organe',
      ru: 'Акт относится к другому органу',
      es: 'El acto corresponde a otro órgano',
    },
  },
  'unknown-key': {
    status: 403,
    title: {
      ar: 'المفتاح الذي وُقّع به غير معروف',
      zh: '签名所用的密钥未登记',
      en: 'The key that signed is not known here',
      fr: 'La clé de signature n’est pas connue ici',
      ru: 'Ключ, которым подписан акт, здесь неизвестен',
      es: 'La clave de la firma no es conocida aquí',
    },
  },
  'bad-signature': {
    status: 403,
    title: {
      ar: 'التوقيع غير صحيح',
      zh: '签名无效',
      en: 'The signature is not good',
      fr: 'La signature n’est pas valable',
      ru: 'Подпись недействительна',
      es: 'La firma no es válida',
    },
  },
  'bad-proof': {
    status: 403,
    title: {
      ar: 'لا يوجد ما يثبت حيازة المفتاح الجديد',
      zh: '未能证明持有新密钥',
      en: 'Possession of the new key is not proven',
      fr: 'La possession de la nouvelle clé n’est pas prouvée',
      ru: 'Владение новым ключом не подтверждено',
      es: 'No se ha probado la posesión de la nueva clave',
    },
  },
  'bad-certificate': {
    status: 403,
    title: {
      ar: 'شهادة جلسة الدخول إلى النظام غير معروفة أو غير صحيحة',
      zh: '会话证书不明或无效',
      en: 'The session certificate is unknown or not good',
      fr: 'Le certificat de session de connexion est inconnu ou non valable',
      ru: 'Сертификат сеанса неизвестен или недействителен',
      es: 'El certificado de la sesión de usuario es desconocido o no es válido',
    },
  },
  'nonce-reused': {
    status: 409,
    title: {
      ar: 'سبق استخدام الرقم الوحيد الاستخدام في إجراء آخر',
      zh: '该一次性数值已用于另一行为',
      en: 'The nonce was used for another act',
      fr: 'Le nombre à usage unique a déjà servi pour un autre acte',
      ru: 'Одноразовое число уже использовано в другом акте',
      es: 'El número de un solo uso ya se usó en otro acto',
    },
  },
  'unknown-checkpoint': {
    status: 409,
    title: {
      ar: 'نقطة التحقق المذكورة لم تُنشر هنا',
      zh: '所提及的检查点未在此发布',
      en: 'The checkpoint named was not published here',
      fr: 'Le point de contrôle indiqué n’a pas été publié ici',
      ru: 'Указанная контрольная точка здесь не публиковалась',
      es: 'El punto de control indicado no se ha publicado aquí',
    },
  },
  'refused-by-rule': {
    status: 409,
    title: {
      ar: 'إحدى مواد النظام الداخلي لا تسمح بهذا الإجراء',
      zh: '议事规则中有一条规则不允许此行为',
      en: 'A rule does not allow this act',
      fr: 'Un article du règlement ne permet pas cet acte',
      ru: 'Одно из правил процедуры не допускает этого акта',
      es: 'Un artículo del reglamento no permite este acto',
    },
  },
  'bad-opening': {
    status: 400,
    title: {
      ar: 'ما أُرفق لا يفتح أي التزام تشفيري في الإجراء',
      zh: '所附内容未能打开该行为中的任何密码学承诺',
      en: 'What was sent beside the act opens none of its commitments',
      fr: 'Les éléments joints n’ouvrent aucun des engagements cryptographiques de l’acte',
      ru: 'Приложенные данные не раскрывают ни одного из криптографических обязательств акта',
      es: 'Lo adjuntado no abre ninguno de los compromisos criptográficos del acto',
    },
  },
  'bad-stamp': {
    status: 400,
    title: {
      ar: 'ختم النسخة المطابقة غير صحيح',
      zh: '镜像所加的时间标记无效',
      en: 'The stamp of a mirror is not good',
      fr: 'L’horodatage d’un miroir n’est pas valable',
      ru: 'Отметка зеркала недействительна',
      es: 'El sello de un espejo no es válido',
    },
  },
  'blob-missing': {
    status: 409,
    title: {
      ar: 'لم يصل ملف رقمي يشير إليه الإجراء',
      zh: '该行为提及的数据文件尚未收到',
      en: 'A file that the act names has not arrived',
      fr: 'Un fichier mentionné dans l’acte n’est pas parvenu',
      ru: 'Файл, указанный в акте, не поступил',
      es: 'No ha llegado un archivo que el acto menciona',
    },
  },
  'entry-too-large': {
    status: 413,
    title: {
      ar: 'الإجراء أكبر مما يتسع له القيد',
      zh: '该行为超出一个记录条目的容量上限',
      en: 'The act is larger than an entry may be',
      fr: 'L’acte dépasse la taille maximale d’une inscription au registre',
      ru: 'Акт превышает допустимый размер записи в журнале',
      es: 'El acto supera el tamaño máximo de una anotación en el registro',
    },
  },
  'act-not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد إجراء كهذا في السجل',
      zh: '记录中没有这一行为',
      en: 'There is no such act on the record',
      fr: 'Cet acte ne figure pas au registre',
      ru: 'В журнале актов нет такого акта',
      es: 'No consta tal acto en el registro',
    },
  },
  'not-published-yet': {
    status: 409,
    title: {
      ar: 'لم تُنشر بعد نقطة تحقق تشمل هذا الإجراء',
      zh: '包含此行为的检查点尚未发布',
      en: 'No checkpoint covers this act yet',
      fr: 'Aucun point de contrôle ne couvre encore cet acte',
      ru: 'Контрольной точки, охватывающей этот акт, ещё нет',
      es: 'Ningún punto de control abarca aún este acto',
    },
  },
  'no-dossier': {
    status: 404,
    title: {
      ar: 'لا يمكن إعداد ملف إثبات لهذا',
      zh: '无法就此制作证明卷宗',
      en: 'No dossier can be made of this',
      fr: 'Aucun dossier de preuve ne peut être établi à ce sujet',
      ru: 'Составить подтверждающее досье по этому предмету нельзя',
      es: 'No se puede elaborar un expediente probatorio al respecto',
    },
  },
  'dossier-too-large': {
    status: 413,
    title: {
      ar: 'ملفات هذا الموضوع أكبر مما يتسع له ملف إثبات واحد: يُرجى تنزيل السجل كاملا',
      zh: '所涉文件超出一份证明卷宗的容量：请下载完整记录',
      en: 'The files are too large for one dossier: take the whole record',
      fr: 'Les fichiers sont trop volumineux pour un dossier de preuve : télécharger tout le registre',
      ru: 'Файлы слишком велики для одного подтверждающего досье: загрузите весь журнал актов',
      es: 'Los archivos son demasiado grandes para un expediente probatorio: descargue el registro completo',
    },
  },
  'blob-not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد ملف رقمي كهذا',
      zh: '没有这个数据文件',
      en: 'There is no such file',
      fr: 'Ce fichier n’existe pas',
      ru: 'Такого файла нет',
      es: 'No existe tal archivo',
    },
  },
  'log-went-back': {
    status: 503,
    title: {
      ar: 'قاعدة البيانات أقل مما سبق توقيعه من السجل',
      zh: '数据库所存少于已签署的记录',
      en: 'The database holds less of the record than was signed',
      fr: 'La base de données contient moins que ce qui a été signé du registre',
      ru: 'База данных содержит меньше, чем было подписано в журнале',
      es: 'La base de datos contiene menos de lo que se firmó del registro',
    },
  },
  'log-differs': {
    status: 503,
    title: {
      ar: 'قاعدة البيانات تحوي سجلا غير الذي سبق توقيعه',
      zh: '数据库所存与已签署的记录不符',
      en: 'The database holds another record than was signed',
      fr: 'La base de données contient un autre registre que celui qui a été signé',
      ru: 'База данных содержит иной журнал, чем был подписан',
      es: 'La base de datos contiene un registro distinto del que se firmó',
    },
  },
  'head-missing': {
    status: 503,
    title: {
      ar: 'الملف الذي يبين إلى أين وُقّع السجل مفقود',
      zh: '缺少说明记录已签署到何处的文件',
      en: 'The file that says how far the record was signed is missing',
      fr: 'Le fichier qui indique jusqu’où le registre a été signé est absent',
      ru: 'Отсутствует файл, указывающий, до какого места подписан журнал',
      es: 'Falta el archivo que indica hasta dónde se firmó el registro',
    },
  },
  'head-unreadable': {
    status: 503,
    title: {
      ar: 'الملف الذي يبين إلى أين وُقّع السجل غير صالح',
      zh: '说明记录已签署到何处的文件无效',
      en: 'The file that says how far the record was signed is not good',
      fr: 'Le fichier qui indique jusqu’où le registre a été signé n’est pas valable',
      ru: 'Файл, указывающий, до какого места подписан журнал, недействителен',
      es: 'El archivo que indica hasta dónde se firmó el registro no es válido',
    },
  },
  'host-not-recognised': {
    status: 503,
    title: {
      ar: 'لم تُحدَّد بعد هذه الجهة المستضيفة للنظام جهةً مستضيفة لنظام الهيئة',
      zh: '本托管方尚未被指定为该机构的托管方',
      en: 'This host has not been named the host of the body yet',
      fr: 'Cet hébergeur n’a pas encore été désigné comme hébergeur de l’organe',
      ru: 'Этот оператор системы ещё не назначен оператором системы органа',
      es: 'Esta entidad aún no ha sido designada para alojar el sistema del órgano',
    },
  },
  'host-moved': {
    status: 409,
    title: {
      ar: 'انتقلت الهيئة إلى جهة أخرى مستضيفة للنظام',
      zh: '该机构已移交另一托管方',
      en: 'The body has moved to another host',
      fr: 'L’organe est passé à un autre hébergeur',
      ru: 'Орган перешёл к другому оператору системы',
      es: 'El órgano ha pasado a otra entidad que aloja el sistema',
    },
  },
});

/** The database holds fewer entries than were signed: it was restored from a backup, or is another one. */
export const wentBack = (shows: string, signed: number, size: number) =>
  recordError('log-went-back', {
    detail: `${shows} that ${signed} entries were signed; this database holds ${size}. It was restored from a backup, or it is another one. No act is placed and nothing is signed, since the same places would be given twice. Restore the newest database; if it is lost, take the record from a mirror, or from the newest bundle of a State: comity init --from BUNDLE.`,
    signed,
    size,
  });
