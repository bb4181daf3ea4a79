import { describe, expect, test } from 'vitest';
import { isPending } from './people.ts';
import { Scene } from './testing/scene.ts';
import { administer, duty, officer } from './testing/steps.ts';

const newcomer = (s: Scene) => s.person('alpha newcomer');

/** Alpha asks for `threshold` of its three administrators; the officer has made an act that waits. */
async function waiting(threshold: number) {
  const s = await Scene.open();
  await administer(s, ['officer', 'duty', 'newcomer'], threshold);
  const fresh = await s.newPerson('alpha', 'fresh');
  const { prepared } = await s.enact(officer(s), 'people.person-added', fresh.data, { fields: fresh.fields });
  const stands = () => s.state.seats.get('alpha')!.people.has(fresh.hand.actor.person);
  const confirm = { act: prepared.id };
  return { s, fresh, stands, confirm, id: prepared.id };
}

describe('Where k of n administrators act together', () => {
  test('whoever makes the act counts as the first, and the k-th makes it effective', async () => {
    const { s, stands, confirm } = await waiting(3);
    expect(stands()).toBe(false);
    await s.enact(duty(s), 'people.act-confirmed', confirm);
    expect(stands()).toBe(false);
    await s.enact(newcomer(s), 'people.act-confirmed', confirm);
    expect(stands()).toBe(true);
    expect(s.state.seats.get('alpha')!.pending.size).toBe(0);
  });

  test('one alone is enough where the State says so', async () => {
    const { stands } = await waiting(1);
    expect(stands()).toBe(true);
  });

  test('the root confirms alone, whatever is missing', async () => {
    const { s, stands, confirm } = await waiting(3);
    await s.enact(s.root('alpha'), 'people.act-confirmed', confirm);
    expect(stands()).toBe(true);
  });

  test('an act of the root waits for nobody', async () => {
    const { s } = await waiting(2);
    const person = s.id('alpha newcomer');
    const { prepared } = await s.enact(s.root('alpha'), 'people.person-removed', { person });
    expect(isPending({ state: s.state, act: prepared.act })).toBe(false);
    expect(s.state.seats.get('alpha')!.people.get(person)?.removed).toBe(true);
  });

  test('whoever is no administrator any more counts no more', async () => {
    const { s, stands, confirm } = await waiting(2);
    await administer(s, ['duty', 'newcomer'], 2);
    await s.enact(duty(s), 'people.act-confirmed', confirm);
    expect(stands()).toBe(false);
    await s.enact(newcomer(s), 'people.act-confirmed', confirm);
    expect(stands()).toBe(true);
  });

  test('an administrator removed before confirming cannot confirm', async () => {
    const { s, confirm } = await waiting(2);
    await s.enact(s.root('alpha'), 'people.person-removed', { person: s.id('alpha newcomer') });
    expect(await s.ask(newcomer(s), 'people.act-confirmed', confirm)).toMatchObject({
      rule: 'people.current-key',
    });
    await administer(s, ['officer', 'duty'], 2);
    expect(await s.ask(duty(s), 'people.act-confirmed', confirm)).toMatchObject({ allowed: true });
  });

  test('an act that waited too long has lapsed, for the root as well', async () => {
    const { s, confirm, id } = await waiting(2);
    const life = s.state.rules.numbers.confirmationLife * 1000;
    const since = s.state.seats.get('alpha')!.pending.get(id)!.since;
    s.chronicle.now = since + life;
    expect(await s.ask(duty(s), 'people.act-confirmed', confirm)).toMatchObject({ allowed: true });
    s.chronicle.now = since + life + 1;
    for (const hand of [duty(s), s.root('alpha')])
      expect(await s.ask(hand, 'people.act-confirmed', confirm)).toMatchObject({
        rule: 'people.confirm-once',
      });
  });

  test('an act is judged again when it takes effect', async () => {
    const { s, fresh, confirm } = await waiting(2);
    await s.enact(s.root('alpha'), 'people.person-added', fresh.data, { fields: fresh.fields });
    expect(await s.ask(duty(s), 'people.act-confirmed', confirm)).toMatchObject({
      allowed: false,
      rule: 'people.person-once',
    });
  });

  test('a confirmation that completes nothing yet is not judged by what it confirms', async () => {
    const { s, fresh, confirm } = await waiting(3);
    await s.enact(s.root('alpha'), 'people.person-added', fresh.data, { fields: fresh.fields });
    expect(await s.ask(duty(s), 'people.act-confirmed', confirm)).toMatchObject({ allowed: true });
  });
});
