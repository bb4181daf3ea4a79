import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import type { Contact, Document, House, Placed, RegionalDetail } from '../about.ts';
import { quoted } from './shown.ts';

type Fetch = typeof globalThis.fetch;

/** A subject as the head of its timeline: its name, what it is, and the page that shows it, if there is one. */
export interface Subject {
  readonly name: string;
  readonly kind: string;
  readonly path?: string;
  readonly note?: string;
}

/** Names a subject as far as it is open to the reader; one that is not there any more is called by its id. */
export async function describeSubject(fetch: Fetch, about: string, body: string, t: Words): Promise<Subject> {
  const [kind = '', id = ''] = about.split('/');
  const look = async <T>(path: string) => {
    const answer = await fetch(path);
    return answer.ok ? ((await answer.json()) as T) : undefined;
  };
  switch (kind) {
    case 'participant': {
      const house = await look<House>(`/api/participants/${id}`);
      return {
        name: house ? nameIn(house.names, t.language) : id,
        kind: t('record.subject.participant'),
        path: `/participants/${id}`,
      };
    }
    case 'contact': {
      const found = await look<Contact>(`/api/directory/contacts/${id}`);
      const house = found && (await look<House>(`/api/participants/${found.participant}`));
      const state = house ? ` · ${nameIn(house.names, t.language)}` : '';
      return { ...contactSubject(found, id, t), kind: `${t('record.subject.contact')}${state}` };
    }
    case 'document': {
      const found = await look<Document>(`/api/documents/${id}`);
      const name = found ? quoted(nameIn(found.titles, t.language)) : id;
      return { name, kind: t('record.subject.document'), ...(found ? { path: `/documents/${id}` } : {}) };
    }
    case 'regional': {
      const found = await look<RegionalDetail>(`/api/directory/regional/${id}`);
      const name = found ? quoted(nameIn(found.list.names, t.language)) : id;
      return {
        name,
        kind: t('record.subject.regional'),
        ...(found ? { path: `/directory/lists/${id}` } : {}),
      };
    }
    case 'act': {
      const found = await look<Placed>(`/api/acts/${id}`);
      const name = found ? t(`act.${found.entry.type}` as MessageKey) : id;
      return { name, kind: t('record.subject.act'), ...(found ? { path: `/record/${id}` } : {}) };
    }
    case 'person':
      return { name: id, kind: t('record.subject.person'), note: t('participants.people-note') };
    default:
      return { name: body, kind: t('record.subject.body'), path: '/verify' };
  }
}

function contactSubject(
  found: Contact | undefined,
  id: string,
  t: Words,
): Pick<Subject, 'name' | 'path' | 'note'> {
  if (!found) return { name: id, note: t('record.subject.contact-gone') };
  const office = found.fields.institution ?? found.fields.unit;
  const name = office === undefined ? t(`directory.class.${found.class}`) : quoted(String(office));
  return { name, path: `/directory/${id}` };
}
