import { type BeginningStep, readBeginning, type StepName, stepsOf } from '@comity/client/beginning';
import type { Command } from 'commander';
import { table } from '../terminal.ts';
import { type Answer, describe, does, identityOf, reading, type Setting } from './setting.ts';

/** The same list as the page “begin”: equal doors. */
export function beginCommand(state: Command): void {
  describe(
    state.command('begin').argument('[participant]', 'default: your own'),
    'Show how far a State is on its way from the invitation to the first acknowledged message, and what comes next.',
    'state begin alderia',
  ).action(does(begin));
}

const WHAT: Readonly<Record<StepName, readonly [what: string, how: string]>> = {
  invited: ['the secretariat invites the State', 'state invite STATE --channel note-verbale'],
  root: ['the root key is made and enrolled', 'key make --root; state root enrol --token TOKEN'],
  people: ['two people are added', 'key make; state person add --request FILE --name NAME'],
  administrators: ['an administrator is named', 'state administrators set PER'],
  authorities: [
    'somebody may change the directory, somebody exchange',
    'state authorities PER directory,exchange',
  ],
  contact: ['a point of contact is nominated', 'directory nominate --class technical --roster PER'],
  key: ['its key is made and certified', 'key contact CON; directory key CON --request FILE'],
  recovery: [
    'a recovery key is made and tried (may wait)',
    'recovery make; recovery drill; recovery certify',
  ],
  sent: ['a test message is sent', 'exchange send --to STATE --subject Test --exercise'],
  acknowledged: ['somebody acknowledges it', 'nothing to do but wait'],
};

async function begin(setting: Setting, _: unknown, participant?: string): Promise<Answer> {
  const who = participant ?? (await identityOf(setting)).participant;
  const { connection, as } = await reading(setting);
  const steps = stepsOf(await readBeginning(connection, who, as?.participant === who));
  return {
    value: { participant: who, steps },
    lines: table(['', 'STEP', 'NEXT'], steps.map(row)),
  };
}

const row = ({ step, is }: BeginningStep): string[] => {
  const [what, how] = WHAT[step];
  return [is, what, is === 'done' ? '' : `comity ${how}`];
};
