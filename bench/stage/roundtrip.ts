/**
 * What a witness is measured against, in a process of its own: `node roundtrip.ts PORT FILE`. A bare server that writes
 * what was posted over a file that is open, forces that one write to disk, and answers a line.
 */
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';

const [port, path] = process.argv.slice(2);
const file = await open(path!, 'w');
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  if (request.method === 'POST') {
    await file.write(Buffer.concat(parts), 0, undefined, 0);
    await file.sync();
  }
  response.end('done\n');
});
server.listen(Number(port), 'localhost');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void file.close());
});
