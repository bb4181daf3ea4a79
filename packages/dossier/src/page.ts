import { fromBase64, utf8 } from '@comity/log';

/** A page begins with these letters, a zip with others. */
const PAGE = utf8('<!doctype html>');
const BEGIN = '<script id="contents" type="application/zip;base64">';
const END = '</script>';

/** The zip within a page; undefined where the file is no page, or holds none. */
export function contentsOfPage(file: Uint8Array): Uint8Array | undefined {
  if (!PAGE.every((byte, i) => file[i] === byte)) return undefined;
  const text = new TextDecoder('latin1').decode(file);
  const start = text.lastIndexOf(BEGIN);
  const end = text.indexOf(END, start);
  if (start < 0 || end < 0) return undefined;
  try {
    return fromBase64(text.slice(start + BEGIN.length, end));
  } catch {
    return undefined;
  }
}
