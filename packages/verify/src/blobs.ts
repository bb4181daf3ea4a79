import type { AnyAct, PublicKey } from '@comity/acts';

export interface RequiredBlob {
  readonly sha256: string;
  /** In bytes, where the act names it. */
  readonly size?: number;
  readonly what: string;
}

const ofKey = (key: PublicKey, what: string): RequiredBlob[] =>
  key.alg === 'openpgp' ? [{ ...key.blob, what }] : [];

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
      return ofKey(act.data.key, 'key of a contact');
    case 'documents.registered':
      return Object.values(act.data.files).map(({ sha256, size }) => ({ sha256, size, what: 'document' }));
    case 'documents.issued':
      return [{ sha256: act.data.file.sha256, size: act.data.file.size, what: 'document' }];
    default:
      return [];
  }
}
