import { redirect } from '@sveltejs/kit';
import { type Contact, type Conversation, get, type Participant } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { termsIn } from '#lib/server/messageterms.ts';
import { ruleTitle } from '#lib/server/rules.ts';
import { nameIn } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

/** What this page says: of all that is said of the exchange it needs half. */
const WORDS = [
  ...[
    'ack-',
    'acknowledge',
    'asked',
    'checks',
    'deadline',
    'entry',
    'erased',
    'exercise',
    'export-receipts',
    'fresh',
    'marking',
    'no-key-here',
    'no-script',
    'not-',
    'objects',
    'opening',
    'post-quantum',
    'read-files',
    'recovery',
    'refused',
    'reply',
  ],
  ...[
    'result',
    'save',
    'sealed-from',
    'severity',
    'thread',
    'title',
    'type',
    'unbound',
    'woken',
    'written-in',
    'your-time',
  ],
];

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const [conversation, { participants }, { contacts }] = await Promise.all([
    get<'/api/exchange/threads/{thread}'>(
      fetch,
      `/api/exchange/threads/${encodeURIComponent(params.thread)}`,
    ) as Promise<Conversation>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    get<'/api/directory/contacts'>(fetch, '/api/directory/contacts') as Promise<{ contacts: Contact[] }>,
  ]);
  return {
    shipped: messagesFor(language, [
      ...WORDS.map((word) => `exchange.${word}`),
      'exercises.compare',
      'ladder.rung.',
      'duty.alone',
      'check.',
      'dialog.',
      'layout.offline',
      'live.',
      'muted.title',
      'tlp.',
    ]),
    trust: { body: about.body, key: about.key },
    me,
    conversation,
    terms: await termsIn(fetch, language),
    /** The newest entry this page was made with, and when: what follows is heard live. */
    since: about.entries - 1,
    now: Date.now(),
    rule: await ruleTitle(fetch, 'exchange.acknowledge-once', language),
    names: namesIn(conversation, participants, language),
    alone: aloneIn(conversation, contacts),
  };
};

/** The names of those who take part; whom an answer brings in is asked for then. */
function namesIn({ messages }: Conversation, participants: readonly Participant[], language: string) {
  const parties = new Set(messages.flatMap((m) => [m.header.from, ...m.to].map((p) => p.participant)));
  const named = participants.filter(({ id }) => parties.has(id));
  return Object.fromEntries(named.map(({ id, names }) => [id, nameIn(names, language) || id]));
}

/** What those who take part may do alone, as far as their States say it to the reader. */
function aloneIn({ messages }: Conversation, contacts: readonly Contact[]) {
  const parties = new Set(messages.flatMap((m) => [m.header.from, ...m.to].map((p) => p.contact)));
  return contacts
    .filter(({ contact, fields }) => parties.has(contact) && fields.alone !== undefined)
    .map(({ contact, participant, fields }) => ({ contact, participant, may: [fields.alone ?? []].flat() }));
}
