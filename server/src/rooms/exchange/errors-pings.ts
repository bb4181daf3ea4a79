/** What rings and pings refuse. */
export const ofPings = {
  'no-such-service': {
    status: 404,
    title: {
      ar: 'لا توجد في هذا الخادم خدمة تنبيه كهذه',
      zh: '本主机没有这项提醒服务',
      en: 'This host has no such service to ring by',
      fr: 'Cet hôte n’a pas de service d’alerte de ce nom',
      ru: 'На этом узле нет такой службы оповещения',
      es: 'Este servidor no tiene tal servicio de aviso',
    },
  },
  'no-such-ring': {
    status: 404,
    title: {
      ar: 'لا يوجد تنبيه كهذا لجهة الاتصال هذه',
      zh: '该联络点没有这项提醒',
      en: 'This point of contact is not rung there',
      fr: 'Ce point de contact n’a pas cette alerte',
      ru: 'У этого контактного пункта нет такого оповещения',
      es: 'Este punto de contacto no tiene ese aviso',
    },
  },
  'bad-number': {
    status: 400,
    title: {
      ar: 'هذا ليس رقم هاتف مع رمز البلد',
      zh: '这不是带国家代码的电话号码',
      en: 'This is no telephone number with its country code',
      fr: 'Ce n’est pas un numéro de téléphone avec son indicatif de pays',
      ru: 'Это не телефонный номер с кодом страны',
      es: 'Este no es un número de teléfono con su prefijo de país',
    },
  },
  'too-many-rings': {
    status: 409,
    title: {
      ar: 'عدد التنبيهات كبير جدا، أو هذا التنبيه موجود بالفعل',
      zh: '提醒过多，或该提醒已存在',
      en: 'Too many, or it is rung there already',
      fr: 'Trop d’alertes, ou celle-ci existe déjà',
      ru: 'Слишком много оповещений, или такое уже есть',
      es: 'Demasiados avisos, o este ya existe',
    },
  },
  'wrong-code': {
    status: 403,
    title: {
      ar: 'الرمز غير صحيح',
      zh: '代码不正确',
      en: 'The code is not the right one',
      fr: 'Le code n’est pas le bon',
      ru: 'Неверный код',
      es: 'El código no es correcto',
    },
  },
  'not-the-manager': {
    status: 403,
    title: {
      ar: 'هذا من مهام الأمانة بصفتها القائمة على إدارة الدليل',
      zh: '此事由管理名录的秘书处办理',
      en: 'This is for the secretariat, as manager of the directory',
      fr: 'Cela revient au secrétariat, gestionnaire du répertoire',
      ru: 'Это делает секретариат как распорядитель реестра',
      es: 'Esto corresponde a la secretaría, gestora del directorio',
    },
  },
  'no-such-round': {
    status: 404,
    title: {
      ar: 'لا توجد جولة اختبار اتصال كهذه',
      zh: '没有这一轮通信测试',
      en: 'There is no such round of communication checks',
      fr: 'Cette série de tests de communication n’existe pas',
      ru: 'Такой серии проверок связи нет',
      es: 'No existe tal ronda de pruebas de comunicación',
    },
  },
  'round-running': {
    status: 409,
    title: {
      ar: 'هناك جولة اختبار اتصال جارية بالفعل',
      zh: '已有一轮通信测试正在进行',
      en: 'A round of communication checks is under way already',
      fr: 'Une série de tests de communication est déjà en cours',
      ru: 'Серия проверок связи уже идёт',
      es: 'Ya hay una ronda de pruebas de comunicación en curso',
    },
  },
  'round-over': {
    status: 409,
    title: {
      ar: 'انتهت جولة اختبار الاتصال هذه',
      zh: '这一轮通信测试已结束',
      en: 'This round of communication checks is over',
      fr: 'Cette série de tests de communication est terminée',
      ru: 'Эта серия проверок связи завершена',
      es: 'Esta ronda de pruebas de comunicación ha terminado',
    },
  },
  'nobody-to-ping': {
    status: 409,
    title: {
      ar: 'لا توجد وسيلة اتصال يمكن اختبارها',
      zh: '没有可测试的联络方式',
      en: 'There is nothing to try',
      fr: 'Il n’y a rien à tester',
      ru: 'Проверять нечего',
      es: 'No hay nada que probar',
    },
  },
  'bad-ping-message': {
    status: 409,
    title: {
      ar: 'لا يمكن أن تكون هذه الرسالة رسالة الجولة',
      zh: '该消息不能作为本轮的消息',
      en: 'This cannot be the message of the round',
      fr: 'Ce message ne peut pas être celui de la série',
      ru: 'Это сообщение не может быть сообщением серии',
      es: 'Este no puede ser el mensaje de la ronda',
    },
  },
  'no-such-ping': {
    status: 404,
    title: {
      ar: 'لا يوجد طلب تأكيد بهذا الرمز',
      zh: '没有与此代码对应的确认请求',
      en: 'Nothing is asked under this code',
      fr: 'Rien n’est demandé sous ce code',
      ru: 'По этому коду ничего не запрошено',
      es: 'No se pide nada con este código',
    },
  },
  'ping-over': {
    status: 409,
    title: {
      ar: 'انقضى أجل التأكيد',
      zh: '确认期限已过',
      en: 'The time to confirm is over',
      fr: 'Le délai de confirmation est passé',
      ru: 'Срок подтверждения истёк',
      es: 'El plazo para confirmar ha pasado',
    },
  },
  'too-many-codes': {
    status: 429,
    title: {
      ar: 'رموز خاطئة كثيرة جدا في وقت قصير',
      zh: '短时间内错误代码过多',
      en: 'Too many wrong codes in a short time',
      fr: 'Trop de codes erronés en peu de temps',
      ru: 'Слишком много неверных кодов за короткое время',
      es: 'Demasiados códigos erróneos en poco tiempo',
    },
  },
} as const;
