import { TextError } from '../errors.ts';
import { type Context, followsMove, type Names, noteBookmark, revisionOf, trackedBy } from './context.ts';
import type { FlowPiece, RunMarks, Tracked } from './flow.ts';
import { linkOf, noteDrawing } from './objects.ts';
import { runMarksOf } from './styles.ts';
import { childrenNamed, elementsOf, findChild, switchOf, textOf, valOf, type XmlElement } from './xml.ts';

/** The character style of numbers that are shown before words. */
export const LABEL_STYLE = 'comity label';

/** Without words, or with words that another place has too. */
const SILENT = new Set([
  ...['w:rPr', 'w:pPr', 'w:bookmarkEnd', 'w:proofErr', 'w:permStart', 'w:permEnd', 'w:lastRenderedPageBreak'],
  ...['w:footnoteRef', 'w:endnoteRef', 'w:annotationRef', 'w:separator', 'w:continuationSeparator'],
  ...['w:sdtPr', 'w:sdtEndPr', 'w:smartTagPr', 'w:customXmlPr', 'w:commentReference', 'w:delInstrText'],
  ...[
    'w:customXmlInsRangeStart',
    'w:customXmlInsRangeEnd',
    'w:customXmlDelRangeStart',
    'w:customXmlDelRangeEnd',
  ],
]);
/** What is around words and says nothing that a text keeps. */
const AROUND = new Set([
  'w:smartTag',
  'w:customXml',
  'w:sdt',
  'w:sdtContent',
  'w:bdo',
  'w:dir',
  'w:ruby',
  'w:rubyBase',
]);
const CHANGES = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo']);

/** Fields within each other. */
const MAX_FIELDS = 60;

/** What is around the words at this place. */
interface Around {
  tracked: Tracked;
  href?: string | undefined;
}

/** A field from its beginning to its end: first what it computes, then what that gave. */
interface Field {
  instruction: string;
  isResult: boolean;
  href?: string | undefined;
}

/** Reads the runs of one paragraph. */
export class Runs {
  readonly pieces: FlowPiece[] = [];
  readonly names: Names;
  readonly #context: Context;
  readonly #fields: Field[] = [];

  constructor(context: Context, names: Names) {
    this.#context = context;
    this.names = names;
  }

  read(of: XmlElement, around: Around = { tracked: {} }): void {
    for (const child of elementsOf(of)) this.#child(child, around);
  }

