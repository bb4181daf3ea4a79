import { assertDone, dataOf, type paths } from '@comity/client';
import { here } from './seat.ts';

type Saving = paths['/api/searches']['post']['requestBody']['content']['application/json'];
export type Digest = NonNullable<Saving['digest']>;
export type SavedSearch =
  paths['/api/searches']['get']['responses'][200]['content']['application/json']['searches'][number];

/** The reader's own searches: off the record, kept by the host, changed and deleted at will. */
export const listSaved = async (): Promise<SavedSearch[]> =>
  dataOf(await here().api.GET('/api/searches')).searches;

export const save = async (search: Saving): Promise<SavedSearch> =>
  dataOf(await here().api.POST('/api/searches', { body: search }));

const at = (search: string) => ({ params: { path: { search } } });

export async function forget(search: string): Promise<void> {
  assertDone(await here().api.DELETE('/api/searches/{search}', at(search)));
}

/** Without a wish nothing is mailed any more. */
export const setDigest = async (search: string, digest: Digest | undefined): Promise<SavedSearch> =>
  dataOf(
    digest
      ? await here().api.PUT('/api/searches/{search}/digest', { ...at(search), body: digest })
      : await here().api.DELETE('/api/searches/{search}/digest', at(search)),
  );

export async function giveBack(search: string, code: string): Promise<void> {
  assertDone(
    await here().api.POST('/api/searches/{search}/code', {
      ...at(search),
      body: { code },
    }),
  );
}
