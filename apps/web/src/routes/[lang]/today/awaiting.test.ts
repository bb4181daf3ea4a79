import { describe, expect, it } from 'vitest';
import { byDeadline, listAwaiting } from './awaiting.ts';

const header = (participant: string, deadline?: string) => ({
  message: 'msg_x',
  thread: 'thr_x',
  from: { participant, contact: 'con_x' },
  marking: { scheme: 'TLP', label: 'AMBER' },
  exercise: false,
  ...(deadline ? { deadline } : {}),
});
const day = (n: number) => `2027-01-0${n}T12:00:00.000Z`;

/** A message to Kenya. */
const message = (deadline: string | undefined, acknowledged: boolean) => ({
  header: header('per', deadline),
  to: [{ participant: 'ken', contact: 'con_k', ...(acknowledged ? { acknowledged: { index: 1 } } : {}) }],
});

const ANSWERS: Record<string, unknown> = {
  '/api/exchange/threads?limit=200': {
    threads: [
      { thread: 'long', messages: 4, unacknowledged: 2, last: { index: 9, header: header('ken', day(9)) } },
      { thread: 'short', messages: 1, unacknowledged: 1, last: { index: 8, header: header('fji', day(2)) } },
      { thread: 'calm', messages: 1, unacknowledged: 1, last: { index: 7, header: header('fji') } },
      { thread: 'done', messages: 1, unacknowledged: 0, last: { index: 6, header: header('fji', day(1)) } },
    ],
  },
  '/api/exchange/threads/long': {
    messages: [
      message(day(1), true),
      message(day(5), false),
      message(day(4), false),
      { header: header('ken', day(9)), to: [] },
    ],
  },
};
const serve = (async (address: string) => Response.json(ANSWERS[address])) as typeof fetch;

describe('what waits for a State', () => {
  it('comes with its earliest deadline, what is due first before all else', async () => {
    const found = await listAwaiting(serve, 'ken');
    expect(found.map(({ thread, deadline }) => [thread, deadline])).toEqual([
      ['short', day(2)],
      ['long', day(4)],
      ['calm', undefined],
    ]);
  });

  it('names who wrote what waits, not who wrote last', async () => {
    const found = await listAwaiting(serve, 'ken');
    expect(found.find(({ thread }) => thread === 'long')).toMatchObject({ from: 'per', count: 2 });
  });

  it('has an order that holds whichever comes first', () => {
    const [a, b] = [{ deadline: day(1) }, {}];
    expect([byDeadline(a, b), byDeadline(b, a), byDeadline(b, b)]).toEqual([-1, 1, 0]);
  });
});
