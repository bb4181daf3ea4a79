import { putBlob } from '@comity/client';
import type { Command } from 'commander';
import { readPersonRequest } from '../keyrequest.ts';
import { type ProvenKey, personAdded, type Wish } from '../people.ts';
import { type OfflineOption, performOrKeep, withOffline } from './performing.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

interface RequestOptions extends OfflineOption {
  readonly request: string;
}

const withRequest = (command: Command): Command =>
  withOffline(command.requiredOption('--request <file>', 'the key request that the person handed over'));

/** The people of a participant and their keys. */
export function personCommands(state: Command): void {
  const person = describe(
    state.command('person'),
    'The people who act for your participant, and their keys.',
  );
  describe(
    withRequest(person.command('add')).requiredOption(
      '--name <name>',
      'the name: a commitment on the record, opened to your own State only',
    ),
    'Add a person with the key of a key request.',
    'state person add --request ana.request.json --name "Ana Example"',
  ).action(does(add));
  describe(
    withOffline(person.command('remove').argument('<per>')),
    'Remove a person: keys and sessions end, places on rosters fall vacant.',
    'state person remove per_…',
  ).action(does(remove));
  const key = describe(person.command('key'), 'The keys of a person.');
  describe(
    withRequest(key.command('add')),
    'Add a further key to the person whom the request names.',
    'state person key add --request ana-card.request.json',
  ).action(does(addKey));
  describe(
    withRequest(key.command('replace')).requiredOption('--old <key>', 'the id of the key that ends'),
    'Replace a key of a person by another, with no moment between.',
    'state person key replace --request ana-new.request.json --old 5f0c…',
  ).action(does(replaceKey));
  describe(
    withOffline(key.command('remove').argument('<per>').argument('<key>', 'its id: see state show --json')),
    'End a key of a person, and every session it certified.',
    'state person key remove per_… 5f0c…',
  ).action(does(removeKey));
}

/** Reads the request; where gpg holds the secret, its public key is uploaded before the act that names it. */
async function received(setting: Setting, options: RequestOptions) {
  const acting = await actingAs(setting);
  const { openpgp, ...proven } = await readPersonRequest(options.request, acting.identity);
  const { key } = proven;
  if (openpgp && key.alg === 'openpgp') {
    await putBlob((await acting.session()).connection, key.blob.sha256, openpgp);
  }
  return { acting, proven };
}

const enrolling =
  <O extends RequestOptions>(wishOf: (proven: ProvenKey, options: O) => Wish, done: string) =>
  async (setting: Setting, options: O): Promise<Answer> => {
    const { acting, proven } = await received(setting, options);
    const said = `${done} (${proven.person}).`;
    return performOrKeep(setting, options, wishOf(proven, options), said, acting);
  };

const add = enrolling(
  (proven, { name }: RequestOptions & { name: string }) => personAdded(proven, name),
  'Signed: the person is added',
);
const addKey = enrolling(
  (proven): Wish<'people.key-added'> => ({ type: 'people.key-added', data: proven }),
  'Signed: the key is added',
);
const replaceKey = enrolling(
  (proven, { old }: RequestOptions & { old: string }): Wish<'people.key-replaced'> => ({
    type: 'people.key-replaced',
    data: { ...proven, old },
  }),
  'Signed: the key is replaced',
);

const remove = async (setting: Setting, options: OfflineOption, person: string): Promise<Answer> => {
  const wish: Wish<'people.person-removed'> = { type: 'people.person-removed', data: { person } };
  return performOrKeep(setting, options, wish, `Signed: ${person} is removed.`);
};

const removeKey = async (
  setting: Setting,
  options: OfflineOption,
  person: string,
  key: string,
): Promise<Answer> => {
  const wish: Wish<'people.key-removed'> = { type: 'people.key-removed', data: { person, key } };
  return performOrKeep(setting, options, wish, `Signed: a key of ${person} ends.`);
};
