import { afterEach, expect, test } from 'vitest';
import { codeOf, openStage, type Stage } from './support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a plan is asked, answered and counted', async () => {
  stage = await openStage();
  stage.replyWith((message) => `your code: ${codeOf(message.from)}`);
  const status = await stage.play({
    arrivals: { kind: 'uniform', customers: 20, ratePerSec: 200, durationMs: 500 },
  });
  expect(status).toMatchObject({
    state: 'done',
    planned: 100,
    injected: 100,
    acked: 100,
    answered: 100,
    open: 0,
    duplicated: 0,
    wrong: 0,
  });
});
