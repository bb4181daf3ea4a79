import type { Mandate } from '@comity/acts';

/** The mandate of the demonstration: fictitious, and says so. */
export const DEMO_MANDATE: Mandate = {
  v: 1,
  name: {
    ar: 'هيئة تجريبية معنية بأمن تكنولوجيا المعلومات والاتصالات',
    zh: '信息和通信技术安全演示机构',
    en: 'Demonstration body on the security of information and communications technologies',
    fr: 'Organe de démonstration sur la sécurité des technologies de l’information et des communications',
    ru: 'Демонстрационный орган по безопасности информационно-коммуникационных технологий',
    es: 'Órgano de demostración sobre la seguridad de las tecnologías de la información y las comunicaciones',
  },
  purpose: {
    ar: 'عرض تجريبي. تظهر الدول الحقيقية بصفتها مشاركة فقط؛ أما الأشخاص والعناوين والحوادث فخيالية.',
    zh: '演示。真实国家仅作为参加方出现；人员、地址和事件均为虚构。',
    en: 'A demonstration. Real States appear as participants only; persons, addresses and incidents are fictitious.',
    fr: 'Démonstration. Les États réels n’apparaissent qu’en tant que participants ; les personnes, les adresses et les incidents sont fictifs.',
    ru: 'Демонстрация. Реальные государства указаны только как участники; лица, адреса и инциденты вымышлены.',
    es: 'Demostración. Los Estados reales figuran únicamente como participantes; las personas, las direcciones y los incidentes son ficticios.',
  },
};

export const SECRETARIAT = {
  id: 'secretariat',
  names: {
    ar: 'الأمانة',
    zh: '秘书处',
    en: 'Secretariat',
    fr: 'Secrétariat',
    ru: 'Секретариат',
    es: 'Secretaría',
  },
};
