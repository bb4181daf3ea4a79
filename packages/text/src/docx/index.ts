/** Documents of word processors: read with what was changed in them, and written, tracked or clean. */
export type { Change, ChangeKind, Span } from './changes.ts';
export type { DocxComment } from './comments.ts';
export type { Accepts, Revision } from './flow.ts';
export type { DocxNotice, DocxNoticeCode } from './notices.ts';
export { type DocxRead, readDocx } from './reading.ts';
export { CHANGE_TITLES, DOCX_NOTICE_TITLES } from './titles.ts';
export type { Version } from './tracking.ts';
export { type DocxWriting, writeDocx, writeTrackedDocx } from './writing.ts';
