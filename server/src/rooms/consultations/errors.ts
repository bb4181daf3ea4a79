import { defineErrors } from '../../platform/index.ts';

export const consultationsError = defineErrors('consultations', {
  'not-found': {
    status: 404,
    title: {
      ar: 'لا توجد مشاورة غير رسمية كهذه',
      zh: '没有这次非正式磋商',
      en: 'There is no such informal consultation',
      fr: 'Cette consultation officieuse n’existe pas',
      ru: 'Такой неофициальной консультации нет',
      es: 'No existe tal consulta oficiosa',
    },
  },
  'nothing-open': {
    status: 409,
    title: {
      ar: 'لا يوجد نص قيد التفاوض ولا عملية بت مفتوحة بهذا المعرّف',
      zh: '没有使用该标识符的谈判中的案文或进行中的程序',
      en: 'No text under negotiation and no open procedure has this id',
      fr: 'Aucun texte en négociation ni aucune procédure ouverte ne porte cet identifiant',
      ru: 'Нет ни текста на переговорах, ни открытой процедуры с этим идентификатором',
      es: 'Ningún texto en negociación ni procedimiento abierto tiene ese identificador',
    },
  },
  'not-with-chair': {
    status: 400,
    title: {
      ar: 'استطلاع الموقف يجري بين دولة واحدة والدولة التي يتولى أحد أعضاء وفدها الرئاسة',
      zh: '意见探询仅在一国与其代表担任主持人的国家之间进行',
      en: 'A sounding is between one State and one whose delegate presides',
      fr: 'Un sondage officieux se fait entre un État et celui dont un délégué préside',
      ru: 'Зондаж проводится между одним государством и государством, делегат которого председательствует',
      es: 'Un sondeo oficioso se hace entre un Estado y aquel cuyo delegado preside',
    },
  },
  'not-a-group': {
    status: 400,
    title: {
      ar: 'تضم المجموعة الصغيرة دولتين على الأقل',
      zh: '小组至少由两个国家组成',
      en: 'A small group has two States at the least',
      fr: 'Un petit groupe compte au moins deux États',
      ru: 'В малую группу входят не менее двух государств',
      es: 'Un grupo reducido tiene al menos dos Estados',
    },
  },
  'not-among': {
    status: 400,
    title: {
      ar: 'لا يُشفّر مضمون المشاورة إلا لجهات الاتصال التابعة للدول المشاركة فيها',
      zh: '只能加密给参加磋商各国的联络点',
      en: 'It is sealed to contacts of the States that have part in it only',
      fr: 'Le chiffrement ne vise que les points de contact des États participants',
      ru: 'Шифрование производится только для контактных пунктов участвующих государств',
      es: 'Solo se cifra para los puntos de contacto de los Estados que participan',
    },
  },
  'not-its-id': {
    status: 400,
    title: {
      ar: 'لا ينتج معرّف المشاورة عن نوعها وموضوعها والدول المشاركة فيها',
      zh: '磋商标识符与其种类、所涉事项和参加国不符',
      en: 'The id of the consultation does not follow from its kind, its matter and its States',
      fr: 'L’identifiant de la consultation ne découle pas de son type, de son objet et de ses États',
      ru: 'Идентификатор консультации не соответствует её виду, предмету и составу государств',
      es: 'El identificador de la consulta no se deriva de su tipo, su objeto y sus Estados',
    },
  },
  'item-differs': {
    status: 409,
    title: {
      ar: 'يوجد في المشاورة بند آخر بالمعرّف نفسه',
      zh: '磋商中已有使用同一标识符的另一条目',
      en: 'There is another item of the consultation with this id',
      fr: 'Un autre élément de la consultation porte déjà cet identifiant',
      ru: 'В консультации уже есть другая запись с этим идентификатором',
      es: 'Ya existe otro elemento de la consulta con ese identificador',
    },
  },
  full: {
    status: 409,
    title: {
      ar: 'بلغ عدد المشاورات أو بنودها أو دولها حده الأقصى',
      zh: '磋商、其条目或参加国已达数量上限',
      en: 'There is no room for more consultations, or for more in this one',
      fr: 'Le nombre de consultations, ou d’éléments ou d’États dans celle-ci, a atteint sa limite',
      ru: 'Достигнут предел числа консультаций либо записей или государств в этой консультации',
      es: 'Se ha alcanzado el límite de consultas, o de elementos o Estados en la consulta',
    },
  },
  'not-yours-to-remove': {
    status: 403,
    title: {
      ar: 'لا يحذف المشاورة إلا من فتحها أو أحد مسؤولي الإدارة في دولته',
      zh: '只有发起人或其所属国家的管理员可以删除磋商',
      en: 'A consultation is removed by whoever opened it, or by an administrator of that State',
      fr: 'Une consultation n’est supprimée que par la personne qui l’a ouverte ou par un administrateur de son État',
      ru: 'Консультацию удаляет тот, кто её открыл, или администратор его государства',
      es: 'Una consulta solo puede suprimirla quien la abrió o un administrador de su Estado',
    },
  },
});
