import { type Answer, type Contact, get } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { spaced } from '#lib/server/contacts.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import { nameOf, ownHouse, signedIn } from '../own.ts';
import type { PageServerLoad } from './$types';

type Custody = Answer<'/api/custody'>;

/** How the own State keeps its keys: what is due, the steps of a new key, the drill, retention, what was noted. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const [custody, { contacts }, house] = await Promise.all([
    get<'/api/custody'>(fetch, '/api/custody') as Promise<Custody>,
    get<'/api/directory/contacts'>(
      fetch,
      `/api/directory/contacts?participant=${me.participant}`,
    ) as Promise<{
      contacts: Contact[];
    }>,
    ownHouse(fetch, me.participant),
  ]);
  const day = (instant: string) => sayTime(instant, language);
  const due = (key: { due: string; isOverdue: boolean }) => ({ due: day(key.due), isOverdue: key.isOverdue });
  return {
    shipped: messagesFor(language, ['custody.', 'house.no-keys-here', 'house.no-script', 'dialog.']),
    trust: { body: about.body, key: about.key },
    participant: me.participant,
    rule: custody.rule,
    keepFrom: custody.rule.keepFrom && day(custody.rule.keepFrom),
    mayRule: custody.mayRule,
    recovery: custody.recovery && {
      fingerprint: spaced(custody.recovery),
      plain: custody.recovery.fingerprint,
      drilled: custody.recovery.drilled && day(custody.recovery.drilled),
      ...due(custody.recovery),
    },
    keys: custody.keys.map((k) =>
      describe(k, contacts.find((c) => c.contact === k.contact)!, me.contacts, t),
    ),
    notes: custody.notes.map((n) => ({
      when: day(n.noted),
      kind: t(`custody.kind.${n.kind}`),
      subject: /^[0-9a-f]{40}$/.test(n.subject)
        ? (spaced({ fingerprint: n.subject }) ?? n.subject)
        : n.subject,
      by: nameOf(house, n.person),
      witness: n.witness,
      says: n.says,
    })),
  };
};

function describe(k: Custody['keys'][number], c: Contact, mine: readonly string[], t: Words) {
  return {
    contact: k.contact,
    title: String(c.fields.institution ?? t(`directory.class.${c.class}`)),
    isMine: mine.includes(k.contact),
    fingerprint: spaced(k),
    current: { fingerprint: k.fingerprint, hybrid: c.key?.hybrid?.blob },
    certified: sayTime(k.certified, t.language),
    due: sayTime(k.due, t.language),
    isOverdue: k.isOverdue,
    half: t(k.postQuantum ? 'keypage.has-half' : 'keypage.no-half'),
    wrapped: k.wraps && k.wraps >= k.certified ? sayTime(k.wraps, t.language) : undefined,
  };
}
