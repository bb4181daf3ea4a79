/** Pages as PDF/UA-1: tagged, with fonts for six languages within the file. */
export { PdfPress, type PdfSource } from './press.ts';
