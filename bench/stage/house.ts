/** The demonstration in a process of its own, its settings from the environment: what `comity demo` starts. */
import { startDemo } from '../../apps/comity/src/demo/index.ts';
import { makeTerminal } from '../../apps/comity/src/terminal.ts';
import { readConfig } from '../../server/src/index.ts';

const running = await startDemo(readConfig(process.env), makeTerminal(false));
process.once('SIGTERM', () => void running.stop());
