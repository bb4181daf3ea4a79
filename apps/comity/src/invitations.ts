import { derivedId, readMarkdown, type Text } from '@comity/text';

export const LETTER_LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];

/** What a letter is about: names in its language, which do not inflect and take no article. */
export interface Invitation {
  readonly state: string;
  readonly body: string;
  /** RFC 3339. */
  readonly date: string;
}

type Letter = (i: Invitation) => readonly string[];

/** A title, then paragraphs: an invitation to nominate points of contact. Nobody is told that it has to. */
const LETTERS: Readonly<Record<LetterLanguage, Letter>> = {
  en: ({ state, body }) => [
    'Nomination of points of contact',
    `To the Permanent Mission: ${state}`,
    `The secretariat of the following body presents its compliments: ${body}. It has the honour to recall that every participating State may nominate diplomatic and technical points of contact. According to the directory, no point of contact of your State has been nominated yet.`,
    'A State that wishes to nominate is invited to reply by note verbale and to state, for each contact: the institution and unit; telephones and e-mail addresses; operational languages; hours and time zone; what the contact may do alone; and the alternate. The name of a person may be left out: it is the office that is nominated.',
    'A nomination by note is entered at once and marked as not yet signed by the State. With a key of its own the State can sign and keep its entry itself; the secretariat will gladly explain how.',
    'Participation is voluntary. Neither a nomination nor its absence implies a judgement, and sending or receiving a message implies no attribution.',
  ],
  fr: ({ state, body }) => [
    'Désignation de points de contact',
    `À la Mission permanente\u00a0: ${state}`,
    `Le secrétariat de l’organe ci-après présente ses compliments\u00a0: ${body}. Il a l’honneur de rappeler que tout État participant peut désigner des points de contact diplomatiques et techniques. D’après l’annuaire, votre État n’a pas encore désigné de point de contact.`,
    'L’État qui souhaite en désigner est invité à répondre par note verbale en indiquant, pour chaque point de contact\u00a0: l’institution et le service\u202f; les numéros de téléphone et adresses électroniques\u202f; les langues opérationnelles\u202f; les heures et le fuseau horaire\u202f; ce que le point de contact peut décider seul\u202f; le suppléant. Le nom d’une personne peut être omis\u00a0: c’est le service qui est désigné.',
    'Une désignation par note est inscrite sans délai, avec la mention qu’elle n’est pas encore signée par l’État. Muni de sa propre clé, l’État peut signer et tenir lui-même son inscription\u202f; le secrétariat se tient à sa disposition pour en expliquer la marche.',
    'La participation est volontaire. Ni la désignation ni son absence n’emporte de jugement, et l’envoi ou la réception d’un message n’implique aucune attribution.',
  ],
  es: ({ state, body }) => [
    'Designación de puntos de contacto',
    `A la Misión Permanente: ${state}`,
    `La secretaría del órgano siguiente saluda atentamente: ${body}. Tiene el honor de recordar que todo Estado participante puede designar puntos de contacto diplomáticos y técnicos. Según el directorio, su Estado todavía no ha designado ninguno.`,
    'Se invita al Estado que desee hacerlo a responder mediante nota verbal, indicando para cada punto de contacto: la institución y la dependencia; los teléfonos y las direcciones electrónicas; los idiomas operacionales; el horario y la zona horaria; lo que el punto de contacto puede decidir por sí solo; y el suplente. Puede omitirse el nombre de la persona: se designa la oficina.',
    'La designación por nota se inscribe de inmediato, con la indicación de que el Estado aún no la ha firmado. Con una clave propia, el Estado puede firmar y mantener su inscripción; la secretaría explicará con gusto cómo hacerlo.',
    'La participación es voluntaria. Ni la designación ni su falta entrañan juicio alguno, y el envío o la recepción de un mensaje no implica ninguna atribución.',
  ],
  ru: ({ state, body }) => [
    'Назначение контактных пунктов',
    `Постоянному представительству: ${state}`,
    `Секретариат следующего органа свидетельствует своё уважение: ${body}. Он имеет честь напомнить, что каждое участвующее государство может назначить дипломатические и технические контактные пункты. Согласно справочнику, ваше государство контактных пунктов ещё не назначило.`,
    'Государству, желающему это сделать, предлагается ответить вербальной нотой, указав по каждому контактному пункту: учреждение и подразделение; номера телефонов и адреса электронной почты; рабочие языки связи; часы работы и часовой пояс; что контактный пункт вправе решать самостоятельно; кто его замещает. Имя сотрудника можно не указывать: назначается учреждение.',
    'Назначение, полученное нотой, вносится незамедлительно с пометкой о том, что государство его ещё не подписало. Имея собственный ключ, государство может подписывать и вести свою запись само; секретариат охотно пояснит, как это сделать.',
    'Участие является добровольным. Ни назначение, ни его отсутствие не означают какой-либо оценки, а отправка или получение сообщения не означает присвоения ответственности.',
  ],
  zh: ({ state, body }) => [
    '指定联络点',
    `致常驻代表团：${state}`,
    `以下机构的秘书处谨此致意：${body}。秘书处谨忆及，每一参加国均可指定外交联络点和技术联络点。据名录记载，贵国尚未指定联络点。`,
    '有意指定的国家请以普通照会答复，并就每一联络点说明：机构和部门；电话和电子邮件地址；业务语言；工作时间和时区；联络点可自行决定的事项；候补联络点。可不写明个人姓名：所指定的是机构。',
    '以照会作出的指定将立即登记，并注明该国尚未签署。国家如有自己的密钥，可自行签署和维护其登记内容；秘书处乐意说明办法。',
    '参加纯属自愿。指定与否均不含任何评判，发送或接收消息也不意味着归因。',
  ],
  ar: ({ state, body }) => [
    'تسمية جهات الاتصال',
    `إلى البعثة الدائمة: ${state}`,
    `تهدي أمانة الهيئة التالية أطيب تحياتها: ${body}. وتتشرف بأن تذكّر بأن لكل دولة مشاركة أن تسمّي جهات اتصال دبلوماسية وتقنية. ووفقاً للدليل، لم تسمّ دولتكم أي جهة اتصال بعد.`,
    'والدولة التي ترغب في ذلك مدعوة إلى الرد بمذكرة شفوية تبيّن فيها، لكل جهة اتصال: المؤسسة والوحدة؛ وأرقام الهاتف وعناوين البريد الإلكتروني؛ ولغات العمل؛ وساعات العمل والمنطقة الزمنية؛ وما يجوز لجهة الاتصال البتّ فيه بمفردها؛ والبديل. ويمكن إغفال اسم الشخص، فالتسمية للمكتب.',
    'وتُقيَّد التسمية الواردة بمذكرة فوراً مع الإشارة إلى أن الدولة لم توقّعها بعد. ويمكن للدولة، بمفتاح خاص بها، أن توقّع قيدها وتتولاه بنفسها؛ ويسر الأمانة أن تشرح كيفية ذلك.',
    'والمشاركة طوعية. ولا تنطوي التسمية ولا عدمها على أي حكم، ولا يعني إرسال رسالة أو تلقيها إسناد أي مسؤولية.',
  ],
};

/** Characters that Markdown would read as more than themselves. */
const plainMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ');

/** The letter as a text, to be written in any format. Throws `TextError`. */
export function invitationTo(given: Invitation, language: LetterLanguage): Text {
  const { date } = given;
  const [state, body] = [plainMarkdown(given.state), plainMarkdown(given.body)];
  const [title, ...paragraphs] = LETTERS[language]({ state, body, date });
  const source = [`# ${title}`, ...paragraphs, date.slice(0, 10)].join('\n\n');
  return readMarkdown(source, {
    language,
    ids: (place) => derivedId(`invitation ${state} ${language}`, place),
  }).text;
}
