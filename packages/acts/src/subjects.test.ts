import { describe, expect, test } from 'vitest';
import type { AnyAct } from './envelope.ts';
import { namedBy, SUBJECT, subjectsOf } from './subjects.ts';
import { admit, Chronicle, fileHand, messageData, seat, testId, withList } from './testing/index.ts';

const con = testId('con', 'alpha cert');
const officer = testId('per', 'alpha/officer');

async function history() {
  const c = await Chronicle.found();
  const root = await seat(c, 'alpha');
  const hand = await fileHand('alpha', 'officer');
  await admit(c, hand, ['directory', 'exchange']);
  const nominated = withList(c, hand, 'directory.contact-nominated', {
    contact: con,
    class: 'technical',
    fields: { unit: { value: 'CERT' } },
    roster: [testId('per', 'alpha/officer')],
  });
  const contact = c.append(await c.sign(hand, 'directory.contact-nominated', nominated));
  const challenged = c.append(
    await c.sign(root, 'people.act-challenged', { act: contact.prepared.id, reason: 'not-ours' }),
  );
  return { c, contact, challenged };
}

describe('The subjects of an act', () => {
  test('are whoever acts, and whom and what it names', async () => {
    const { contact } = await history();
    expect(subjectsOf(contact.prepared.act)).toEqual(
      expect.arrayContaining(['participant/alpha', `contact/${con}`]),
    );
    expect(subjectsOf(contact.prepared.act).filter((s) => s.startsWith('person/'))).toContain(
      `person/${officer}`,
    );
  });

  test('of a challenge are also those of the act that it challenges', async () => {
    const { contact, challenged } = await history();
    const { act } = challenged.prepared;
    expect(namedBy(act)).toBe(contact.prepared.id);
    expect(subjectsOf(act)).not.toContain(`contact/${con}`);
    expect(subjectsOf(act, { named: contact.prepared.act })).toEqual(
      expect.arrayContaining([`act/${contact.prepared.id}`, `contact/${con}`, 'participant/alpha']),
    );
  });

  test('of the founding are the body and its secretariat', async () => {
    const { c } = await history();
    expect(subjectsOf(c.written[0]!.prepared.act)).toEqual(['body', 'participant/secretariat']);
  });

  test('of a message are its sender and, where they are opened, its recipients', () => {
    const from = { participant: 'alpha', contact: testId('con', 'from') };
    const { data } = messageData('one', from, []);
    const act = {
      type: 'exchange.sent',
      actor: { participant: 'alpha', key: 'a'.repeat(64) },
      data,
    } as AnyAct;
    const to = { participant: 'beta', contact: testId('con', 'to'), key: 'b'.repeat(40) };
    expect(subjectsOf(act)).not.toContain('participant/beta');
    expect(subjectsOf(act, { recipients: [to] })).toEqual(
      expect.arrayContaining(['participant/beta', `contact/${to.contact}`]),
    );
  });

  test('have one form, are sorted and stand once', async () => {
    const { c, contact } = await history();
    for (const { prepared } of c.written) {
      const found = subjectsOf(prepared.act, { named: contact.prepared.act });
      expect(found).toEqual([...new Set(found)].sort());
      for (const subject of found) expect(subject).toMatch(SUBJECT);
    }
  });
});
