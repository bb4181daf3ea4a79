import { enrolment, idOfKey } from '@comity/acts';
import { fileHand, type Hand, invitationData } from '@comity/acts/testing';
import type { Scene } from './scene.ts';

/** Steps that several tests of people take. */
export const invite = async (s: Scene, participant = 'gamma') =>
  s.enact(s.secretariat, 'people.participant-invited', invitationData(s.chronicle, participant));
export const newKey = async (s: Scene, who: string, label = 'second') => {
  const [participant, name] = who.split(' ') as [string, string];
  const hand = await fileHand(participant, name, label);
  const { person } = hand.actor;
  const proof = await hand.sign('enrol', enrolment(s.chronicle.body, participant, person, idOfKey(hand.key)));
  return { hand, data: { person, key: hand.key, proof } };
};
export const addedBy = async (s: Scene, by: Hand, name = 'fresh', participant = 'alpha') =>
  s.ask(by, 'people.person-added', (await s.newPerson(participant, name)).data);
export const administer = (s: Scene, names: string[], threshold = 1) => {
  const administrators = names.map((name) => s.id(`alpha ${name}`)).sort();
  return s.enact(s.root('alpha'), 'people.administrators-set', { administrators, threshold });
};
export const removal = (s: Scene, by: Hand, who: string) =>
  s.ask(by, 'people.person-removed', { person: s.id(who) });
export const duty = (s: Scene) => s.person('alpha duty');
export const officer = (s: Scene) => s.person('alpha officer');
