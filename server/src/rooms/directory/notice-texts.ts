import type { Care } from './care.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;
/** The languages in which this host writes notices. */
export type NoticeLanguage = (typeof LANGUAGES)[number];
type Language = NoticeLanguage;

/** The language a notice is written in: the first of the contact's own that there is, English without any. */
export const noticeLanguage = (spoken: readonly string[]): Language =>
  spoken.map((tag) => LANGUAGES.find((l) => tag.toLowerCase().split('-')[0] === l)).find(Boolean) ?? 'en';

interface Words {
  readonly subject: string;
  readonly text: (contact: string, day: string) => string;
}

/** Plain words without a link to press: whoever is on duty knows where to look. */
const WORDS: Readonly<Record<Care['what'], Readonly<Record<Language, Words>>>> = {
  'key-expires': {
    ar: {
      subject: 'مفتاح جهة الاتصال تقترب نهاية صلاحيته',
      text: (c, d) =>
        `تنتهي صلاحية المفتاح الذي تُختم به الرسائل الموجهة إلى جهة الاتصال ${c} في ${d}.\nيُرجى أن تصدّق الدولة مفتاحاً جديداً قبل ذلك.\n`,
    },
    zh: {
      subject: '联络点的密钥即将到期',
      text: (c, d) => `发给联络点${c}的消息所用的密钥将于${d}到期。\n请所属国家在此之前认证新密钥。\n`,
    },
    en: {
      subject: 'The key of a point of contact expires soon',
      text: (c, d) =>
        `The key to which messages for the point of contact ${c} are sealed expires on ${d}.\nPlease have your State certify a new one before then.\n`,
    },
    fr: {
      subject: 'La clé d’un point de contact expire bientôt',
      text: (c, d) =>
        `La clé avec laquelle sont scellés les messages destinés au point de contact ${c} expire le ${d}.\nVotre État est invité à en certifier une nouvelle avant cette date.\n`,
    },
    ru: {
      subject: 'Срок действия ключа контактного пункта истекает',
      text: (c, d) =>
        `Срок действия ключа, которым запечатываются сообщения для контактного пункта ${c}, истекает ${d}.\nПросьба к вашему государству заверить до этой даты новый ключ.\n`,
    },
    es: {
      subject: 'La clave de un punto de contacto vence pronto',
      text: (c, d) =>
        `La clave con la que se sellan los mensajes para el punto de contacto ${c} vence el ${d}.\nSe ruega que su Estado certifique una nueva antes de esa fecha.\n`,
    },
  },
  'key-expired': {
    ar: {
      subject: 'انتهت صلاحية مفتاح جهة الاتصال',
      text: (c, d) =>
        `انتهت في ${d} صلاحية المفتاح الخاص بجهة الاتصال ${c}، ولا يمكن إرسال رسائل مختومة إليها إلى أن تصدّق الدولة مفتاحاً جديداً.\n`,
    },
    zh: {
      subject: '联络点的密钥已到期',
      text: (c, d) => `联络点${c}的密钥已于${d}到期。在所属国家认证新密钥之前，无法向其发送加封消息。\n`,
    },
    en: {
      subject: 'The key of a point of contact has expired',
      text: (c, d) =>
        `The key of the point of contact ${c} expired on ${d}. No sealed message can be sent to it until your State certifies a new one.\n`,
    },
    fr: {
      subject: 'La clé d’un point de contact a expiré',
      text: (c, d) =>
        `La clé du point de contact ${c} a expiré le ${d}. Aucun message scellé ne peut lui être envoyé tant que votre État n’en a pas certifié une nouvelle.\n`,
    },
    ru: {
      subject: 'Срок действия ключа контактного пункта истёк',
      text: (c, d) =>
        `Срок действия ключа контактного пункта ${c} истёк ${d}. Пока ваше государство не заверит новый ключ, запечатанные сообщения направить ему нельзя.\n`,
    },
    es: {
      subject: 'La clave de un punto de contacto ha vencido',
      text: (c, d) =>
        `La clave del punto de contacto ${c} venció el ${d}. No se le puede enviar ningún mensaje sellado hasta que su Estado certifique una nueva.\n`,
    },
  },
  confirm: {
    ar: {
      subject: 'يُرجى تأكيد بيانات جهة الاتصال',
      text: (c, d) =>
        `لم تؤكد الدولة بيانات جهة الاتصال ${c}؛ وقد انتهى أجل تأكيدها في ${d}.\nإذا كانت لا تزال صحيحة فيُرجى أن تؤكدها الدولة، وإلا فأن تعدّلها.\n`,
    },
    zh: {
      subject: '请确认联络点的信息',
      text: (c, d) =>
        `联络点${c}的信息的确认已于${d}到期。\n如信息仍然正确，请所属国家予以确认；如不正确，请予以修改。\n`,
    },
    en: {
      subject: 'Please confirm a point of contact',
      text: (c, d) =>
        `What the directory says of the point of contact ${c} counted as confirmed until ${d}.\nIf it is still right, please have your State confirm it; if not, amend it.\n`,
    },
    fr: {
      subject: 'Veuillez confirmer un point de contact',
      text: (c, d) =>
        `Les données du point de contact ${c} étaient réputées confirmées jusqu’au ${d}.\nSi elles sont toujours exactes, votre État est invité à les confirmer ; sinon, à les modifier.\n`,
    },
    ru: {
      subject: 'Просьба подтвердить данные контактного пункта',
      text: (c, d) =>
        `Сведения о контактном пункте ${c} считались подтверждёнными до ${d}.\nЕсли они по-прежнему верны, просьба к вашему государству подтвердить их; если нет — изменить.\n`,
    },
    es: {
      subject: 'Se ruega confirmar un punto de contacto',
      text: (c, d) =>
        `Los datos del punto de contacto ${c} se consideraban confirmados hasta el ${d}.\nSi siguen siendo correctos, se ruega que su Estado los confirme; si no, que los modifique.\n`,
    },
  },
};

/** Subject and text of a notice, in one language. */
export function careWords({ what, contact, at }: Pick<Care, 'what' | 'contact' | 'at'>, language: Language) {
  const { subject, text } = WORDS[what][language];
  return { subject, text: text(contact, at.slice(0, 10)) };
}
