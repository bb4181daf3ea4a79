import { assertDone, dataOf, type paths } from '@comity/client';
import { here } from './seat.ts';

type Rings = paths['/api/exchange/contacts/{contact}/rings'];
export type Ring = Rings['get']['responses'][200]['content']['application/json']['rings'][number];
export type Service =
  paths['/api/exchange/services']['get']['responses'][200]['content']['application/json']['services'][number];
type Wish = Rings['post']['requestBody']['content']['application/json'];

const at = (contact: string, ring = '') => ({ params: { path: { contact, ring } } });

/** Where a contact of the own State is alerted beside a mail: off the record, ended at will. */
export const listRings = async (contact: string): Promise<readonly Ring[]> =>
  dataOf(await here().api.GET('/api/exchange/contacts/{contact}/rings', at(contact))).rings;

export const add = async (contact: string, body: Wish): Promise<Ring> =>
  dataOf(await here().api.POST('/api/exchange/contacts/{contact}/rings', { ...at(contact), body }));

export async function giveBack(contact: string, ring: string, code: string): Promise<void> {
  assertDone(
    await here().api.POST('/api/exchange/contacts/{contact}/rings/{ring}/code', {
      ...{ ...at(contact, ring), body: { code } },
    }),
  );
}

export async function remove(contact: string, ring: string): Promise<void> {
  assertDone(await here().api.DELETE('/api/exchange/contacts/{contact}/rings/{ring}', at(contact, ring)));
}
