import { defineErrors } from '../../platform/index.ts';

export const clearanceError = defineErrors('clearance', {
  'not-found': {
    status: 404,
    title: {
      ar: 'لا يوجد مشروع نص كهذا قيد الإجازة',
      zh: '没有这份送审稿',
      en: 'There is no such draft in clearance',
      fr: 'Aucun projet de ce type n’est en cours de validation interne',
      ru: 'Такого проекта на внутреннем согласовании нет',
      es: 'No hay ningún proyecto de ese tipo en proceso de autorización interna',
    },
  },
  'not-own-contact': {
    status: 400,
    title: {
      ar: 'لا يُختم النص إلا لجهات الاتصال التابعة للدولة نفسها',
      zh: '只能加密给本国的联络点',
      en: 'It is sealed to contacts of the own State only',
      fr: 'Le chiffrement ne vise que les points de contact du même État',
      ru: 'Шифрование производится только для контактных пунктов своего государства',
      es: 'Solo se cifra para los puntos de contacto del propio Estado',
    },
  },
  'sealed-file-missing': {
    status: 409,
    title: {
      ar: 'لم يُرفع النص المشفّر بعد أو حجمه مختلف',
      zh: '密文尚未上传，或大小不符',
      en: 'What was sealed has not been put here, or has another size',
      fr: 'Le contenu chiffré n’a pas été déposé ou n’a pas la taille indiquée',
      ru: 'Зашифрованные данные не загружены или имеют другой размер',
      es: 'El contenido cifrado no se ha depositado o tiene otro tamaño',
    },
  },
  'item-differs': {
    status: 409,
    title: {
      ar: 'يوجد بند آخر بالمعرّف نفسه',
      zh: '已有使用同一标识符的另一条目',
      en: 'There is another item with this id',
      fr: 'Un autre élément porte déjà cet identifiant',
      ru: 'Уже есть другая запись с этим идентификатором',
      es: 'Ya existe otro elemento con ese identificador',
    },
  },
  full: {
    status: 409,
    title: {
      ar: 'بلغ العدد حده الأقصى',
      zh: '已达数量上限',
      en: 'There is no room for more',
      fr: 'La limite est atteinte',
      ru: 'Достигнут предел',
      es: 'Se ha alcanzado el límite',
    },
  },
  'not-yours-to-remove': {
    status: 403,
    title: {
      ar: 'لا يحذف مشروع النص إلا من فتحه أو أحد مسؤولي الإدارة في الدولة',
      zh: '只有发起人或本国管理员可以删除送审稿',
      en: 'A draft is removed by whoever opened it, or by an administrator of the State',
      fr: 'Un projet n’est supprimé que par la personne qui l’a ouvert ou par un administrateur de l’État',
      ru: 'Проект удаляет тот, кто его открыл, или администратор государства',
      es: 'Un proyecto solo puede suprimirlo quien lo abrió o un administrador del Estado',
    },
  },
});
