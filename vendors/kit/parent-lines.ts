import { createInterface } from 'node:readline';

/** For a child process: calls `handler` with each JSON line that the parent writes to its stdin. */
export function onParentLine<Message>(handler: (message: Message) => void): void {
  createInterface({ input: process.stdin }).on('line', (line) => handler(JSON.parse(line) as Message));
}
