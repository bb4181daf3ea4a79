/** Failures an operator meets when the server starts. They never answer a request. */
export const atStart = {
  'bad-setting': {
    status: 500,
    title: {
      ar: 'قيمة الإعداد غير صالحة',
      zh: '设置的值无效',
      en: 'A setting has an invalid value',
      fr: 'La valeur d’un paramètre n’est pas valide',
      ru: 'Недопустимое значение параметра',
      es: 'El valor de un parámetro no es válido',
    },
  },
  'data-folder-in-use': {
    status: 500,
    title: {
      ar: 'مجلد البيانات قيد الاستخدام',
      zh: '数据文件夹正在使用中',
      en: 'The data folder is in use',
      fr: 'Le dossier de données est en cours d’utilisation',
      ru: 'Папка данных уже используется',
      es: 'La carpeta de datos está en uso',
    },
  },
  'data-folder-not-yours': {
    status: 500,
    title: {
      ar: 'مجلد البيانات يخص حسابا آخر',
      zh: '数据文件夹属于另一个账户',
      en: 'The data folder belongs to another account',
      fr: 'Le dossier de données appartient à un autre compte',
      ru: 'Папка данных принадлежит другой учётной записи',
      es: 'La carpeta de datos pertenece a otra cuenta',
    },
  },
  'database-too-old': {
    status: 500,
    title: {
      ar: 'إصدار قاعدة البيانات قديم جدا',
      zh: '数据库版本过旧',
      en: 'The database is too old',
      fr: 'La version de la base de données est trop ancienne',
      ru: 'Версия базы данных устарела',
      es: 'La versión de la base de datos es demasiado antigua',
    },
  },
  'database-not-utf8': {
    status: 500,
    title: {
      ar: 'ترميز قاعدة البيانات ليس UTF-8',
      zh: '数据库编码不是UTF-8',
      en: 'The database is not encoded in UTF-8',
      fr: 'La base de données n’est pas codée en UTF-8',
      ru: 'Кодировка базы данных — не UTF-8',
      es: 'La base de datos no está codificada en UTF-8',
    },
  },
  'database-not-shipped': {
    status: 500,
    title: {
      ar: 'لا تتوفر قاعدة بيانات مدمجة لهذا النظام',
      zh: '没有适用于本系统的内置数据库',
      en: 'There is no embedded database for this system',
      fr: 'Aucune base de données intégrée n’est disponible pour ce système',
      ru: 'Для этой системы нет встроенной базы данных',
      es: 'No hay una base de datos integrada para este sistema',
    },
  },
  'database-needs-ordinary-user': {
    status: 500,
    title: {
      ar: 'لا يمكن تشغيل قاعدة البيانات المدمجة بحساب المسؤول الأعلى',
      zh: '内置数据库不能以根用户身份运行',
      en: 'The embedded database cannot run as root',
      fr: 'La base de données intégrée ne peut pas être exécutée par le superutilisateur',
      ru: 'Встроенную базу данных нельзя запускать от имени суперпользователя',
      es: 'La base de datos integrada no puede ejecutarse como superusuario',
    },
  },
  'database-start-failed': {
    status: 500,
    title: {
      ar: 'تعذر تشغيل قاعدة البيانات',
      zh: '数据库未能启动',
      en: 'The database did not start',
      fr: 'La base de données n’a pas pu démarrer',
      ru: 'База данных не запустилась',
      es: 'La base de datos no pudo iniciarse',
    },
  },
  'migration-changed': {
    status: 500,
    title: {
      ar: 'عُدّل ملف ترحيل سبق تطبيقه',
      zh: '已应用的迁移文件被更改',
      en: 'A migration was changed after it was applied',
      fr: 'Une migration déjà appliquée a été modifiée',
      ru: 'Уже применённая миграция была изменена',
      es: 'Se modificó una migración ya aplicada',
    },
  },
  'migration-unknown': {
    status: 500,
    title: {
      ar: 'قاعدة البيانات أحدث من هذا البرنامج',
      zh: '数据库比本程序更新',
      en: 'The database is newer than this program',
      fr: 'La base de données est plus récente que ce programme',
      ru: 'База данных новее этой программы',
      es: 'La base de datos es más reciente que este programa',
    },
  },
  'migration-failed': {
    status: 500,
    title: {
      ar: 'تعذر تطبيق ملف ترحيل',
      zh: '迁移未能完成',
      en: 'A migration failed',
      fr: 'Une migration a échoué',
      ru: 'Миграция не выполнена',
      es: 'Una migración falló',
    },
  },
  'port-in-use': {
    status: 500,
    title: {
      ar: 'المنفذ مستخدم من برنامج آخر',
      zh: '端口已被另一程序占用',
      en: 'The port is used by another program',
      fr: 'Le port est utilisé par un autre programme',
      ru: 'Порт занят другой программой',
      es: 'El puerto está en uso por otro programa',
    },
  },
} as const;
