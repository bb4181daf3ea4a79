import { ActError, isListAct, type ParticipantActor, parseListFile } from '@comity/acts';
import { findBlob, type Reader } from '../../../platform/index.ts';
import { type ActHandler, type ActHandlers, type Arrival, listBlobsOutOfReach } from '../../record/index.ts';
import { directoryError } from '../errors.ts';
import { eraseOver } from './erasing.ts';
import { endImports, insertImport } from './store.ts';

/** The file must be what the act says of it, and name States of the body: nobody here repairs a list. */
async function examineFile(read: Reader, { submission: { act }, state }: Arrival): Promise<void> {
  if (act.type !== 'directory.list-imported') return;
  const { file } = act.data;
  const { participant } = act.actor as ParticipantActor;
  // That it is not here, the record says; nor does a file of somebody else tell anything of itself by how it is refused.
  if ((await listBlobsOutOfReach(read, [file.sha256], participant)).length > 0) return;
  const blob = await findBlob(read, file.sha256);
  if (!blob) return;
  const fault = (detail: string) => directoryError('regional-file', { detail });
  if (blob.bytes.length !== file.size)
    throw fault(`The file has ${blob.bytes.length} bytes, not ${file.size} as the act says.`);
  try {
    const { contacts } = parseListFile(blob.bytes, act.data);
    const strange = contacts.find((c) => !state.participants.has(c.state));
    if (strange) throw fault(`${strange.state} is no participant of the body.`);
  } catch (error) {
    if (error instanceof ActError) throw fault(error.message);
    throw error;
  }
}

const handler: ActHandler = {
  blobs: (act) => (act.type === 'directory.list-imported' ? [act.data.file.sha256] : []),
  examine: examineFile,
  place: async (tx, { submission: { act }, id, index, received }) => {
    if (!isListAct(act)) return;
    const at = new Date(received);
    const withdraws = act.type === 'directory.list-withdrawn';
    const reason = withdraws ? act.data.reason : undefined;
    endImports(tx, act.data.regional, at, { withdrawn: withdraws, reason });
    const { participant } = act.actor as ParticipantActor;
    if (!withdraws) insertImport(tx, { index, act: id, participant, data: act.data, received: at });
  },
  close: async (tx, { submission: { act }, received }) => {
    if (isListAct(act)) await eraseOver(tx, received, act.data.regional);
  },
};

export const listHandlers: ActHandlers = {
  'directory.list-imported': handler,
  'directory.list-withdrawn': handler,
};
