/** The fields of the form of a form test, in their order. */
export const FORM_FIELDS = ['what', 'noticed', 'systems', 'effect', 'asked', 'reply'] as const;
export type FormField = (typeof FORM_FIELDS)[number];

type Card = Readonly<Record<FormField, string>>;
type Language = 'ar' | 'zh' | 'en' | 'fr' | 'ru' | 'es';

/** Invented cases, the same in six languages: whoever fills in a form copies one, whoever reads it has the same before them. */
export const CARDS: Readonly<Record<string, Readonly<Record<Language, Card>>>> = {
  '1': {
    ar: {
      what: 'رسائل تصيّد إلكتروني موجهة إلى موظفي ميناء',
      noticed: '2 آذار/مارس، الساعة 09:30 بالتوقيت العالمي المنسق',
      systems: 'البريد الإلكتروني لإدارة الميناء (mail.port.example)',
      effect: 'توقف الحجز الإلكتروني للشاحنات مدة ثلاث ساعات',
      asked: 'هل رصدتم رسائل من العنوان 192.0.2.17؟',
      reply: 'cert@alpha.example، على مدار الساعة',
    },
    zh: {
      what: '针对某港口工作人员的钓鱼邮件',
      noticed: '3月2日09:30（协调世界时）',
      systems: '港务局电子邮件（mail.port.example）',
      effect: '卡车电子预约中断三小时',
      asked: '贵方是否发现来自192.0.2.17的邮件？',
      reply: 'cert@alpha.example，全天候',
    },
    en: {
      what: 'Phishing mails to the staff of a port',
      noticed: '2 March, 09:30 UTC',
      systems: 'E-mail of the port authority (mail.port.example)',
      effect: 'Online booking of trucks was down for three hours',
      asked: 'Have you seen mails from 192.0.2.17?',
      reply: 'cert@alpha.example, day and night',
    },
    fr: {
      what: 'Courriels d’hameçonnage adressés au personnel d’un port',
      noticed: '2 mars, 9 h 30 (UTC)',
      systems: 'Messagerie de l’autorité portuaire (mail.port.example)',
      effect: 'Réservation en ligne des camions interrompue pendant trois heures',
      asked: 'Avez-vous constaté des courriels provenant de 192.0.2.17\u00a0?',
      reply: 'cert@alpha.example, jour et nuit',
    },
    ru: {
      what: 'Фишинговые письма сотрудникам порта',
      noticed: '2 марта, 09:30 (ВКВ)',
      systems: 'Электронная почта администрации порта (mail.port.example)',
      effect: 'Электронная запись грузовиков не работала три часа',
      asked: 'Видели ли вы письма с адреса 192.0.2.17?',
      reply: 'cert@alpha.example, круглосуточно',
    },
    es: {
      what: 'Correos de suplantación dirigidos al personal de un puerto',
      noticed: '2 de marzo, 9.30 horas (UTC)',
      systems: 'Correo electrónico de la autoridad portuaria (mail.port.example)',
      effect: 'La reserva en línea de camiones estuvo interrumpida tres horas',
      asked: '¿Han observado correos procedentes de 192.0.2.17?',
      reply: 'cert@alpha.example, día y noche',
    },
  },
  '2': {
    ar: {
      what: 'تعذّر الوصول إلى موقع دائرة الأرصاد الجوية',
      noticed: '14 أيلول/سبتمبر، الساعة 22:05 بالتوقيت العالمي المنسق',
      systems: 'موقع الإنذارات (weather.example) وخادما الأسماء التابعان له',
      effect: 'لم تصل إنذارات العواصف إلى الجمهور مدة 40 دقيقة',
      asked: 'تزويدنا بعيّنات من حركة البيانات الصادرة من شبكاتكم',
      reply: 'noc@bravo.example، من الساعة 06:00 إلى 22:00',
    },
    zh: {
      what: '气象部门网站无法访问',
      noticed: '9月14日22:05（协调世界时）',
      systems: '预警网站（weather.example）及其两台域名服务器',
      effect: '公众40分钟内未收到风暴预警',
      asked: '请提供贵方网络发出流量的样本',
      reply: 'noc@bravo.example，06:00至22:00',
    },
    en: {
      what: 'The site of a weather service could not be reached',
      noticed: '14 September, 22:05 UTC',
      systems: 'The site for warnings (weather.example) and its two name servers',
      effect: 'Storm warnings did not reach the public for 40 minutes',
      asked: 'Samples of the traffic that leaves your networks',
      reply: 'noc@bravo.example, 06:00 to 22:00',
    },
    fr: {
      what: 'Site d’un service météorologique inaccessible',
      noticed: '14 septembre, 22 h 05 (UTC)',
      systems: 'Site des alertes (weather.example) et ses deux serveurs de noms',
      effect: 'Le public n’a pas reçu les alertes de tempête pendant 40 minutes',
      asked: 'Échantillons du trafic sortant de vos réseaux',
      reply: 'noc@bravo.example, de 6 heures à 22 heures',
    },
    ru: {
      what: 'Сайт метеорологической службы недоступен',
      noticed: '14 сентября, 22:05 (ВКВ)',
      systems: 'Сайт предупреждений (weather.example) и два его сервера имён',
      effect: 'Штормовые предупреждения не доходили до населения 40 минут',
      asked: 'Образцы трафика, исходящего из ваших сетей',
      reply: 'noc@bravo.example, с 06:00 до 22:00',
    },
    es: {
      what: 'No se podía acceder al sitio de un servicio meteorológico',
      noticed: '14 de septiembre, 22.05 horas (UTC)',
      systems: 'El sitio de alertas (weather.example) y sus dos servidores de nombres',
      effect: 'Las alertas de tormenta no llegaron al público durante 40 minutos',
      asked: 'Muestras del tráfico que sale de sus redes',
      reply: 'noc@bravo.example, de 6.00 a 22.00 horas',
    },
  },
};
