import type { noticeLanguage } from '../notice-texts.ts';

/** What a contact is told of its own duty: that nobody will be on it, or that a hand-over waits. */
export type AlarmKind = 'gap' | 'handover';
type Language = ReturnType<typeof noticeLanguage>;

interface Words {
  readonly subject: string;
  readonly text: (contact: string, when: string, origin: string) => string;
}

/** No person is named in a mail. */
const WORDS: Readonly<Record<AlarmKind, Readonly<Record<Language, Words>>>> = {
  gap: {
    ar: {
      subject: 'ثغرة في جدول المناوبة',
      text: (c, w, o) =>
        `لا يوجد مناوب لجهة الاتصال ${c} اعتبارا من ${w} (بالتوقيت العالمي المنسق).\nيُرجى استكمال جدول المناوبة أو تسلّم المناوبة على ${o}.\n`,
    },
    zh: {
      subject: '值班表出现空缺',
      text: (c, w, o) => `自${w}（协调世界时）起，联络点${c}无人值班。\n请在 ${o} 补全值班表或接班。\n`,
    },
    en: {
      subject: 'A gap in the duty roster',
      text: (c, w, o) =>
        `Nobody is on duty for the point of contact ${c} from ${w} (UTC).\nPlease complete the duty roster, or take over, at ${o}.\n`,
    },
    fr: {
      subject: 'Une lacune dans le tableau de permanence',
      text: (c, w, o) =>
        `Personne n’est de permanence pour le point de contact ${c} à partir du ${w} (UTC).\nVeuillez compléter le tableau de permanence, ou prendre la permanence, à l’adresse ${o}.\n`,
    },
    ru: {
      subject: 'Пробел в графике дежурств',
      text: (c, w, o) =>
        `С ${w} (ВКВ) за контактный пункт ${c} никто не дежурит.\nПросьба дополнить график дежурств или принять дежурство по адресу ${o}.\n`,
    },
    es: {
      subject: 'Un hueco en el cuadro de guardias',
      text: (c, w, o) =>
        `Nadie está de guardia para el punto de contacto ${c} a partir de ${w} (UTC).\nSe ruega completar el cuadro de guardias, o asumir la guardia, en ${o}.\n`,
    },
  },
  handover: {
    ar: {
      subject: 'تسليم مناوبة في انتظار التأكيد',
      text: (c, w, o) =>
        `لم يؤكَّد بعد تسليم مناوبة جهة الاتصال ${c} الذي جرى في ${w} (بالتوقيت العالمي المنسق).\nيُرجى من المناوب التالي تأكيده على ${o}.\n`,
    },
    zh: {
      subject: '交班待确认',
      text: (c, w, o) => `联络点${c}于${w}（协调世界时）的交班尚未确认。\n请接班人员在 ${o} 确认。\n`,
    },
    en: {
      subject: 'A hand-over waits to be confirmed',
      text: (c, w, o) =>
        `The hand-over of the point of contact ${c} of ${w} (UTC) is not confirmed yet.\nThe next person on duty is asked to confirm it at ${o}.\n`,
    },
    fr: {
      subject: 'Une passation de permanence attend d’être confirmée',
      text: (c, w, o) =>
        `La passation de permanence du point de contact ${c} du ${w} (UTC) n’est pas encore confirmée.\nLa personne suivante est invitée à la confirmer à l’adresse ${o}.\n`,
    },
    ru: {
      subject: 'Передача дежурства ожидает подтверждения',
      text: (c, w, o) =>
        `Передача дежурства по контактному пункту ${c} от ${w} (ВКВ) ещё не подтверждена.\nПросьба к следующему дежурному подтвердить её по адресу ${o}.\n`,
    },
    es: {
      subject: 'Un relevo de guardia espera confirmación',
      text: (c, w, o) =>
        `El relevo de guardia del punto de contacto ${c} de ${w} (UTC) aún no se ha confirmado.\nSe ruega a la persona siguiente que lo confirme en ${o}.\n`,
    },
  },
};

/** Subject and text, in one language; the instant to the minute, in UTC. */
export function alarmWords(
  what: AlarmKind,
  language: Language,
  { contact, at, origin }: { readonly contact: string; readonly at: string; readonly origin: string },
) {
  const { subject, text } = WORDS[what][language];
  return { subject, text: text(contact, at.slice(0, 16).replace('T', ' '), origin) };
}
