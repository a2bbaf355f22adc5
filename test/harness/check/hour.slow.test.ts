import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { constants, createGzip } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { seededRandom } from '../../../harness/stats/random.ts';
import { planEnded, planStarted, runFolder } from '../support/builders.ts';

const perSec = 1000;
const seconds = 3600;
const asks = perSec * seconds;

/** An hour of asks at 1,000/s: the lines a mock writes. */
async function writeAsks(path: string): Promise<void> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const file = createWriteStream(path);
  gzip.pipe(file);
  const random = seededRandom(1);
  let seq = 0;
  for (let second = 0; second < seconds; second += 1) {
    let text = '';
    for (let n = 0; n < perSec; n += 1) {
      const due = second * 1e6 + n * 1000;
      const ans = due + Math.floor(20_000 * -Math.log(1 - random()));
      text += `{"v":1,"run":"run-1","src":"mock","kind":"ask","seq":${seq},"mono_ns":${1e12 + due * 1000},"wall_ms":${due},"p":"rush","i":${seq},"c":${n},"n":0,"due":${due},"inj":${due},"ack":${due},"ans":${ans},"k":1,"att":1}\n`;
      seq += 1;
    }
    if (!gzip.write(text)) await once(gzip, 'drain');
  }
  gzip.write(
    `{"v":1,"run":"run-1","src":"mock","kind":"file.closed","seq":${seq},"mono_ns":1,"wall_ms":1,"lines":${seq + 1}}\n`,
  );
  gzip.end();
  await once(file, 'finish');
}

test('an hour at 1,000 asks/s is judged within an eighth of two minutes of CPU, in bounded memory', async () => {
  const dir = await runFolder({
    size: 'full',
    scenarios: ['rush'],
    events: { run: [], mock: [planStarted('rush', asks), planEnded('rush', asks, seconds * 1000)] },
  });
  await writeAsks(join(dir, 'events', 'asks.ndjson.gz'));
  const before = process.cpuUsage();
  const { result } = await checkRun(dir);
  const { user, system } = process.cpuUsage(before);
  expect(result.metrics['rush.answered']?.value).toBe(asks);
  // An exponential of mean 20 ms: p99 = 20 · ln 100 = 92.1 ms.
  expect(result.metrics['rush.response.p99']?.value).toBeCloseTo(92.1, 0);
  expect((user + system) / 1e6).toBeLessThan(15);
  expect(process.memoryUsage().rss).toBeLessThan(500e6);
}, 300_000);
