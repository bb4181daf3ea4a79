import { describe, expect, it } from 'vitest';
import { MESSAGE_RULES, messageRulesOf } from './catalogue/messagedefaults.ts';
import { type MessageRules, messageRules } from './catalogue/messagerules.ts';
import { messageFault, messageTermsIn, sayForm, typeIn } from './messageterms.ts';

const SIX = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const french = messageTermsIn(MESSAGE_RULES, 'fr');
const writing = (change: object) => ({
  ...{ type: 'notification', exercise: false, form: {}, answered: undefined },
  ...change,
});
const faultOf = (change: object) => messageFault(french, writing(change));

/** A body that has one type of its own and nothing else. */
const OWN: MessageRules = {
  types: [{ type: 'demarche', names: { en: 'Démarche' }, means: { en: 'A démarche.' }, fields: ['tone'] }],
  fields: [{ field: 'tone', names: { en: 'Tone' }, codes: [{ code: 'firm', names: { en: 'Firm' } }] }],
};

describe('what a body adopts about its messages', () => {
  it('is the ten types of the specification where it adopts nothing, named in six languages', () => {
    expect(messageRules.safeParse(MESSAGE_RULES).success).toBe(true);
    expect(MESSAGE_RULES.types.map(({ type }) => type)).toHaveLength(10);
    expect(messageRulesOf({})).toBe(MESSAGE_RULES);
    expect(messageRulesOf({ messages: OWN })).toBe(OWN);
    const named = [
      ...MESSAGE_RULES.types.flatMap(({ names, means }) => [names, means]),
      ...MESSAGE_RULES.fields.flatMap(({ names, codes }) => [names, ...codes.map((c) => c.names)]),
    ];
    for (const names of named) {
      expect(Object.keys(names).sort()).toEqual([...SIX].sort());
      for (const said of Object.values(names)) expect(said.trim()).toBe(said);
    }
  });

  it('names every code of a field differently in each language', () => {
    for (const language of SIX)
      for (const { codes } of messageTermsIn(MESSAGE_RULES, language).fields)
        expect(new Set(codes.map(({ name }) => name)).size, language).toBe(codes.length);
  });

  it.each([
    ['no type', { types: [] }],
    ['a type twice', { types: [OWN.types[0], OWN.types[0]] }],
    ['a field twice', { fields: [OWN.fields[0], OWN.fields[0]] }],
    ['a form with a field that is not described', { fields: [] }],
    ['an answer to a type that there is not', { types: [{ ...OWN.types[0], answers: ['gossip'] }] }],
    ['rungs that go back', { ladder: { alternate: 60, diplomatic: 30, mission: 90 } }],
    ['rungs beyond thirty days', { ladder: { alternate: 1, diplomatic: 2, mission: 43_201 } }],
    ['a type that is no short name', { types: [{ ...OWN.types[0], type: 'In words' }] }],
    ['names in no language', { types: [{ ...OWN.types[0], names: {} }] }],
    ['anything else', { gate: 'severity' }],
  ])('is refused with %s', (_, change) => {
    expect(messageRules.safeParse(OWN).success).toBe(true);
    expect(messageRules.safeParse({ ...OWN, ...change }).success).toBe(false);
  });
});

describe('a form', () => {
  it('written in Arabic reads in French for the French reader', () => {
    const said = sayForm(french, { incident: ['ransomware'], asked: ['information', 'preservation'] });
    expect(said.map(({ name, values }) => [name, ...values.map((v) => v.name)])).toEqual([
      ['Ce qui est demandé', 'Informations', 'Préservation des preuves électroniques'],
      ['Type d’incident', 'Rançongiciel'],
    ]);
  });

  it('shows what the rules in force do not name by its code, marked, and last', () => {
    const said = sayForm(french, { absent: ['x'], incident: ['phishing', 'y'] });
    expect(said.map(({ field, isNamed }) => [field, isNamed])).toEqual([
      ['incident', true],
      ['absent', false],
    ]);
    expect(said[0]!.values[1]).toEqual({ code: 'y', name: 'y', isNamed: false });
  });

  it('is named in a wider form of the language, in English, or as it stands', () => {
    expect(messageTermsIn(OWN, 'fr').types[0]!.name).toBe('Démarche');
    expect(messageTermsIn(MESSAGE_RULES, 'es-MX').types[0]!.name).toBe('Notificación');
    const only = { ...OWN, types: [{ ...OWN.types[0]!, names: { pt: 'Diligência' } }] };
    expect(messageTermsIn(only, 'fr').types[0]!.name).toBe('Diligência');
  });
});

describe('a message', () => {
  it('may say nothing by codes, severity included: nothing is a gate', () => {
    for (const { type, answersOnly, exercise = false } of french.types)
      expect(faultOf({ type, exercise, answered: answersOnly ? 'notification' : undefined })).toBeUndefined();
  });

  it.each([
    [{ type: 'gossip' }, { why: 'unknown-type' }],
    [{ type: 'reply' }, { why: 'begins-no-thread' }],
    [
      { type: 'acknowledgement', answered: 'closing' },
      { why: 'answers-not', answered: 'closing' },
    ],
    [{ type: 'exercise-inject' }, { why: 'exercise-only' }],
    [{ form: { asked: ['information'] } }, { why: 'unknown-field', field: 'asked' }],
    [{ form: { incident: ['gossip'] } }, { why: 'unknown-code', field: 'incident', code: 'gossip' }],
    [{ form: { incident: ['malware', 'phishing'] } }, { why: 'one-code-only', field: 'incident' }],
  ])('%j is not by the rules', (change, fault) => {
    expect(faultOf(change)).toEqual(fault);
  });

  it('may answer a type that the rules in force do not name, and be of one that they do', () => {
    expect(faultOf({ type: 'acknowledgement', answered: 'demarche' })).toBeUndefined();
    expect(typeIn(messageTermsIn(OWN, 'en'), 'demarche')?.name).toBe('Démarche');
    expect(typeIn(messageTermsIn(OWN, 'en'), 'notification')).toBeUndefined();
  });
});
