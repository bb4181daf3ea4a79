import { type ActType, type AnyAct, documentRulesOf, isHost, splitSymbol, symbolKey } from '@comity/acts';
import type { Tx } from '../../platform/index.ts';
import type { ActHandler, ActHandlers, Placed } from '../record/index.ts';
import { aboutOf, factsOf } from './facts.ts';
import { examineFiles, filesOf } from './files.ts';
import { placeInitiative } from './placing-initiatives.ts';
import { placeRound } from './placing-rounds.ts';
import { insertDocument, insertEmbargo, insertVersion, insertWithdrawal } from './store.ts';
import {
  insertAgreement,
  insertDetails,
  insertFormat,
  insertOrgan,
  insertSponsor,
  insertSubmission,
  insertSymbol,
} from './store-registry.ts';

const handler: ActHandler = {
  about: aboutOf,
  facts: factsOf,
  examine: examineFiles,
  // One file may serve two languages: it is used once.
  blobs: (act) => [...new Set(filesOf(act).map((f) => f.sha256))],
  place: async (tx, placed) => {
    placeDocument(tx, placed);
    placeInitiative(tx, placed);
    placeRound(tx, placed);
  },
};

const TYPES = [
  'documents.registered',
  'documents.issued',
  'documents.withdrawn',
  'documents.organ-registered',
  'documents.classified',
  'documents.format-added',
  'documents.agreement-recorded',
  'documents.agreement-struck',
  'documents.submitted',
  'documents.submission-withdrawn',
  'documents.sponsored',
  'documents.sponsorship-ended',
  'documents.initiative-presented',
  'documents.initiative-recorded',
  'documents.initiative-withdrawn',
  'documents.coverage-declared',
  'documents.round-opened',
  'documents.round-extended',
  'documents.input-submitted',
  'documents.synthesis-issued',
  'documents.correction-requested',
  'documents.correction-answered',
] as const satisfies readonly ActType[];

export const documentsHandlers: ActHandlers = Object.fromEntries(TYPES.map((type) => [type, handler]));

/** Who acts, where no host does. */
export const participantOf = ({ actor }: AnyAct): string => (isHost(actor) ? '' : actor.participant);

function placeDocument(tx: Tx, { submission: { act }, index, received, state }: Placed): void {
  const at = { index, received: new Date(received) };
  switch (act.type) {
    case 'documents.registered':
      insertDocument(tx, { ...act.data, ...at });
      placeEmbargo(tx, act.data, index);
      placeDescription(tx, act.data, index, state);
      return;
    case 'documents.submitted': {
      const { document, files } = act.data;
      insertDocument(tx, { ...act.data, ...at, source: 'participant' });
      placeEmbargo(tx, act.data, index);
      const languages = Object.keys(files);
      insertSubmission(tx, { document, index, participant: participantOf(act), languages });
      placeDescription(tx, act.data, index, state);
      return;
    }
    case 'documents.classified':
      placeDescription(tx, act.data, index, state);
      return;
    case 'documents.issued':
      insertVersion(tx, { ...act.data, ...at });
      return;
    case 'documents.withdrawn':
      insertWithdrawal(tx, { ...act.data, index });
      return;
    case 'documents.submission-withdrawn':
      insertWithdrawal(tx, { ...act.data, reason: act.data.reason ?? '', index });
      return;
    case 'documents.format-added':
      insertFormat(tx, { ...act.data, index });
      return;
    case 'documents.agreement-recorded':
      insertAgreement(tx, { ...act.data, index });
      return;
    case 'documents.agreement-struck':
      insertAgreement(tx, { document: act.data.document, index });
      return;
    case 'documents.organ-registered':
      insertOrgan(tx, { ...act.data, index });
      return;
    case 'documents.sponsored':
    case 'documents.sponsorship-ended': {
      const joined = act.type === 'documents.sponsored';
      insertSponsor(tx, { ...act.data, ...at, participant: participantOf(act), joined });
    }
  }
}

function placeEmbargo(
  tx: Tx,
  { document, embargo }: { readonly document: string; readonly embargo?: string | undefined },
  index: number,
): void {
  if (embargo !== undefined) insertEmbargo(tx, { document, embargo, index });
}

type Description = Parameters<typeof insertDetails>[1] & { readonly symbol?: string | undefined };

const DETAILS = ['class', 'organ', 'session', 'agenda', 'original', 'words'] as const;

function placeDescription(
  tx: Tx,
  data: Omit<Description, 'index'>,
  index: number,
  { rules }: Placed['state'],
): void {
  if (DETAILS.some((name) => data[name] !== undefined)) insertDetails(tx, { ...data, index });
  const { document, symbol } = data;
  if (symbol === undefined) return;
  const { work } = splitSymbol(documentRulesOf(rules), symbol);
  insertSymbol(tx, { key: symbolKey(symbol), document, index, symbol, work: symbolKey(work) });
}
