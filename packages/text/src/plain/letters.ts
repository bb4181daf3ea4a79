import type { Notices } from '../importing/notice.ts';
import type { Line } from './lines.ts';

/** Latin ligatures and Arabic letters in presentation forms; signs like ﷺ are letters of their own and stay. */
const PRESENTATION = /[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+/g;
/** Two angle brackets that extraction left of « and »; and the same around German or reversed quotes. */
const ANGLES = /<<[ \t]{0,3}|[ \t]{0,3}>>/g;

/** One line with its letters as a language writes them; each change is a notice. */
export function mended({ text, line }: Line, language: string, notices: Notices): Line {
  let mending = text;
  const change = (
    code: 'presentation-forms' | 'quotation-marks' | 'letter-spacing',
    pattern: RegExp,
    to: (found: string) => string,
  ) => {
    mending = mending.replace(pattern, (found) => {
      const put = to(found);
      if (put !== found) notices.tally(code, found.trim(), line);
      return put;
    });
  };
  change('presentation-forms', PRESENTATION, (found) => found.normalize('NFKC'));
  const inner = language === 'fr' ? '\u00a0' : '';
  change('quotation-marks', ANGLES, (found) => (found.includes('<') ? `«${inner}` : `${inner}»`));
  change('letter-spacing', /^\p{Lu}(?: \p{Lu}){3,}$/u, (found) => found.replaceAll(' ', ''));
  if (/[\t ]{2,}|\t/.test(mending)) notices.tally('spaces', undefined, line);
  if (mending.includes('\ufffd')) notices.tally('unreadable-characters', undefined, line);
  return { text: mending, line };
}

/** A hyphen at the end of a line, with the letter before it; and what begins the next line. */
const CUT = /(\p{L})[-\u00ad\u2010]$/u;
const GOES_ON = /^\p{Ll}/u;

/** Lines of one paragraph as one; words cut at the end of a line are put together, and each is a notice. */
export function joined(lines: readonly Line[], spaced: boolean, notices: Notices): string {
  const pieces: string[] = [lines[0]?.text ?? ''];
  for (const { text: next, line } of lines.slice(1)) {
    const last = pieces.at(-1)!;
    if (CUT.test(last.slice(-3)) && GOES_ON.test(next)) {
      const [before, after] = [last.split(/\s/).at(-1)!, next.split(/\s/)[0]!];
      notices.add('hyphenation', { line, words: `${before} ${after}` });
      pieces[pieces.length - 1] = last.slice(0, -1);
    } else if (spaced) pieces.push(' ');
    pieces.push(next);
  }
  return pieces.join('');
}
