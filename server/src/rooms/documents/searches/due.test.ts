import { expect, test } from 'vitest';
import { nextDue } from './due.ts';

test.each([
  ['day', '2027-03-05T04:59:59.999Z', '2027-03-05T05:00:00.000Z'],
  ['day', '2027-03-05T05:00:00.000Z', '2027-03-06T05:00:00.000Z'],
  ['day', '2027-12-31T23:00:00.000Z', '2028-01-01T05:00:00.000Z'],
  ['week', '2027-03-05T12:00:00.000Z', '2027-03-08T05:00:00.000Z'],
  ['week', '2027-03-08T05:00:00.000Z', '2027-03-15T05:00:00.000Z'],
  ['week', '2027-03-08T04:00:00.000Z', '2027-03-08T05:00:00.000Z'],
] as const)('the next mail of each %s behind %s goes out at %s', (every, now, due) => {
  expect(nextDue(every, Date.parse(now)).toISOString()).toBe(due);
});
