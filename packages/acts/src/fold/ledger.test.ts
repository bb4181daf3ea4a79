import { describe, expect, test } from 'vitest';
import type { AnyAct } from '../envelope.ts';
import { testId } from '../testing/index.ts';
import { Ledger } from './ledger.ts';

const document = testId('doc', 'a paper');
const file = { sha256: 'a'.repeat(64), size: 1, media: 'text/plain' };
const actor = { participant: 'secretariat', key: 'b'.repeat(64) };
const folds = (ledger: Ledger, type: AnyAct['type'], data: object, received: number) =>
  ledger.fold({ act: { type, actor, data } as AnyAct, id: 'c'.repeat(64), received });
const registration = { document, titles: { en: 'A paper' }, source: 'secretariat', files: { en: file } };

describe('The fact of a document', () => {
  test('says when each language came out, and keeps that when a version is corrected', () => {
    const ledger = new Ledger();
    folds(ledger, 'documents.registered', registration, 1000);
    folds(ledger, 'documents.issued', { document, language: 'fr', file }, 2000);
    folds(ledger, 'documents.issued', { document, language: 'en', file, corrects: 'A word' }, 3000);
    folds(ledger, 'documents.issued', { document, language: 'en', file, corrects: 'Another' }, 4000);
    const fact = ledger.document(document)!;
    expect([...fact.issued]).toEqual([
      ['en', 1000],
      ['fr', 2000],
    ]);
    expect([...fact.corrected]).toEqual([['en', 4000]]);
    expect(fact.withdrawn).toBe(false);
  });

  test('outlasts its withdrawal', () => {
    const ledger = new Ledger();
    folds(ledger, 'documents.registered', registration, 1000);
    folds(ledger, 'documents.withdrawn', { document, reason: 'Twice.' }, 2000);
    expect(ledger.document(document)).toMatchObject({ withdrawn: true, issued: new Map([['en', 1000]]) });
  });

  test('is not there for a document that nobody registered', () => {
    expect(new Ledger().document(document)).toBeUndefined();
  });
});
