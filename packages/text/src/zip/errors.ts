import { TextError } from '../errors.ts';

/** No zip, or one that is cut off or damaged. */
export const damaged = (why: string): TextError => new TextError('text.not-an-archive', why);
/** A zip as nobody makes it who means well. */
export const refused = (why: string): TextError => new TextError('text.archive-refused', why);
export const encrypted = (why: string): TextError => new TextError('text.archive-encrypted', why);
export const tooLarge = (why: string): TextError => new TextError('text.archive-too-large', why);
