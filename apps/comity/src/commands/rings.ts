import { assertDone, dataOf, type paths } from '@comity/client';
import type { Command } from 'commander';
import { plain, table } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

type Ring =
  paths['/api/exchange/contacts/{contact}/rings']['get']['responses'][200]['content']['application/json']['rings'][number];

/** Where a contact is rung beside a mail, by services that the operator of the host configured. */
export function ringCommands(exchange: Command): void {
  const ring = describe(
    exchange.command('ring'),
    'Have a contact rung by a service of the operator’s: it is told that something waits, and nothing of it.',
  );
  describe(
    ring.command('services'),
    'The services of this host, and whose they are: a number entered for one is handed to them.',
    'exchange ring services',
  ).action(does(services));
  describe(
    ring.command('list').argument('<con>'),
    'Where a contact of yours is rung, and what came of it.',
    'exchange ring list con_…',
  ).action(does(list));
  describe(
    ring
      .command('add')
      .argument('<con>')
      .requiredOption('--service <name>', 'one of: comity exchange ring services')
      .requiredOption('--to <number>', 'such as "+00 1 234 567", or what the service calls it')
      .option('--always', 'for every message (default: only for what cannot wait)'),
    'Have a contact of yours rung; a code goes there first.',
    'exchange ring add con_… --service texts --to "+00 1 234 567"',
  ).action(does<AddOptions>(add));
  describe(
    ring.command('confirm').argument('<con>').argument('<rng>').argument('<code>', 'as it was rung'),
    'Give back the code: from now on it rings.',
    'exchange ring confirm con_… rng_… 7KQ2M9XTRB',
  ).action(does<object>((setting, _, contact, id, code) => confirm(setting, contact!, id!, code!)));
  describe(
    ring.command('remove').argument('<con>').argument('<rng>'),
    'Ring there no more; the number is forgotten.',
    'exchange ring remove con_… rng_…',
  ).action(does<object>((setting, _, contact, id) => remove(setting, contact!, id!)));
}

const connected = async (setting: Setting) => (await (await actingAs(setting)).session()).connection;
const at = (contact: string, ring = '') => ({ params: { path: { contact, ring } } });

async function services(setting: Setting): Promise<Answer> {
  const found = dataOf(await (await connected(setting)).api.GET('/api/exchange/services'));
  const rows = found.services.map(({ service, way, whose, host }) => [service, way, plain(whose), host]);
  return {
    value: found,
    lines:
      rows.length > 0
        ? table(['SERVICE', 'WAY', 'WHOSE', 'AT'], rows)
        : ['The operator of this host configured none.'],
  };
}

async function list(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const { api } = await connected(setting);
  const found = dataOf(await api.GET('/api/exchange/contacts/{contact}/rings', at(contact)));
  return {
    value: found,
    lines: found.rings.length > 0 ? table(HEADINGS, found.rings.map(row)) : ['It is rung nowhere.'],
  };
}

const HEADINGS = ['RING', 'TO', 'BY', 'FOR', 'STANDS', 'LAST'];
const row = (r: Ring): string[] => [
  ...[r.ring, plain(r.destination), plain(r.whose ?? `${r.service} (not configured any more)`)],
  r.wish === 'always' ? 'every message' : 'what cannot wait',
  r.isProven ? 'rings' : 'waits for its code',
  r.tests[0] ? `${r.tests[0].outcome} ${r.tests[0].tested}` : '',
];

interface AddOptions {
  readonly service: string;
  readonly to: string;
  readonly always?: boolean;
}

async function add(setting: Setting, options: AddOptions, contact: string): Promise<Answer> {
  const { api } = await connected(setting);
  const body = {
    ...{ service: options.service, destination: options.to },
    wish: options.always ? ('always' as const) : ('urgent' as const),
  };
  const made = dataOf(await api.POST('/api/exchange/contacts/{contact}/rings', { ...at(contact), body }));
  return {
    value: made,
    lines: [
      `Handed to ${plain(made.whose ?? made.service)}: ${plain(made.destination)}. A code is rung there.`,
      `Then: comity exchange ring confirm ${contact} ${made.ring} CODE`,
    ],
  };
}

async function confirm(setting: Setting, contact: string, ring: string, code: string): Promise<Answer> {
  const { api } = await connected(setting);
  const answer = await api.POST('/api/exchange/contacts/{contact}/rings/{ring}/code', {
    ...{ ...at(contact, ring), body: { code } },
  });
  assertDone(answer);
  return { value: { contact, ring, isProven: true }, lines: ['Confirmed: it rings.'] };
}

async function remove(setting: Setting, contact: string, ring: string): Promise<Answer> {
  const { api } = await connected(setting);
  assertDone(await api.DELETE('/api/exchange/contacts/{contact}/rings/{ring}', at(contact, ring)));
  return { value: { contact, ring, removed: true }, lines: ['Forgotten.'] };
}
