import { MESSAGE_RULES, messageTermsIn } from '@comity/acts';
import { describe, expect, it } from 'vitest';
import { writableTypes, writtenForm } from './forms.ts';

const terms = messageTermsIn(MESSAGE_RULES, 'fr');
const typesOf = (answered: string | undefined, exercise = false) =>
  writableTypes(terms, answered, exercise).map(({ type }) => type);

describe('the form of a message', () => {
  it('holds what was chosen of the fields of its type, sorted, and nothing else', () => {
    const chosen = { asked: ['mitigation', 'information'], incident: ['phishing'], severity: [] };
    expect(writtenForm(terms, 'request-for-information', chosen)).toEqual({
      asked: ['information', 'mitigation'],
      incident: ['phishing'],
    });
    expect(writtenForm(terms, 'notification', chosen)).toEqual({ incident: ['phishing'] });
  });

  it('is absent where nothing was chosen, and for a type that the rules do not name', () => {
    expect(writtenForm(terms, 'notification', {})).toBeUndefined();
    expect(writtenForm(terms, 'demarche', { incident: ['phishing'] })).toBeUndefined();
  });
});

describe('the types that may be written', () => {
  it('leave out, where a thread begins, what only answers', () => {
    expect(typesOf(undefined)).toContain('notification');
    for (const type of ['reply', 'acknowledgement', 'closing', 'exercise-inject'])
      expect(typesOf(undefined)).not.toContain(type);
    expect(typesOf(undefined, true)).toContain('exercise-inject');
  });

  it('leave out, as an answer, what does not answer that', () => {
    expect(typesOf('notification')).toEqual(expect.arrayContaining(['reply', 'acknowledgement', 'closing']));
    expect(typesOf('closing')).not.toContain('acknowledgement');
  });
});
