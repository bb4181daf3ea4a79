import {
  type Act,
  type ClearHeader,
  findContact,
  findDemanding,
  furtherKeysHash,
  furtherKeysOf,
  hasCurrentKey,
  onDuty,
  type ParticipantActor,
  type Recipient,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';
import { effectiveTime } from './stamps.ts';

export function exchangeObstacle(c: Case): Obstacle {
  if (c.act.type === 'exchange.sent') return sentObstacle(c, c.act);
  if (c.act.type === 'exchange.acknowledged') return acknowledgedObstacle(c, c.act);
  return undefined;
}

/** Whether the actor is on duty for this contact of its own State. */
function dutyObstacle({ act, state }: Case, contact: string): Obstacle {
  const actor = act.actor as ParticipantActor;
  const found = findContact(state, contact);
  const own = found?.participant === actor.participant && found.contact.signed;
  if (own && actor.person && onDuty(state, actor.participant, found.contact).includes(actor.person))
    return undefined;
  return refused(
    'exchange.sender-on-duty',
    'Whoever signs is not on the roster of this contact.',
    'A person on the roster of a nominated contact signs.',
  );
}

function sentObstacle(c: Case, { data }: Act<'exchange.sent'>): Obstacle {
  const { header } = data;
  return (
    dutyObstacle(c, header.from.contact) ??
    ownHeader(c, header.from.participant) ??
    recipientsObstacle(c, header.from.contact) ??
    sealsObstacle(c, data) ??
    messageOnce(c, header.message) ??
    threadObstacle(c, header) ??
    deadlineObstacle(c, header.deadline)
  );
}

const ownHeader = ({ act }: Case, from: string): Obstacle =>
  from === (act.actor as ParticipantActor).participant
    ? undefined
    : refused(
        'exchange.sender-on-duty',
        'The header names another State as sender.',
        'A State sends in its own name.',
      );

const messageOnce = ({ facts }: Case, message: string): Obstacle =>
  facts.message(message)
    ? refused('exchange.message-once', 'A message with this id was sent before.', 'A new id is made.')
    : undefined;

function recipientsObstacle(c: Case, from: string): Obstacle {
  const sender = findContact(c.state, from)?.contact;
  if (!sender || !hasCurrentKey(sender, c.received)) {
    return notCertified('The sending contact has no current key.', 'Its State certifies a key for it.');
  }
  if (!c.recipients)
    return notCertified('The recipients were not opened to the host.', 'The opening travels with the act.');
  for (const to of c.recipients) {
    const why = recipientFault(c, to);
    if (why) return notCertified(why, 'The message is sealed to the keys that the directory shows now.');
  }
  return undefined;
}

function recipientFault({ state, received }: Case, to: Recipient): string | undefined {
  const whom = `${to.participant}, ${to.contact}`;
  const found = findContact(state, to.contact);
  if (!found || found.participant !== to.participant) return `${whom}: not a contact in the directory.`;
  const { contact } = found;
  if (!contact.key) return `${whom}: the contact has no key.`;
  if (contact.key.key.fingerprint !== to.key) return `${whom}: the key is not the one certified now.`;
  return hasCurrentKey(contact, received) ? undefined : `${whom}: the key has expired.`;
}

/** Which seals there are, and which further keys they are sealed to, follows from the directory: nobody chooses. */
function sealsObstacle(
  { state, recipients = [], received }: Case,
  { header, layers, further }: Act<'exchange.sent'>['data'],
): Obstacle {
  const demanding = layers.length === 1 ? findDemanding(state, recipients) : undefined;
  if (demanding) {
    return refused(
      'exchange.seal-demanded',
      `${demanding.participant} takes no message for ${demanding.contact} without a post-quantum seal.`,
      'Everybody it is for has a post-quantum key, and the message is sealed to those too.',
    );
  }
  const expected = furtherKeysOf(state, header.from, recipients, layers, received);
  if ('participant' in expected) {
    const { participant, contact } = expected;
    return notCertified(
      `${participant}, ${contact ?? 'recovery key'}: there is no post-quantum key.`,
      'A message carries the outer seal only where everybody it is for has such a key.',
    );
  }
  if (furtherKeysHash(expected) === further) return undefined;
  return notCertified(
    'The recovery keys or post-quantum keys it was sealed to are not those certified now.',
    'The message is sealed to the keys that the directory shows now.',
  );
}

const notCertified = (why: string, when: string) => refused('exchange.recipients-certified', why, when);

/** Who takes part is asked first: to others nothing is said of a thread, not even that it is an exercise. */
function threadObstacle({ facts }: Case, { thread, from, exercise }: ClearHeader): Obstacle {
  const known = facts.thread(thread);
  if (!known) return undefined;
  if (!known.contacts.has(from.contact))
    return refused(
      'exchange.thread-members',
      'There is no such thread for this contact.',
      'A new thread is begun, or a contact that takes part in it writes.',
    );
  if (known.exercise === exercise) return undefined;
  return refused(
    'exchange.exercise-apart',
    known.exercise
      ? 'The thread is of an exercise, and the message is not.'
      : 'The thread is real, and the message is of an exercise.',
    'A new thread is begun.',
  );
}

function deadlineObstacle(c: Case, deadline: string | undefined): Obstacle {
  const ahead = c.state.rules.numbers.deadlineAhead;
  if (!deadline || Date.parse(deadline) - effectiveTime(c) >= ahead * 1000) return undefined;
  return refused(
    'exchange.deadline-ahead',
    'The deadline is too near.',
    `It lies at least ${ahead} seconds after the message is received.`,
  );
}

function acknowledgedObstacle(c: Case, { data }: Act<'exchange.acknowledged'>): Obstacle {
  return dutyObstacle(c, data.contact) ?? acknowledgeOnce(c, data);
}

function acknowledgeOnce(
  { facts }: Case,
  { message, thread, contact }: Act<'exchange.acknowledged'>['data'],
) {
  const sent = facts.message(message);
  if (sent?.thread !== thread || !sent.to.some((to) => to.contact === contact)) {
    return refused(
      'exchange.acknowledge-once',
      'There is no such message to this contact.',
      'A contact acknowledges a message that was sent to it.',
    );
  }
  if (!sent.acknowledged.has(contact)) return undefined;
  return refused(
    'exchange.acknowledge-once',
    'This contact has acknowledged it already.',
    'Nothing more is needed.',
  );
}
