import { listRulesOf } from '@comity/acts';
import type { z } from 'zod';
import { type Reader as Asker, canRead } from '../../people/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { directoryError } from '../errors.ts';
import type { regionalDetail, regionalImport, regionalList, regionalLists } from './schema.ts';
import { listImports, listNewest, type StoredImport } from './store.ts';

type ListView = z.infer<typeof regionalList>;
const SHOWN = 50;

/** The lists whose newest import names this reader, or that its participant imported; those that are over are said to be. */
export async function readLists(record: ActRecord, asker: Asker): Promise<z.infer<typeof regionalLists>> {
  const state = await record.held.level(record.database.read);
  const all = await listNewest(record.database.read);
  return {
    lists: all.filter((one) => mayRead(asker, one)).map((one) => viewList(one, record.clock())),
    longest: listRulesOf(state.rules).longest,
  };
}

/** Throws `directory.regional-not-found` for a list that this reader may not read, like for one that is not there. */
export async function readList(
  record: ActRecord,
  asker: Asker,
  regional: string,
): Promise<z.infer<typeof regionalDetail>> {
  const imports = await listImports(record.database.read, regional, SHOWN);
  const [newest] = imports;
  if (!newest || !mayRead(asker, newest)) throw directoryError('regional-not-found');
  return { list: viewList(newest, record.clock()), imports: imports.map(viewImport) };
}

const mayRead = (asker: Asker, { participant: owner, data: { readers } }: StoredImport): boolean =>
  canRead(asker, { object: 'field', owner, readers });

function viewList(one: StoredImport, now: number): ListView {
  const { regional, names, terms, readers, file, expires } = one.data;
  const over = Date.parse(expires) <= now;
  return {
    ...{ regional, participant: one.participant, names, terms, file },
    readers: readers === 'participants' ? readers : [...readers],
    ...viewImport(one),
    state: one.withdrawn ? 'withdrawn' : over ? 'expired' : 'holds',
    ...(one.reason === null ? {} : { reason: one.reason }),
  };
}

const viewImport = ({ act, index, data, received, ended }: StoredImport): z.infer<typeof regionalImport> => ({
  ...{ act, index, imported: received.toISOString() },
  ...{ asOf: data.asOf, expires: data.expires, contacts: data.contacts },
  ...(ended ? { ended: ended.toISOString() } : {}),
});
