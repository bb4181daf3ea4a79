import type { RuleId } from './rulebook.ts';

/** What each rule says, in one sentence, in the six languages. */
export const TITLES: Record<RuleId, { en: string } & Record<string, string>> = {
  'record.clock': {
    en: 'An act carries the time at which it was signed, within the tolerance of the clock.',
  },
  'record.seen': { en: 'An act names a checkpoint of the record that its signer had seen.' },
  'body.host-states-facts': { en: 'The host states facts with its own key, and grants no right by them.' },
  'body.state-confirms': { en: 'A State confirms the founding of the body once.' },
  'people.secretariat-invites': { en: 'The secretariat invites a participant to enrol its root.' },
  'people.seated-once': {
    en: 'A participant that has enrolled its root is not invited again; a lost root is replaced after public notice.',
  },
  'people.invitation-proves': { en: 'A root is enrolled with the token of a current invitation.' },
  'people.current-key': { en: 'An act is signed by a current key of whoever acts.' },
  'people.binding-key': {
    en: "A binding act is signed by a person's own key or by the root, never by a session.",
  },
  'people.session-current': {
    en: 'A session acts only while its certificate and the certifying key are in force.',
  },
  'people.root-decides': { en: 'The root of the participant names its administrators and their threshold.' },
  'people.administrators-act': {
    en: "A participant's people and keys are managed by its administrators or its root.",
  },
  'people.authority-held': { en: 'Whoever acts for a participant holds the authority for it.' },
  'people.own-people': { en: 'A participant manages its own people only.' },
  'people.person-once': { en: 'A person is added once; an identifier is never used again.' },
  'people.key-once': { en: 'A key belongs to one holder and is registered once.' },
  'people.last-administrator': { en: 'Enough administrators remain to meet the threshold.' },
  'people.confirm-once': { en: 'Another administrator confirms a pending act, once.' },
  'directory.own-authority': {
    en: 'A point of contact is nominated, changed and removed by the authority of its State, never by the contact itself.',
  },
  'directory.list-continues': {
    en: "Each change continues the State's whole list by number, previous and result.",
  },
  'directory.contact-once': {
    en: 'A point of contact is nominated once; an identifier is never used again.',
  },
  'directory.known-contact': { en: 'An act concerns a point of contact on the list of the same State.' },
  'directory.base-current': { en: 'A change builds on the current version of the entry.' },
  'directory.roster-own-people': { en: 'A roster holds only people of the same State.' },
  'directory.key-current': { en: 'The key of a point of contact is its own, current and used by no other.' },
  'directory.note-recorded': {
    en: 'The secretariat enters a contact from a note verbale only until the State has signed its own.',
  },
  'exchange.sender-on-duty': { en: 'A message is sent by a person on the roster of the sending contact.' },
  'exchange.recipients-certified': {
    en: 'A message is sealed to the current certified key of each contact it goes to.',
  },
  'exchange.message-once': { en: 'A message is sent once; an identifier is never used again.' },
  'exchange.thread-members': { en: 'Only contacts that take part in a thread write in it.' },
  'exchange.deadline-ahead': { en: 'A deadline leaves the time that the rules require.' },
  'exchange.acknowledge-once': { en: 'A contact that received a message acknowledges it, once.' },
  'documents.secretariat-registers': { en: 'The secretariat keeps the registry of documents.' },
  'documents.document-once': { en: 'A document is registered once.' },
  'documents.known-document': { en: 'A version belongs to a registered document that was not withdrawn.' },
};
