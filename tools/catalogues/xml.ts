/** What an XML file says, in order. Names are without their prefix. */
export interface XmlReader {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  text(text: string): void;
  close(name: string): void;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.-]*`;
const QUALIFIED = `(?:${NAME}:)?${NAME}`;
/** The alternatives do not overlap: whatever does not match is not well-formed. */
const TOKEN = new RegExp(
  [
    '<!--[^]*?-->',
    '<\\?[^]*?\\?>',
    '<!\\[CDATA\\[(?<cdata>[^]*?)\\]\\]>',
    `</(?<close>${QUALIFIED})\\s*>`,
    `<(?<open>${QUALIFIED})(?<attributes>(?:\\s+${QUALIFIED}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'yu',
);
const ATTRIBUTE = new RegExp(`(${QUALIFIED})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'gu');

/**
 * Reads a small XML file to its end. No DTD and no entity but the five of XML: nothing is fetched and nothing
 * grows. Throws SyntaxError where it is not well-formed.
 */
export function readXml(source: string, reader: XmlReader): void {
  const stack: string[] = [];
  const xml = source.replace(/^\uFEFF/, '');
  let roots = 0;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < xml.length; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(xml);
    if (!found) throw new SyntaxError(`Not XML that can be read here, at character ${at}.`);
    const { cdata, close, open, attributes, empty, text } = found.groups!;
    if (open !== undefined) {
      if (stack.length === 0 && ++roots > 1) throw new SyntaxError('More than one root element.');
      reader.open(local(open), readAttributes(attributes!));
      if (empty) reader.close(local(open));
      else stack.push(open);
    } else if (close !== undefined) {
      if (stack.pop() !== close) throw new SyntaxError(`</${close}> closes what was not open.`);
      reader.close(local(close));
    } else if (stack.length > 0) {
      if (cdata !== undefined) reader.text(cdata);
      else if (text !== undefined) reader.text(unescapeXml(text));
    } else if (cdata !== undefined || text?.trim())
      throw new SyntaxError('Text outside of the root element.');
  }
  if (stack.length > 0 || roots === 0) throw new SyntaxError('The file ends too early.');
}

/** Text as it stands in an element or in an attribute between double quotation marks. */
export const escapeXml = (text: string): string =>
  text.replace(/[<>&"]/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[sign]!);

const local = (name: string) => name.slice(name.indexOf(':') + 1);

function readAttributes(text: string): Map<string, string> {
  const found = [...text.matchAll(ATTRIBUTE)];
  return new Map(found.map(([, name, double, single]) => [local(name!), unescapeXml((double ?? single)!)]));
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));|&/gi, (whole, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    if (name !== undefined && Object.hasOwn(NAMED, name)) return NAMED[name]!;
    throw new SyntaxError(`${whole} is no character.`);
  });
}
