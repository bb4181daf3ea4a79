import { Command } from 'commander';
import { archiveCommands } from './commands/archive.ts';
import { clearanceCommands } from './commands/clearance.ts';
import { clientCommands } from './commands/client.ts';
import { consultationCommands } from './commands/consultations.ts';
import { custodyCommands } from './commands/custody.ts';
import { decisionsCommands } from './commands/decisions.ts';
import { directoryCommands } from './commands/directory.ts';
import { documentsCommands } from './commands/documents.ts';
import { dossierCommands } from './commands/dossier.ts';
import { dutyCommands } from './commands/duty.ts';
import { exchangeCommands } from './commands/exchange.ts';
import { exerciseCommands } from './commands/exercise.ts';
import { hostCommands } from './commands/host.ts';
import { keyCommands } from './commands/key.ts';
import { mirrorCommand } from './commands/mirror.ts';
import { negotiationCommands } from './commands/negotiation.ts';
import { policyCommands } from './commands/policy.ts';
import { recordCommands } from './commands/record.ts';
import { recoveryCommands } from './commands/recovery.ts';
import { servingCommands } from './commands/serving.ts';
import { withGlobalOptions } from './commands/setting.ts';
import { stateCommands } from './commands/state.ts';
import { textCommands } from './commands/text.ts';
import { verifyCommand } from './commands/verify.ts';
import { watchCommand } from './commands/watch.ts';
import { channelsCommand } from './commands/ways.ts';
import { witnessCommand } from './commands/witness.ts';

const STORY = `
The story, in order:
  See it          comity demo                     a body with invented people; the commands below work beside it
  Found a body    comity init --from-example body.json; comity init body.json; comity serve; comity info
  Seat a State    comity state invite alderia     the secretariat; prints a token, once
                  comity key make --root --participant alderia --trust trust.json
                  comity state root enrol --token TOKEN
  Its people      comity key make --participant alderia   each on the own machine; hands a key request over
                  comity state person add --request FILE --name "A. Example"
                  comity state administrators set PER PER PER --threshold 2
                  comity state authorities PER exchange;  comity state confirm ACT
  Its contacts    comity directory nominate --class technical --roster PER --field institution="National CERT"
                  comity key contact CON;  comity directory key CON --request FILE
  Who is on duty  comity duty plan CON --zone Europe/Paris --slot "PER 1-5 08:00-20:00"
                  comity duty hand-over CON --to PER --note "…";  confirm CON;  show CON
  The exchange    comity exchange send --to brenmark --subject "…" --text "…" --attach indicator.json
                  comity exchange watch;  list;  open THREAD;  ack MSG
  Exercises       comity exercise link-test --self;  form-test --to brenmark --copy     any State alone, all of it marked
                  comity exercise open --title "…";  inject THR --at 10 --to …;  start THR;  run THR;  report THR
  Is anybody there comity exchange ping start --channel emails --channel telephones;  show PIN;  calls PIN
                  comity exchange ping answer CODE;  comity channels CON
                  comity exchange ring services;  ring add CON --service NAME --to "+00 1 234 567"
                  comity exchange push list;  push remove PSH      browsers in which you are told that something waits
  Before it speaks comity clearance open --title "…" --file statement.txt     capital and mission, sealed to the State
                  comity clearance show THR;  comment THR --paragraph 3 --text "…";  clear THR
  Off the record  comity consultation sound DOC --position object --place 12 --text "…"     a State and whoever presides
                  comity consultation group DOC --with brenmark --file text.txt --title "…";  list;  show THR
  The worst day    comity recovery make --sheets;  drill --file FILE;  certify --file FILE      the root, before it comes
                  comity recovery open THREAD --file FILE --sheet … --sheet …
  A key gets old   comity custody show;  key contact CON;  directory key CON --request FILE
                  comity key rewrap CON;  key destroy CON --yes;  custody leaver PER
  Whoever trusts nobody
                  comity export --out record.tar;  comity verify record.tar --trust trust.json
                  comity verify https://body.example --trust trust.json --policy mine.policy --state seen.json
                  comity dossier document DOC --out l139.html;  comity dossier verify l139.html --trust trust.json
                  comity mirror --from URL --trust trust.json --data ./mirror
                  comity watch --own --as ana           wakes you when something is done in your State’s name
                  comity witness --data ./witness --name alderia.example/w --log KEY
                  comity policy check mine.policy;  comity info --policy mine.policy
  Move it         comity host prepare --origin URL --out host.json     the new machine
                  comity host change --to host.json --out move.tar     the old one, its server stopped
                  comity init --from move.tar --trust trust.json;  comity host follow --url URL

Every command takes --help and --json. It ends with 0 when done, 1 when refused, 2 when it could not run.`;

/** The command with everything it can do. */
export function makeProgram(): Command {
  const program = new Command('comity')
    .description('Run a body of States, act in the name of one, and verify the record of both.')
    .addHelpText('after', STORY)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  withGlobalOptions(program);
  servingCommands(program);
  keyCommands(program);
  stateCommands(program);
  directoryCommands(program);
  dutyCommands(program);
  exchangeCommands(program);
  exerciseCommands(program);
  channelsCommand(program);
  clearanceCommands(program);
  consultationCommands(program);
  recoveryCommands(program);
  custodyCommands(program);
  documentsCommands(program);
  decisionsCommands(program);
  negotiationCommands(program);
  textCommands(program);
  recordCommands(program);
  archiveCommands(program);
  verifyCommand(program);
  clientCommands(program);
  dossierCommands(program);
  mirrorCommand(program);
  watchCommand(program);
  witnessCommand(program);
  hostCommands(program);
  policyCommands(program);
  return program;
}
