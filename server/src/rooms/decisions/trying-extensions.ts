import { type DataOf, type ProcedureFact, parseLeaf } from '@comity/acts';
import { extensionFor } from '@comity/procedure';
import { findFact } from '../documents/index.ts';
import { type Record as ActRecord, listEntriesNaming, NO_FACTS } from '../record/index.ts';
import type { Tried } from './tried.ts';

type Cause = DataOf<'decisions.extended'>['cause'];

/** Extensions for time that was lost since the procedure was opened, each as far as the rules let it go. */
export async function extensionsIn(record: ActRecord, fact: ProcedureFact): Promise<Tried[]> {
  if (fact.kind !== 'silence' || fact.closed) return [];
  const { procedure, opened, subject } = fact;
  const down = await unavailableSince(record, opened.at);
  const document =
    subject.kind === 'document' ? await findFact(record.database.read, subject.document) : undefined;
  const facts = { ...NO_FACTS, unavailable: (act: string) => down.get(act), document: () => document };
  const causes: Cause[] = [
    ...[...down.keys()].map((act) => ({ kind: 'unavailable' as const, act })),
    ...[...(document?.issued.keys() ?? [])].map((language) => ({ kind: 'language' as const, language })),
  ];
  return causes.flatMap((cause) => {
    const until = extensionFor({ state: record.held.now, facts }, fact, cause);
    if (until === undefined) return [];
    return [
      { type: 'decisions.extended', data: { procedure, deadline: new Date(until).toISOString(), cause } },
    ];
  });
}

/** What the host stated that could not be reached, as far as it ended after this instant. */
async function unavailableSince(record: ActRecord, since: number) {
  const type = 'host.unavailable';
  const down = new Map<string, { from: number; until: number }>();
  for (const { act: id, leaf } of await listEntriesNaming(record.database.read, type, type)) {
    const parsed = parseLeaf(leaf);
    if (parsed.tier !== 'public' || parsed.act.type !== type) continue;
    const { from, until } = parsed.act.data;
    if (Date.parse(until) > since) down.set(id, { from: Date.parse(from), until: Date.parse(until) });
  }
  return down;
}
