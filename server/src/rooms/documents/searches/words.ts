/** What mails about saved searches say. They carry symbols and titles of public documents, and no words of a search. */
export interface DigestWords {
  readonly newSubject: string;
  intro(name: string): string;
  more(count: number): string;
  read(url: string): string;
  stop(id: string): string;
  readonly codeSubject: string;
  code(name: string, code: string): string;
  codeIf: string;
}

const stopBy = (id: string) => `comity documents searches remove ${id}`;

const WORDS: Readonly<Record<string, DigestWords>> = {
  ar: {
    newSubject: 'وثائق جديدة في بحث محفوظ',
    intro: (name) => `البحث المحفوظ: ${name}\nالوثائق التي صدرت منذ الرسالة السابقة، وبين قوسين عدد الفقرات:`,
    more: (count) => `ووثائق أخرى، عددها: ${count}`,
    read: (url) => `للاطلاع: ${url}`,
    stop: (id) => `لإيقاف هذه الرسائل، يُحذف البحث في الصفحة نفسها أو بالأمر:\n${stopBy(id)}`,
    codeSubject: 'تأكيد عنوان البريد لبحث محفوظ',
    code: (name, code) => `طُلب إرسال مستجدات البحث المحفوظ «${name}» إلى هذا العنوان.\nالرمز: ${code}`,
    codeIf:
      'يُدخل الرمز في صفحة عمليات البحث المحفوظة. ومن لم يطلب ذلك يمكنه تجاهل هذه الرسالة، ولن تُرسل رسالة أخرى.',
  },
  zh: {
    newSubject: '已保存的检索有新文件',
    intro: (name) => `已保存的检索：${name}\n上次来信后印发的文件，括号内为段落数：`,
    more: (count) => `其他文件：${count}`,
    read: (url) => `查阅：${url}`,
    stop: (id) => `如不再接收，可在该页删除此检索，或使用命令：\n${stopBy(id)}`,
    codeSubject: '确认已保存检索的邮件地址',
    code: (name, code) => `有人请求将已保存检索“${name}”的新结果寄到此地址。\n代码：${code}`,
    codeIf: '请在已保存检索的页面输入此代码。如未提出请求，可不予理会，不会再寄其他邮件。',
  },
  en: {
    newSubject: 'New documents in a saved search',
    intro: (name) =>
      `Saved search: ${name}\nDocuments issued since the last mail, with the number of paragraphs in brackets:`,
    more: (count) => `Further documents: ${count}`,
    read: (url) => `Read them: ${url}`,
    stop: (id) => `To end these mails, delete the search on that page, or by the command:\n${stopBy(id)}`,
    codeSubject: 'Confirm the mail address of a saved search',
    code: (name, code) =>
      `Somebody asked that what is new in the saved search “${name}” be sent to this address.\nCode: ${code}`,
    codeIf:
      'Enter the code on the page of saved searches. If you did not ask for this, pass over it: no other mail will come.',
  },
  fr: {
    newSubject: 'Nouveaux documents dans une recherche enregistrée',
    intro: (name) =>
      `Recherche enregistrée\u00a0: ${name}\nDocuments parus depuis le dernier message, avec le nombre de paragraphes entre parenthèses\u00a0:`,
    more: (count) => `Autres documents\u00a0: ${count}`,
    read: (url) => `Les consulter\u00a0: ${url}`,
    stop: (id) =>
      `Pour ne plus recevoir ces messages, supprimer la recherche sur cette page ou par la commande\u00a0:\n${stopBy(id)}`,
    codeSubject: 'Confirmer l’adresse électronique d’une recherche enregistrée',
    code: (name, code) =>
      `Il a été demandé d’envoyer à cette adresse les nouveautés de la recherche enregistrée «\u00a0${name}\u00a0».\nCode\u00a0: ${code}`,
    codeIf:
      'Saisir le code sur la page des recherches enregistrées. Si vous n’avez rien demandé, ne pas tenir compte de ce message\u202f; il n’y en aura pas d’autre.',
  },
  ru: {
    newSubject: 'Новые документы по сохранённому поиску',
    intro: (name) =>
      `Сохранённый поиск: ${name}\nДокументы, выпущенные после предыдущего письма (в скобках — число пунктов):`,
    more: (count) => `Другие документы: ${count}`,
    read: (url) => `Ознакомиться: ${url}`,
    stop: (id) => `Чтобы прекратить рассылку, удалите поиск на этой странице или командой:\n${stopBy(id)}`,
    codeSubject: 'Подтверждение адреса для сохранённого поиска',
    code: (name, code) =>
      `На этот адрес просят присылать новое по сохранённому поиску «${name}».\nКод: ${code}`,
    codeIf:
      'Введите код на странице сохранённых поисков. Если вы об этом не просили, ничего делать не нужно: других писем не будет.',
  },
  es: {
    newSubject: 'Documentos nuevos en una búsqueda guardada',
    intro: (name) =>
      `Búsqueda guardada: ${name}\nDocumentos publicados desde el último mensaje, con el número de párrafos entre paréntesis:`,
    more: (count) => `Otros documentos: ${count}`,
    read: (url) => `Consultarlos: ${url}`,
    stop: (id) =>
      `Para dejar de recibir estos mensajes, elimine la búsqueda en esa página o con la orden:\n${stopBy(id)}`,
    codeSubject: 'Confirmar la dirección de correo de una búsqueda guardada',
    code: (name, code) =>
      `Se ha pedido enviar a esta dirección las novedades de la búsqueda guardada «${name}».\nCódigo: ${code}`,
    codeIf:
      'Introduzca el código en la página de búsquedas guardadas. Si no lo ha pedido usted, no haga nada: no recibirá más mensajes.',
  },
};

/** In English where there are no words in a language yet. */
export const digestWords = (language: string): DigestWords =>
  WORDS[language.split('-')[0]!] ?? (WORDS.en as DigestWords);
