import type { AnyAct, formats, StatementText } from '@comity/acts';
import { fromUtf8 } from '@comity/log';
import { findBlob, type Reader } from '../../platform/index.ts';
import type { Arrival } from '../record/index.ts';
import { decisionsError } from './errors.ts';

/** The words of a statement, by which its State speaks. */
const textOf = (act: AnyAct): StatementText | undefined =>
  act.type === 'decisions.dissociated' ||
  act.type === 'decisions.reserved' ||
  act.type === 'decisions.explained'
    ? act.data.text
    : undefined;

/** The files that an act of this room names. */
export function filesOf(act: AnyAct): readonly string[] {
  if (act.type === 'body.rules-changed') return [act.data.rules];
  if (act.type === 'decisions.mandated') return act.data.text ? [act.data.text.sha256] : [];
  const text = textOf(act);
  if (text) return [text.file.sha256];
  if (act.type !== 'decisions.opened') return [];
  const { subject } = act.data;
  return subject.kind === 'rules' || subject.kind === 'mandate' ? [subject.sha256] : [];
}

/** Sizes as the act says, and words that can be read. A file that is not here is the record's to miss. */
export async function examineFiles(read: Reader, { submission: { act } }: Arrival): Promise<void> {
  const text = textOf(act);
  const file = act.type === 'decisions.mandated' ? act.data.text : text?.file;
  const bytes = file && (await findBlob(read, file.sha256))?.bytes;
  if (!bytes) return;
  assertSize(file, bytes);
  if (text && readText(bytes) === undefined)
    throw decisionsError('statement-unreadable', { detail: `${file.sha256} is not text in UTF-8.` });
}

function assertSize({ sha256, size }: formats.Blob, { length }: Uint8Array): void {
  if (length !== size)
    throw decisionsError('file-size', { detail: `${sha256} has ${length} bytes, not ${size}.` });
}

/** The words in a file; undefined where it holds none that can be shown. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    const text = fromUtf8(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
