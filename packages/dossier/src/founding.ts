import {
  type Act,
  type BodyState,
  foldEntry,
  foundBody,
  type Leaf,
  type PreparedAct,
  type PublicLeaf,
  parseLeaf,
  prepareAct,
  type Trust,
} from '@comity/acts';
import { leafHash, type Verifiers } from '@comity/log';
import { checkSignatures } from '@comity/procedure';
import { foundingWrongs } from '@comity/verify';
import { type Faults, sentenceOf } from './faults.ts';
import type { Dossier } from './reading.ts';

export interface Founding {
  readonly state: BodyState;
  readonly act: Act<'body.founded'>;
  readonly prepared: PreparedAct;
  readonly leaf: Leaf;
}

const place = { index: 0, where: 'entries' };

/** Reads the founding. Undefined where no body comes of it: then nothing can be replayed. */
export async function readFounding(
  dossier: Dossier,
  verifiers: Verifiers,
  faults: Faults,
): Promise<Founding | undefined> {
  try {
    if (dossier.statement.indexes[0] !== 0) throw new Error('The founding, entry 0, is not here.');
    const leaf = parseLeaf(dossier.entries[0]!) as PublicLeaf;
    if (leaf.tier !== 'public' || leaf.act.type !== 'body.founded')
      throw new Error('The first entry founds no body.');
    const prepared = prepareAct(leaf.act);
    const state = foundBody(leaf.act, prepared.id, (sha256) => dossier.blobs.get(sha256));
    for (const says of foundingWrongs(leaf.act, leaf, state)) faults.add('dossier.founding', says, place);
    const plain: Trust = { verifiers, domains: { rpIds: [], origins: [] }, blob: () => undefined };
    const lookup = { body: prepared.id, key: () => undefined, certificate: () => undefined };
    if (verifiers.ed25519 && (await checkSignatures(plain, lookup, prepared, leaf.sig)))
      faults.add('dossier.founding', 'It is not signed by the host key it names.', place);
    foldEntry(state, leaf, leafHash(dossier.entries[0]!), leaf.act, prepared.id);
    return { state, act: leaf.act, prepared, leaf };
  } catch (error) {
    faults.add('dossier.founding', sentenceOf(error), place);
    return undefined;
  }
}
