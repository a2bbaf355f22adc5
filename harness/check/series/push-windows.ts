import type { PushRecord } from '../../record/artefacts.ts';
import type { Series } from '../../schema/result.ts';

/** Expected pushes second by second: due, received, late. */
export function pushWindows(push: PushRecord): Series {
  return {
    id: `${push.id}.windows`,
    windowMs: push.windowMs,
    columns: ['t', 'due', 'received', 'late'],
    rows: push.windows.map(({ due, received, late }, index) => [index * push.windowMs, due, received, late]),
  };
}
