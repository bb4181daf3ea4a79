/** A text as pages for typst, which makes PDF/UA of it. Typst itself is native and belongs to the server. */
export { type PageOptions, type TypstDocument, typstOf } from './page.ts';
