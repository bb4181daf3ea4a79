import { type AnyAct, embargoOf, type HybridKey, type PublicKey } from '@comity/acts';

export interface RequiredBlob {
  readonly sha256: string;
  /** In bytes, where the act names it. */
  readonly size?: number;
  readonly what: string;
  /** Until when only participants may read it, milliseconds since 1970; absent where everybody may. */
  readonly until?: number;
}

const ofKey = (key: PublicKey, what: string): RequiredBlob[] =>
  key.alg === 'openpgp' ? [{ ...key.blob, what }] : [];

const ofHybrid = ({ hybrid }: { readonly hybrid?: HybridKey | undefined }): RequiredBlob[] =>
  hybrid ? [{ ...hybrid.blob, what: 'post-quantum key' }] : [];

function ofDocument(act: AnyAct, { sha256, size }: { sha256: string; size: number }): RequiredBlob {
  const until = embargoOf(act);
  return { sha256, size, what: 'document', ...(until === undefined ? {} : { until }) };
}

/**
 * The file of a regional list: its readers alone have it, and only while it holds. It is never missing, and is checked where
 * it is given.
 */
export const listFileIn = (act: AnyAct): { readonly sha256: string; readonly size: number } | undefined =>
  act.type === 'directory.list-imported' ? act.data.file : undefined;

/** The files beside the record that a public act rests on: without them it cannot be checked or read. */
export function requiredBlobs(act: AnyAct): RequiredBlob[] {
  switch (act.type) {
    case 'body.founded':
      return (['mandate', 'rules', 'participants'] as const).map((what) => ({
        sha256: act.data[what],
        what: what === 'participants' ? 'list of participants' : what,
      }));
    case 'people.person-added':
    case 'people.key-added':
    case 'people.key-replaced':
      return ofKey(act.data.key, 'key of a person');
    case 'directory.key-certified':
      return [...ofKey(act.data.key, 'key of a contact'), ...ofHybrid(act.data)];
    case 'directory.recovery-certified':
      return [...ofKey(act.data.key, 'recovery key'), ...ofHybrid(act.data)];
    case 'documents.registered':
    case 'documents.submitted':
      return Object.values(act.data.files).map((file) => ofDocument(act, file));
    case 'documents.issued':
    case 'documents.format-added':
      return [ofDocument(act, act.data.file)];
    case 'documents.round-opened':
      return [{ ...act.data.template, what: 'template of written inputs' }];
    case 'documents.input-submitted':
      return [{ ...act.data.input, what: 'written input' }];
    case 'documents.synthesis-issued':
      return [{ ...act.data.synthesis, what: 'synthesis of written inputs' }];
    case 'negotiation.proposed':
    case 'negotiation.proposal-recorded':
      return [{ ...act.data.content, what: 'proposal' }];
    case 'body.rules-changed':
      return [{ sha256: act.data.rules, what: 'rules' }];
    case 'decisions.opened': {
      const { subject } = act.data;
      return subject.kind === 'rules' || subject.kind === 'mandate'
        ? [{ sha256: subject.sha256, what: subject.kind }]
        : [];
    }
    case 'decisions.dissociated':
    case 'decisions.reserved':
    case 'decisions.explained':
      return act.data.text ? [{ ...act.data.text.file, what: 'statement of a State' }] : [];
    case 'decisions.mandated':
      return act.data.text ? [{ ...act.data.text, what: 'mandate' }] : [];
    default:
      return [];
  }
}
