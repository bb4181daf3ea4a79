import { assertDone, type paths } from '@comity/client';
import { here } from './seat.ts';

type Test =
  paths['/api/directory/contacts/{contact}/channels']['post']['requestBody']['content']['application/json'];

/** Notes what came of trying a way to a contact: off the record, for whoever may read that way. */
export async function noteTest(contact: string, body: Test): Promise<void> {
  assertDone(
    await here().api.POST('/api/directory/contacts/{contact}/channels', {
      ...{ params: { path: { contact } }, body },
    }),
  );
}
