/** The command as the standalone client starts it: everything but running a body. */
import { main } from './main.ts';

await main(process.argv.slice(2));
