import type { Opened, Previous } from '@comity/seal';
import { expect, test } from 'vitest';
import { openThread } from './threads.ts';

/** A message, and the one that it follows. */
type Message = readonly [id: string, follows?: string];

/** Opens what follows one that is open, or begins where nothing is; the order of others cannot be judged. */
const openOne = async ([messageId, follows]: Message, earlier: Previous): Promise<Opened> => {
  const isInOrder =
    earlier === 'not-opened-here' ||
    (follows === undefined ? earlier.length === 0 : earlier.includes(follows));
  return (
    isInOrder ? { kind: 'bound', messageId } : { kind: 'refused', code: 'seal.thread-differs' }
  ) as Opened;
};
const kinds = async (...messages: Message[]) =>
  (await openThread(openOne, messages)).map(([[id], { kind }]) => `${id} ${kind}`);

test('messages are opened in whatever order they came, each after the one that it follows', async () => {
  expect(await kinds(['a'], ['c', 'b'], ['b', 'a'])).toEqual(['a bound', 'c bound', 'b bound']);
});

test('what follows nothing of a thread that is open is refused, however many there are', async () => {
  expect(await kinds(['a'], ['x', 'elsewhere'])).toEqual(['a bound', 'x refused']);
  expect(await kinds(['a'], ['x', 'elsewhere'], ['y', 'nowhere'], ['b', 'a'], ['z'])).toEqual([
    ...['a bound', 'x refused', 'y refused', 'b bound', 'z refused'],
  ]);
});

test('whoever joined later cannot judge the order', async () => {
  expect(await kinds(['c', 'b'], ['d', 'c'])).toEqual(['c bound', 'd bound']);
});
