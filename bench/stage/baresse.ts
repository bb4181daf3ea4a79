/**
 * What live events are measured against, in a process of its own: `node baresse.ts PORT`. Whoever gets `/events` hears
 * what is posted to `/event`; nothing is kept, checked or filtered.
 */
import { createServer, type ServerResponse } from 'node:http';

const readers = new Set<ServerResponse>();

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const event = `event: entry\ndata: ${Buffer.concat(parts).toString()}\n\n`;
      for (const reader of readers) reader.write(event);
      response.end('{}');
    });
    return;
  }
  if (request.url !== '/events') {
    response.end('ok');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
  readers.add(response);
  response.once('close', () => readers.delete(response));
});
server.listen(Number(process.argv[2]), 'localhost');
process.once('SIGTERM', () => {
  for (const reader of readers) reader.end();
  server.close();
});
