import { fromBase64url } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { accepts } from './accepts.ts';
import { actSchema } from './envelope.ts';
import { bytesUpTo, contactId, nonce, salt, sortedSet, time } from './formats.ts';
import { signature } from './key.ts';
import {
  admit,
  Chronicle,
  fileHand,
  messageData,
  p256Hand,
  seat,
  testField,
  testId,
  testPgpKey,
  withList,
} from './testing/index.ts';

async function story() {
  const chronicle = await Chronicle.found();
  await seat(chronicle, 'alpha');
  const [ada, bo] = [await p256Hand('alpha', 'ada'), await fileHand('alpha', 'bo')];
  await admit(chronicle, ada, ['directory']);
  await admit(chronicle, bo, ['exchange']);
  const contact = testId('con', 'alpha');
  const name = { commitment: testField(contact, 'name', 'N').commitment, readers: ['beta', 'gamma'] };
  const fields = { name, unit: { value: 'CERT' }, languages: { value: ['ar', 'fr'] } };
  const described = { contact, class: 'technical' as const, fields, roster: [bo.actor.person] };
  const nominated = withList(chronicle, ada, 'directory.contact-nominated', described);
  chronicle.append(await chronicle.sign(ada, 'directory.contact-nominated', nominated));
  const key = { contact, key: testPgpKey('a'), expires: '2031-01-31T00:00:00.000Z' };
  const certified = withList(chronicle, ada, 'directory.key-certified', key);
  chronicle.append(await chronicle.sign(ada, 'directory.key-certified', certified));
  const to = { participant: 'beta', contact: testId('con', 'beta'), key: testPgpKey('b').fingerprint };
  const message = messageData('m', { participant: 'alpha', contact }, [to]);
  chronicle.append(await chronicle.sign(bo, 'exchange.sent', message.data, { fields: message.fields }));
  return chronicle.written.map(({ prepared: { act }, sig }) => ({ act, sig }));
}

const written = await story();
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('acts and signatures without fault are accepted at a glance', () => {
  const types = new Set(written.map(({ act }) => act.type));
  expect([...types]).toContain('exchange.sent');
  for (const { act, sig } of written) {
    expect(accepts(actSchema(act.type), plain(act)), act.type).toBe(true);
    expect(accepts(signature, plain(sig))).toBe(true);
  }
});

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    'x',
    0,
    -1,
    0.5,
    2 ** 53,
    true,
    [],
    {},
    ['b', 'a'],
    'A'.repeat(64),
  ),
  fc.jsonValue(),
);

/** Puts something at one of the places of a value, or takes away what stands there. */
function changed(value: unknown, path: readonly number[], put: unknown, name: string): unknown {
  const copy = plain({ value });
  let at: Record<string, unknown> = copy;
  let key = 'value';
  for (const step of path) {
    const inner = at[key];
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) break;
    at = inner as Record<string, unknown>;
    key = Object.keys(inner)[step % Object.keys(inner).length]!;
  }
  if (put === undefined) delete at[key];
  else if (name === '' || Array.isArray(at)) at[key] = put;
  else Object.defineProperty(at, name, { value: put, enumerable: true, configurable: true, writable: true });
  return copy.value;
}

test('a yes is never wrong: the schema takes the value, and gives the same back', () => {
  const place = fc.array(fc.nat(), { maxLength: 5 });
  const name = fc.constantFrom('', '', 'more', '__proto__', 'constructor', 'emails', 'deadline');
  fc.assert(
    fc.property(fc.nat(), place, junk, name, (nth, path, put, as) => {
      const { act, sig } = written[nth % written.length]!;
      const subjects = [
        [actSchema(act.type), act],
        [signature, sig],
      ] as const;
      for (const [schema, value] of subjects) {
        const other = changed(value, path, put, as);
        if (accepts(schema, other)) expect(z.safeParse(schema, other).data).toEqual(other);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what it cannot judge it leaves to the schema', () => {
  class Person {
    a = 'x';
  }
  const cases: [z.core.$ZodType, unknown][] = [
    [z.object({ a: z.string() }), { a: 'x', more: 1 }],
    [z.string().check(z.trim()), ' x'],
    [z.email(), 'a@b.example'],
    [z.number(), 0.5],
    [z._default(z.string(), 'x'), 'y'],
    [z.strictObject({ a: z.string() }), new Person()],
    [z.strictObject({ a: z.unknown() }), JSON.parse('{"a":[{"__proto__":1}]}')],
    [z.record(z.string(), z.unknown()), JSON.parse('{"__proto__":1}')],
    [z.record(z.enum(['a', 'b']), z.string()), { a: 'x' }],
    [z.array(z.string()), new Array(1)],
    [z.strictObject({ a: z.unknown() }), { a: undefined }],
    [z.string().check(z.refine(async () => false)), 'x'],
    [sortedSet(z.string(), 1, 3), ['b', 'a']],
  ];
  for (const [schema, value] of cases) expect(accepts(schema, value), JSON.stringify(value)).toBe(false);
});

const takes = (schema: z.ZodMiniType, value: unknown) => schema.safeParse(value).success;
const decodes = (text: string) => {
  try {
    return fromBase64url(text).length;
  } catch {
    return undefined;
  }
};

test('bytes are judged by their spelling as decoding would judge them', () => {
  const text = fc.stringMatching(/^[AEQgwBc_+=-]{0,50}$/);
  const exact = fc.stringMatching(/^[AEQgwBc_-]{22}$|^[AEQgwBc_-]{43}$/);
  fc.assert(
    fc.property(fc.oneof(text, exact), (spelled) => {
      expect(takes(bytesUpTo(600), spelled)).toBe(decodes(spelled) !== undefined);
      expect(takes(nonce, spelled)).toBe(decodes(spelled) === 16);
      expect(takes(salt, spelled)).toBe(decodes(spelled) === 32);
      expect(takes(contactId, `con_${spelled}`)).toBe(decodes(spelled) === 16);
    }),
    { numRuns: 2000 },
  );
});

test('instants are those that the calendar knows', () => {
  const two = (max: number) => fc.nat({ max }).map((n) => String(n).padStart(2, '0'));
  const year = fc.nat({ max: 9999 }).map((n) => String(n).padStart(4, '0'));
  fc.assert(
    fc.property(year, two(14), two(33), two(26), two(62), two(62), (y, mo, d, h, mi, s) => {
      const text = `${y}-${mo}-${d}T${h}:${mi}:${s}.000Z`;
      const ms = Date.parse(text);
      expect(takes(time, text)).toBe(Number.isFinite(ms) && new Date(ms).toISOString() === text);
    }),
    { numRuns: 2000 },
  );
});
