import {
  type Act,
  type BodyState,
  foldEntry,
  foundBody,
  idOfKey,
  isHost,
  type Leaf,
  type PreparedAct,
  parseLeaf,
  plainTrust,
  prepareAct,
  type Signature,
} from '@comity/acts';
import { EMPTY_ROOT, toHex } from '@comity/log';
import { checkSignatures } from '@comity/procedure';
import { requiredBlobs } from './blobs.ts';
import { type Faults, sentenceOf } from './faults.ts';
import type { Sources } from './sources.ts';
import type { Tree } from './tree.ts';

export interface Founding {
  readonly state: BodyState;
  readonly act: Act<'body.founded'>;
}

const place = { index: 0, where: 'entries' };

/** Reads entry 0. Undefined where no body comes of it: then nothing can be replayed. */
export async function readFounding(
  first: Uint8Array | undefined,
  sources: Sources,
  tree: Tree,
  faults: Faults,
): Promise<Founding | undefined> {
  try {
    const { leaf, prepared, act, sig } = readFirst(first);
    await sources.load?.({ act: prepared.act, sig });
    for (const { sha256, what } of requiredBlobs(act)) {
      if (sources.blobSize && sources.blobSize(sha256) === undefined)
        faults.add('verify.blob-missing', `The ${what} is not here.`, { index: 0, where: `blobs/${sha256}` });
    }
    const state = foundBody(act, prepared.id, (sha256) => sources.blob(sha256));
    for (const says of foundingWrongs(act, leaf, state)) faults.add('verify.founding', says, place);
    const lookup = { body: prepared.id, key: () => undefined, certificate: () => undefined };
    if (await checkSignatures(plainTrust, lookup, prepared, sig))
      faults.add('verify.founding', 'It is not signed by the host key it names.', place);
    foldEntry(state, leaf, tree.leaf(0), act, prepared.id);
    return { state, act };
  } catch (error) {
    faults.add('verify.founding', sentenceOf(error), place);
    return undefined;
  }
}

function readFirst(first: Uint8Array | undefined): {
  leaf: Leaf;
  prepared: PreparedAct;
  act: Act<'body.founded'>;
  sig: Signature;
} {
  if (!first) throw new Error('There is no first entry.');
  const leaf = parseLeaf(first);
  if (leaf.tier !== 'public' || leaf.act.type !== 'body.founded')
    throw new Error('The first entry founds no body.');
  return { leaf, prepared: prepareAct(leaf.act), act: leaf.act, sig: leaf.sig };
}

/** What an entry of number 0 says that no founding may say, in sentences. */
export function foundingWrongs(act: Act<'body.founded'>, leaf: Leaf, state: BodyState): string[] {
  const off = Math.abs(Date.parse(leaf.received) - Date.parse(act.at));
  const wrong: [boolean, string][] = [
    [leaf.stream !== 'body' || leaf.number !== 0 || leaf.prev !== undefined, 'It does not begin its stream.'],
    [
      !isHost(act.actor) || act.actor.host !== act.data.origin || act.actor.key !== idOfKey(act.data.host),
      'It is not made by the host it names.',
    ],
    [act.seen.size !== 0 || act.seen.root !== toHex(EMPTY_ROOT), 'It has seen a log before there was one.'],
    [off > state.rules.numbers.clockTolerance * 1000, 'It was not received when it was made.'],
  ];
  return wrong.filter(([is]) => is).map(([, says]) => says);
}
