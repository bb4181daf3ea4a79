import {
  authorObject,
  authorOf,
  type Bundle,
  readBundle,
  type StixObject,
  TLP_LABELS,
  tlpId,
  tlpMarking,
  uuidFor,
} from '@comity/feeds';
import type { Bound } from '@comity/seal';

/** What was opened of a message, and what the machines of this State get to see of it. */
export interface Received {
  readonly message: string;
  readonly from: string;
  readonly exercise: boolean;
  readonly objects: readonly StixObject[];
}

/** The namespace of the ids of messages as groupings. */
const MESSAGES = '3f0d0a52-7a0e-4d1c-8f43-5a2f6d9be1c7';

/** The bundles among the files of a message, and why one that says it is one is not. */
export function bundlesIn({ attachments }: Bound): {
  bundles: Bundle[];
  refused: { name: string; why: string }[];
} {
  const bundles: Bundle[] = [];
  const refused: { name: string; why: string }[] = [];
  for (const { name, mediaType, bytes } of attachments) {
    try {
      bundles.push(readBundle(bytes));
    } catch (error) {
      const isMeant = mediaType.includes('stix') || /\.stix(?:\.json)?$/i.test(name);
      if (isMeant) refused.push({ name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { bundles, refused };
}

/**
 * The objects of a message for machines: those of its bundles, unchanged, and behind them a grouping that says which
 * State sent them in which message under which marking; who sent it and when is what the seal proved.
 */
export function receivedOf(opened: Bound, body: string): Received {
  const { payload } = opened;
  const { participant } = payload.from;
  const sent = bundlesIn(opened).bundles.flatMap(({ objects }) => objects);
  const base = { message: payload.message, from: participant, exercise: payload.exercise };
  if (sent.length === 0) return { ...base, objects: [] };
  const label =
    payload.marking.scheme === 'TLP' ? TLP_LABELS.find((each) => each === payload.marking.label) : undefined;
  const author = authorObject(authorOf(body, participant));
  const grouping = {
    ...{ type: 'grouping', spec_version: '2.1', id: `grouping--${uuidFor(MESSAGES, payload.message)}` },
    ...{ created: payload.at, modified: payload.at, created_by_ref: author.id },
    name: payload.subject,
    context: 'unspecified',
    ...(label ? { object_marking_refs: [tlpId(label)] } : {}),
    external_references: [{ source_name: 'comity', external_id: payload.message }],
    object_refs: [...new Set(sent.map(({ id }) => id))],
  };
  return { ...base, objects: [...sent, author, ...(label ? [tlpMarking(label)] : []), grouping] };
}
