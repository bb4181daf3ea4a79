import type { Negotiation } from '#lib/server/about.ts';

type Proposal = Negotiation['proposals'][number];
/** What a proposal is to a State: of others and on what it stands for, its own, or neither. */
export type Bearing = 'touches' | 'own' | 'neither';

const reach = ({ paragraphs, brings }: Proposal): readonly string[] => [...paragraphs, ...brings];

/**
 * What proposals are to a State. It stands for what it proposes or supports, for proposals on which it stated a position, and
 * for paragraphs on which it did; what reaches one of the same paragraphs touches that.
 */
export function bearingOn(
  { proposals, paragraphs }: Pick<Negotiation, 'proposals' | 'paragraphs'>,
  state: string | undefined,
): (proposal: Proposal) => Bearing {
  if (state === undefined) return () => 'neither';
  const isBehind = ({ sponsors, supporters }: Proposal) =>
    sponsors.includes(state) || supporters.includes(state);
  const hasStated = ({ positions }: Pick<Proposal, 'positions'>) =>
    positions.some(({ participant }) => participant === state);
  const held = new Set([
    ...paragraphs.filter(hasStated).map(({ paragraph }) => paragraph),
    ...proposals.filter((p) => p.fate === 'pending' && (isBehind(p) || hasStated(p))).flatMap(reach),
  ]);
  return (proposal) => {
    if (isBehind(proposal)) return 'own';
    return hasStated(proposal) || reach(proposal).some((id) => held.has(id)) ? 'touches' : 'neither';
  };
}

const ORDER: readonly Bearing[] = ['touches', 'own', 'neither'];

/** What touches a State first, then what it stands behind, then the rest; each in the order in which it came. */
export const bearingFirst = (
  proposals: readonly Proposal[],
  bears: (proposal: Proposal) => Bearing,
): Proposal[] => ORDER.flatMap((bearing) => proposals.filter((proposal) => bears(proposal) === bearing));
