import { defineErrors } from '../../platform/index.ts';

export const negotiationError = defineErrors('negotiation', {
  'negotiation-not-found': {
    status: 404,
    title: {
      ar: 'لا يجري التفاوض على هذا النص',
      zh: '该案文没有在谈判',
      en: 'This text is not under negotiation',
      fr: 'Ce texte ne fait pas l’objet d’une négociation',
      ru: 'По этому тексту переговоры не ведутся',
      es: 'Este texto no está en negociación',
    },
  },
  'not-a-text': {
    status: 422,
    title: {
      ar: 'هذه الصيغة ليست نصا يمكن التفاوض عليه',
      zh: '该版本不是可供谈判的文本',
      en: 'This version is not a text that can be negotiated',
      fr: 'Cette version n’est pas un texte négociable',
      ru: 'Эта версия не является текстом, по которому можно вести переговоры',
      es: 'Esta versión no es un texto que pueda negociarse',
    },
  },
  'proposal-file': {
    status: 400,
    title: {
      ar: 'ملف المقترح ليس بالشكل المطلوب أو لا يطابق ما ورد في الإجراء',
      zh: '提案文件的格式不符合要求，或与该行为所述不符',
      en: 'The file of the proposal is not in the form it must have, or not what the act says',
      fr: 'Le fichier de la proposition n’a pas la forme requise ou ne correspond pas à l’acte',
      ru: 'Файл предложения не имеет требуемой формы или не соответствует акту',
      es: 'El archivo de la propuesta no tiene la forma debida o no corresponde al acto',
    },
  },
  'in-conflict': {
    status: 409,
    title: {
      ar: 'يتعارض المقترح مع النص في موضع محدد',
      zh: '提案与案文在某处相冲突',
      en: 'The proposal is in conflict with the text at a place that is named',
      fr: 'La proposition est en conflit avec le texte à un endroit précis',
      ru: 'Предложение противоречит тексту в указанном месте',
      es: 'La propuesta está en conflicto con el texto en un lugar determinado',
    },
  },
  overtaken: {
    status: 409,
    title: {
      ar: 'تغيّر النص منذ ذلك الحين في الموضع نفسه، ولم يُفقد أي شيء مما كُتب',
      zh: '案文此后在同一处有了改动；所写内容没有丢失',
      en: 'The text has changed since in the same place; nothing that was written is lost',
      fr: 'Le texte a changé depuis au même endroit ; rien de ce qui a été écrit n’est perdu',
      ru: 'С тех пор текст изменился в том же месте; ничего из написанного не потеряно',
      es: 'El texto ha cambiado desde entonces en el mismo lugar; nada de lo escrito se ha perdido',
    },
  },
  'nothing-asked': {
    status: 400,
    title: {
      ar: 'لم يُذكر أي مقترح ولا نص',
      zh: '没有指明任何提案或案文',
      en: 'No proposal and no text is named',
      fr: 'Aucune proposition ni aucun texte n’est indiqué',
      ru: 'Не указано ни предложение, ни текст',
      es: 'No se indica ninguna propuesta ni ningún texto',
    },
  },
  'no-document': {
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
  'other-result': {
    status: 409,
    title: {
      ar: 'النص الناتج ليس النص الوارد في الإجراء',
      zh: '得出的案文与该行为所述案文不同',
      en: 'The text that comes out is not the one that the act names',
      fr: 'Le texte obtenu n’est pas celui que l’acte désigne',
      ru: 'Получившийся текст — не тот, который указан в акте',
      es: 'El texto resultante no es el que indica el acto',
    },
  },
  'unknown-paragraph': {
    status: 422,
    title: {
      ar: 'لا توجد فقرة كهذه في النص',
      zh: '案文中没有这一段',
      en: 'There is no such paragraph in the text',
      fr: 'Ce paragraphe n’existe pas dans le texte',
      ru: 'В тексте нет такого пункта',
      es: 'No existe tal párrafo en el texto',
    },
  },
  'agreed-changed': {
    status: 409,
    title: {
      ar: 'تغيّر الصيغة الجديدة فقرة متفقا عليها',
      zh: '新版本改动了已商定的段落',
      en: 'The new version changes a paragraph that is agreed',
      fr: 'La nouvelle version modifie un paragraphe convenu',
      ru: 'Новая версия изменяет согласованный пункт',
      es: 'La nueva versión modifica un párrafo convenido',
    },
  },
});
