import type { Phase } from '@comity/procedure';

/** Who does what next where a procedure stands so: for those who read in any of the six languages. */
const WAITS: Partial<Record<Phase, Readonly<Record<string, string>>>> = {
  open: {
    ar: 'الدول: المواقف والاعتراضات؛ من يتولى الرئاسة: الإعلان',
    zh: '各国：立场和异议；主持人：预告',
    en: 'States: positions and objections; whoever presides: the announcement',
    fr: 'États\u00a0: positions et objections\u202f; présidence\u00a0: annonce préalable',
    ru: 'Государства: позиции и возражения; председательствующий: предварительное объявление',
    es: 'Estados: posiciones y objeciones; quien preside: el anuncio previo',
  },
  window: {
    ar: 'الدول: الاعتراضات',
    zh: '各国：异议',
    en: 'States: objections',
    fr: 'États\u00a0: objections',
    ru: 'Государства: возражения',
    es: 'Estados: objeciones',
  },
  due: {
    ar: 'من يتولى الرئاسة: إعلان المقرر',
    zh: '主持人：宣布决定',
    en: 'Whoever presides: the gavel',
    fr: 'Présidence\u00a0: annonce de la décision',
    ru: 'Председательствующий: объявление решения',
    es: 'Quien preside: el anuncio de la decisión',
  },
  suspended: {
    ar: 'دولة: تأكيد ما ورد كتابيا أو سحبه',
    zh: '一国：确认或撤回书面收到的异议',
    en: 'A State: to confirm or withdraw what came on paper',
    fr: 'Un État\u00a0: confirmer ou retirer ce qui est arrivé par écrit',
    ru: 'Государство: подтвердить или снять поступившее на бумаге',
    es: 'Un Estado: confirmar o retirar lo recibido por escrito',
  },
  broken: {
    ar: 'من يتولى الرئاسة: الإغلاق؛ أو الدول: السحب',
    zh: '主持人：结束程序；或各国：撤回异议',
    en: 'Whoever presides: to close it, or States: to withdraw',
    fr: 'Présidence\u00a0: clore, ou États\u00a0: retirer',
    ru: 'Председательствующий: закрыть; либо государства: снять возражения',
    es: 'Quien preside: cerrarlo, o los Estados: retirar',
  },
};

/** By language; nothing where it waits for nobody. */
export const waitsFor = (phase: Phase): Readonly<Record<string, string>> => WAITS[phase] ?? {};
