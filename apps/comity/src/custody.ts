import { ApiProblem, type Connection, dataOf, type paths } from '@comity/client';

export type CustodyNote = NonNullable<
  paths['/api/custody/notes']['post']['requestBody']
>['content']['application/json'];

export const readCustody = async (connection: Connection) => dataOf(await connection.api.GET('/api/custody'));

/** Notes what was tried or done with a key, for the own State only. Throws ApiProblem. */
export async function noteCustody(connection: Connection, body: CustodyNote): Promise<void> {
  const answer = await connection.api.POST('/api/custody/notes', { body });
  if (!answer.response.ok) throw new ApiProblem(answer.response.status, answer.error);
}