  #child(element: XmlElement, around: Around): void {
    const { name, attributes } = element;
    if (name === 'w:r') this.#run(element, around);
    else if (CHANGES.has(name))
      this.read(element, { ...around, tracked: trackedBy(element, around.tracked, this.#context) });
    else if (name === 'w:hyperlink') this.read(element, { ...around, href: linkOf(element, this.#context) });
    else if (name === 'w:fldSimple') this.#simpleField(element, around);
    else if (AROUND.has(name)) this.read(element, around);
    else if (name === 'w:bookmarkStart') noteBookmark(element, this.names);
    else if (name === 'w:commentRangeStart') this.#pin(`comment ${attributes.id} from`);
    else if (name === 'w:commentRangeEnd') this.#pin(`comment ${attributes.id} to`);
    else if (name === 'mc:AlternateContent') this.read(alternative(element), around);
    else if (name === 'm:oMath' || name === 'm:oMathPara')
      this.#context.notices.add('equation', textOf(element));
    else if (!followsMove(element, this.#context) && !SILENT.has(name))
      this.#context.notices.add('unknown-element', name);
  }

  #pin(pin: string): void {
    this.pieces.push({ kind: 'pin', pin });
  }

  #simpleField(element: XmlElement, around: Around): void {
    const instruction = element.attributes.instr ?? '';
    const href = hrefOf(instruction);
    if (href === undefined) this.#context.notices.add('field', instruction);
    this.read(element, href === undefined ? around : { ...around, href });
  }

  #run(run: XmlElement, { tracked, href }: Around): void {
    const properties = findChild(run, 'w:rPr');
    const { styles, notices } = this.#context;
    const style = styles.get(valOf(properties, 'w:rStyle') ?? '');
    const label = style?.name.toLowerCase() === LABEL_STYLE && { label: true as const };
    if (switchOf(properties, 'w:vanish') ?? style?.hidden) notices.add('hidden-words', textOf(run));
    const marks = runMarksOf(properties, styles);
    const was = this.#before(properties, marks);
    for (const child of elementsOf(run)) {
      const inField = this.#fields.findLast((field) => field.href)?.href;
      const link = href ?? inField;
      const add = (text: string) => {
        if (this.#fields.some(({ isResult }) => !isResult)) return;
        const own: RunMarks = { ...marks, ...(link && { href: link }) };
        const before = was && { was: { ...was, marks: { ...was.marks, ...(link && { href: link }) } } };
        this.pieces.push({ kind: 'words', text, marks: own, ...tracked, ...label, ...before });
      };
      this.#inRun(child, tracked, add);
    }
  }

  /** A change of marks alone, if it is one of those that a text keeps. */
  #before(properties: XmlElement | undefined, marks: RunMarks) {
    const change = findChild(properties, 'w:rPrChange');
    if (!change) return undefined;
    const before = runMarksOf(findChild(change, 'w:rPr'), this.#context.styles);
    const isSame = (['strong', 'emphasis', 'underline'] as const).every(
      (mark) => before[mark] === marks[mark],
    );
    if (!isSame) return { marks: before, by: revisionOf(change) };
    this.#context.notices.add('formatting-change');
    return undefined;
  }

  #inRun(child: XmlElement, tracked: Tracked, add: (text: string) => void): void {
    const { name, attributes } = child;
    const { notices } = this.#context;
    if (name === 'w:t' || name === 'w:delText') add(wordsIn(child));
    else if (name === 'w:tab' || name === 'w:ptab') add('\t');
    else if (name === 'w:br' || name === 'w:cr') add(isLineBreak(child) ? '\n' : ' ');
    else if (name === 'w:noBreakHyphen') add('\u2011');
    else if (name === 'w:softHyphen') add('\u00ad');
    else if (name === 'w:footnoteReference') this.#note(`footnote ${attributes.id}`, tracked);
    else if (name === 'w:endnoteReference') this.#note(`endnote ${attributes.id}`, tracked);
    else if (name === 'w:fldChar') this.#field(attributes.fldCharType ?? '');
    else if (name === 'w:instrText') this.#instruct(textOf(child));
    else if (name === 'w:sym') notices.add('symbol', `${attributes.font ?? ''} ${attributes.char ?? ''}`);
    else if (name === 'mc:AlternateContent')
      for (const inner of elementsOf(alternative(child))) this.#inRun(inner, tracked, add);
    else if (name === 'w:drawing' || name === 'w:pict' || name === 'w:object') noteDrawing(child, notices);
    else if (name === 'w:ruby') this.read(child, { tracked });
    else if (!SILENT.has(name)) notices.add('unknown-element', name);
  }

  #note(key: string, tracked: Tracked): void {
    this.pieces.push({ kind: 'note', key, ...tracked });
  }

  #instruct(text: string): void {
    const field = this.#fields.at(-1);
    if (field && !field.isResult) field.instruction += text;
  }

  #begin(): void {
    if (this.#fields.length >= MAX_FIELDS)
      throw new TextError('text.too-deep', `More than ${MAX_FIELDS} fields within each other.`);
    this.#fields.push({ instruction: '', isResult: false });
  }

  #field(type: string): void {
    const field = this.#fields.at(-1);
    if (type === 'begin') this.#begin();
    else if (field && type === 'separate') {
      field.isResult = true;
      field.href = hrefOf(field.instruction);
      if (field.href === undefined) this.#context.notices.add('field', field.instruction);
    } else if (field && type === 'end') {
      if (!field.isResult) this.#context.notices.add('field', field.instruction);
      this.#fields.pop();
    }
  }
}

/** Of two ways to say the same, the one for programs that know less. */
function alternative(element: XmlElement): XmlElement {
  return (
    findChild(element, 'mc:Fallback') ??
    childrenNamed(element, 'mc:Choice')[0] ?? { ...element, children: [] }
  );
}

const isLineBreak = ({ attributes }: XmlElement): boolean =>
  attributes.type === undefined || attributes.type === 'textWrapping';

/** Spaces at the ends count only where the file says so; line ends of the file are spaces. */
function wordsIn(element: XmlElement): string {
  const text = textOf(element).replace(/[\r\n\t]/g, ' ');
  return element.attributes.space === 'preserve' ? text : text.replace(/^ +| +$/g, '');
}

const hrefOf = (instruction: string): string | undefined =>
  /^\s*HYPERLINK\s+"((?:https?:\/\/|mailto:)[\x21-\x7e]{1,1990})"/i.exec(instruction)?.[1];
