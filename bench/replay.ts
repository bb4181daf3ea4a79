/**
 * 100,000 acts of procedures read and folded, against reading them alone. Both start from the bytes of leaves: reading
 * parses each and checks its schema; folding adds the act's id and the hash of the leaf, state and ledger. Rules and
 * signatures are not asked: `verify` measures them. A procedure has 193 States that state positions, are present, object,
 * withdraw and vote, so that what it adds up to is as long as it gets.
 */
import { actId, foldEntry, foundBody, type Leaf, Ledger, parseLeaf } from '@comity/acts';
import { leafHash } from '@comity/log';
import { type Benchmark, growth, type Options, pairwise, timed } from './harness.ts';
import { proceedings } from './stage/proceedings.ts';

type Proceedings = Awaited<ReturnType<typeof proceedings>>;

function read({ leaves }: Proceedings): void {
  let acts = 0;
  for (const bytes of leaves) if (parseLeaf(bytes).tier === 'public') acts++;
  if (acts !== leaves.length) throw new Error('Not every leaf holds an act.');
}

function replay({ chronicle, leaves }: Proceedings): void {
  const [founding] = chronicle.written;
  const { act, id } = founding!.prepared;
  const state = foundBody(act as never, id, (sha256) => chronicle.blobs.get(sha256));
  const facts = new Ledger();
  for (const bytes of leaves) {
    const leaf = parseLeaf(bytes) as Leaf & { tier: 'public' };
    const own = actId(leaf.act);
    foldEntry(state, leaf, leafHash(bytes), leaf.act, own);
    facts.fold({ act: leaf.act, id: own, received: Date.parse(leaf.received) });
  }
  if (state.size !== leaves.length) throw new Error('Not every act was folded.');
}

async function run({ quick }: Options) {
  const size = quick ? 1000 : 10_000;
  const made = await proceedings(10 * size);
  const { ratio, spread, pairs, a, b } = await pairwise(
    quick ? 3 : 7,
    () => timed(() => replay(made)),
    () => timed(() => read(made)),
  );
  const grown = await growth(quick ? 1 : 3, size, async (count) => {
    const some = count === 10 * size ? made : await proceedings(count);
    return () => timed(() => replay(some));
  });
  return {
    ...{ ratio, spread, pairs, acts: made.leaves.length },
    ...{
      microsecondsToReplay: (a / made.leaves.length) * 1e6,
      microsecondsToRead: (b / made.leaves.length) * 1e6,
    },
    growthAtTenTimes: grown.ratio,
  };
}

export default { name: 'replay', bound: 3, direction: 'at-most', run } satisfies Benchmark;
