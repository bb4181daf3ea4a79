import {
  ActError,
  type AnyAct,
  type formats,
  type InputTemplate,
  inputFault,
  inputSynthesis,
  inputTemplate,
  parseRoundFile,
  type StandingInput,
  synthesisFaults,
  writtenInput,
} from '@comity/acts';
import { findBlob, listBlobSizes, type Reader } from '../../platform/index.ts';
import type { Arrival } from '../record/index.ts';
import { documentsError } from './errors.ts';
import { findRound, listInputs, type StoredInput } from './store-rounds.ts';

/** The files that an act of this room names, each with the size that it says. */
export function filesOf(act: AnyAct): readonly formats.Blob[] {
  switch (act.type) {
    case 'documents.registered':
    case 'documents.submitted':
      return Object.values(act.data.files);
    case 'documents.issued':
    case 'documents.format-added':
      return [act.data.file];
    case 'documents.round-opened':
      return [act.data.template];
    case 'documents.input-submitted':
      return [act.data.input];
    case 'documents.synthesis-issued':
      return [act.data.synthesis];
    default:
      return [];
  }
}

/** Sizes as the act says, and files of a round in their form. A file that is not here is the record's to miss. */
export async function examineFiles(read: Reader, { submission: { act } }: Arrival): Promise<void> {
  const files = filesOf(act);
  if (files.length === 0) return;
  const sizes = await listBlobSizes(
    read,
    files.map((f) => f.sha256),
  );
  for (const { sha256, size } of files) {
    const stored = sizes.get(sha256) ?? size;
    if (stored !== size)
      throw documentsError('file-size', { detail: `${sha256} has ${stored} bytes, not ${size}.` });
  }
  await examineRoundFile(read, act);
}

async function examineRoundFile(read: Reader, act: AnyAct): Promise<void> {
  switch (act.type) {
    case 'documents.round-opened': {
      const blob = await findBlob(read, act.data.template.sha256);
      if (blob) inForm(() => parseRoundFile(inputTemplate, blob.bytes, 'The template'));
      return;
    }
    case 'documents.input-submitted':
      return examineInput(read, act.data);
    case 'documents.synthesis-issued':
      return examineSynthesis(read, act.data);
  }
}

/** Throws `documents.round-file` where the file is not what such a file must be. */
function inForm<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ActError) throw documentsError('round-file', { detail: error.message });
    throw error;
  }
}

async function examineInput(
  read: Reader,
  { round, input }: { readonly round: string; readonly input: formats.Blob },
): Promise<void> {
  const [blob, template] = await Promise.all([findBlob(read, input.sha256), findTemplate(read, round)]);
  // That there is no such round, the rules say.
  if (!blob || !template) return;
  const parsed = inForm(() => parseRoundFile(writtenInput, blob.bytes, 'The input'));
  const fault = inputFault(template, round, parsed);
  if (fault !== undefined) throw documentsError('round-file', { detail: fault });
}

async function examineSynthesis(
  read: Reader,
  { round, synthesis }: { readonly round: string; readonly synthesis: formats.Blob },
): Promise<void> {
  const blob = await findBlob(read, synthesis.sha256);
  if (!blob) return;
  const parsed = inForm(() => parseRoundFile(inputSynthesis, blob.bytes, 'The synthesis'));
  if (parsed.round !== round)
    throw documentsError('round-file', { detail: `The synthesis is of the round ${parsed.round}.` });
  const faults = synthesisFaults(parsed, (await readStanding(read, round)).standing);
  if (faults.length > 0)
    throw documentsError('synthesis-untraced', { detail: faults.slice(0, 5).join('\n') });
}

export async function findTemplate(read: Reader, round: string): Promise<InputTemplate | undefined> {
  const found = await findRound(read, round);
  const blob = found && (await findBlob(read, found.template));
  return blob && parseRoundFile(inputTemplate, blob.bytes, 'The template');
}

/** The newest input of each participant, in the order of receipt, and those that each took the place of. */
export async function readStanding(
  read: Reader,
  round: string,
): Promise<{ readonly standing: readonly StandingInput[]; readonly unread: readonly StoredInput[] }> {
  const all = await listInputs(read, round);
  const newest = new Map(all.map((input) => [input.participant, input]));
  const standing: StandingInput[] = [];
  const unread: StoredInput[] = [];
  for (const input of [...newest.values()].sort((a, b) => a.index - b.index)) {
    const blob = await findBlob(read, input.sha256);
    const answers = blob && answersIn(blob.bytes);
    if (answers) standing.push({ ...input, answers });
    else unread.push(input);
  }
  return { standing, unread };
}

/** Undefined for a file that another host let pass and that cannot be read: it is listed, and compiled nowhere. */
function answersIn(bytes: Uint8Array): Readonly<Record<string, string>> | undefined {
  try {
    return parseRoundFile(writtenInput, bytes, 'The input').answers;
  } catch {
    return undefined;
  }
}
