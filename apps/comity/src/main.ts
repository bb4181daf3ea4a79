import { readConfig } from '@comity/server';
import { startDemo } from './demo/index.ts';
import { makeTerminal } from './terminal.ts';

export async function main(args: readonly string[]): Promise<void> {
  const terminal = makeTerminal(false);
  if (args[0] === 'demo') {
    const running = await startDemo(readConfig(process.env), terminal);
    for (const s of ['SIGINT', 'SIGTERM'] as const) process.once(s, () => void running.stop());
  }
}
