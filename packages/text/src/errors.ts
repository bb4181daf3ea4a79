/**
 * Every failure of this package on input from outside: a literal `code` for machines, a sentence for people,
 * and where in the input it lies. Nothing else is thrown.
 */
export class TextError extends Error {
  readonly code: TextErrorCode;
  readonly details: TextErrorDetails;
  constructor(code: TextErrorCode, message: string, details: TextErrorDetails = {}) {
    super(message);
    this.name = 'TextError';
    this.code = code;
    this.details = details;
  }
}

export interface TextErrorDetails {
  /** Where in the text: ids and positions, as `nodes.4.children.0`, or the label of a paragraph. */
  readonly place?: string;
  /** Where in a file: its line, from 1. */
  readonly line?: number;
}

/** A text as it is kept. */
type ModelErrorCode =
  | 'text.malformed'
  | 'text.not-canonical'
  | 'text.not-normal'
  | 'text.duplicate-id'
  | 'text.unknown-note'
  | 'text.unknown-node'
  | 'text.too-large'
  | 'text.too-deep';

/** A file that should become a text. */
type FileErrorCode =
  | 'text.wrong-encoding'
  | 'text.not-xml'
  | 'text.doctype-refused'
  | 'text.not-this-format'
  | 'text.nothing-in-it';

/** An archive that a file is, or comes in. */
type ArchiveErrorCode =
  | 'text.not-an-archive'
  | 'text.archive-encrypted'
  | 'text.archive-refused'
  | 'text.archive-too-large';

export type TextErrorCode = ModelErrorCode | FileErrorCode | ArchiveErrorCode;
