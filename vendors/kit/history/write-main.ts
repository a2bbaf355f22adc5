import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { pastConversation } from './corpus.ts';

/**
 * Prints conversations as NDJSON: `node dist/vendors/kit/history/write-main.js --seed S --from A --to B [--numbers a,b]`.
 * A process of its own, so that a history of millions is no load on whoever asked for it. `number` is one of `--numbers`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    to: { type: 'string', default: '0' },
    numbers: { type: 'string', default: '' },
  },
});
const numbers = values.numbers.split(',');
const seed = Number(values.seed);
/** Lines handed to the pipe at once. */
const batchLines = 500;

// The reader may have had enough: it says why itself.
process.stdout.on('error', () => process.exit(0));
let batch: string[] = [];
async function flush(): Promise<void> {
  const text = batch.join('');
  batch = [];
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
for (let ordinal = Number(values.from); ordinal < Number(values.to); ordinal += 1) {
  const { waId, name, messages } = pastConversation(seed, ordinal);
  const number = numbers[ordinal % numbers.length];
  batch.push(`${JSON.stringify({ waId, name, number, messages })}\n`);
  if (batch.length >= batchLines) await flush();
}
await flush();
