import { defineErrors } from '../../platform/index.ts';

export const exercisesError = defineErrors('exercises', {
  'not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد تمرين كهذا',
      zh: '没有这项演练',
      en: 'There is no such exercise',
      fr: 'Cet exercice n’existe pas',
      ru: 'Такого учения нет',
      es: 'No existe tal ejercicio',
    },
  },
  'not-of-control': {
    status: 400,
    title: {
      ar: 'لا تُختم خطة التمرين إلا لجهات الاتصال التابعة للدول المشرفة عليه',
      zh: '演练计划只能加密给演练控制方的联络点',
      en: 'The plan of an exercise is sealed to contacts of the States that control it only',
      fr: 'Le plan d’un exercice n’est chiffré que pour les points de contact des États qui le dirigent',
      ru: 'План учения зашифровывается только для контактных пунктов государств, которые им руководят',
      es: 'El plan de un ejercicio solo se cifra para los puntos de contacto de los Estados que lo dirigen',
    },
  },
  'item-differs': {
    status: 409,
    title: {
      ar: 'يوجد بند آخر من بنود التمرين بالمعرّف نفسه',
      zh: '演练中已有使用同一标识符的另一条目',
      en: 'There is another item of the exercise with this id',
      fr: 'Un autre élément de l’exercice porte déjà cet identifiant',
      ru: 'В учении уже есть другая запись с этим идентификатором',
      es: 'Ya existe otro elemento del ejercicio con ese identificador',
    },
  },
  full: {
    status: 409,
    title: {
      ar: 'بلغ عدد التمارين أو بنودها حده الأقصى',
      zh: '演练或其条目已达数量上限',
      en: 'There is no room for more exercises, or for more in this one',
      fr: 'Le nombre d’exercices, ou d’éléments de celui-ci, a atteint sa limite',
      ru: 'Достигнут предел числа учений или записей в этом учении',
      es: 'Se ha alcanzado el límite de ejercicios o de elementos de este',
    },
  },
  'not-yours-to-remove': {
    status: 403,
    title: {
      ar: 'لا يحذف التمرين إلا من فتحه أو أحد مسؤولي الإدارة في دولته',
      zh: '只有发起人或其所属国家的管理员可以删除演练',
      en: 'An exercise is removed by whoever opened it, or by an administrator of that State',
      fr: 'Un exercice n’est supprimé que par la personne qui l’a ouvert ou par un administrateur de son État',
      ru: 'Учение удаляет тот, кто его открыл, или администратор его государства',
      es: 'Un ejercicio solo puede suprimirlo quien lo abrió o un administrador de su Estado',
    },
  },
});
