import { assertDone, dataOf, type paths } from '@comity/client';
import type { Command } from 'commander';
import { plain, table } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

type Pushes = paths['/api/exchange/push']['get']['responses'][200]['content']['application/json'];

/** The browsers in which one is told that something waits. They are entered there; here they are seen and taken back. */
export function pushCommands(exchange: Command): void {
  const push = describe(
    exchange.command('push'),
    'The browsers in which you are told that something waits: a browser is entered on its own page of alerts.',
  );
  describe(
    push.command('list'),
    'Your browsers, whose service each uses and what came of it; and the services of this host.',
    'exchange push list',
  ).action(does(list));
  describe(
    push.command('remove').argument('<psh>'),
    'Be told in that browser no more; its address is forgotten.',
    'exchange push remove psh_…',
  ).action(does<object>((setting, _, id) => remove(setting, id!)));
}

const connected = async (setting: Setting) => (await (await actingAs(setting)).session()).connection;

async function list(setting: Setting): Promise<Answer> {
  const found = dataOf(await (await connected(setting)).api.GET('/api/exchange/push'));
  const { services, pushes } = found;
  const offered = services.map(({ host, whose }) => [host, plain(whose)]);
  return {
    value: found,
    lines: [
      ...(offered.length > 0
        ? table(['SERVICE AT', 'WHOSE'], offered)
        : ['The operator of this host allows no push service.']),
      '',
      ...(pushes.length > 0 ? table(HEADINGS, pushes.map(row)) : ['You are told in no browser.']),
    ],
  };
}

const HEADINGS = ['BROWSER', 'BY', 'WHOSE', 'FOR', 'SINCE', 'LAST'];
const row = ({ push, host, whose, wish, since, last }: Pushes['pushes'][number]): string[] => [
  ...[push, plain(host), plain(whose ?? '(not allowed any more)')],
  wish === 'always' ? 'every message' : 'what cannot wait',
  since,
  last ? `${last.outcome} ${last.at}` : '',
];

async function remove(setting: Setting, push: string): Promise<Answer> {
  const { api } = await connected(setting);
  assertDone(await api.DELETE('/api/exchange/push/{push}', { params: { path: { push } } }));
  return { value: { push, removed: true }, lines: ['Forgotten.'] };
}
