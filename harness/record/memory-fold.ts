import type { ProcessSample } from '../schema/artefacts.ts';
import type { MemorySeries } from './artefacts.ts';

const minuteNs = 60e9;

/** Highest resident memory a minute of every process of the harness: 480 points in 8 hours. */
export function memoryFold(): {
  readonly add: (sample: ProcessSample) => void;
  readonly finish: () => readonly MemorySeries[];
} {
  const series = new Map<string, { role: string; pid: number; minutes: number[]; rssBytes: number[] }>();
  return {
    add({ role, pid, mono_ns, rssBytes }) {
      if (role.startsWith('vendor:')) return;
      const key = `${role}\n${pid}`;
      let own = series.get(key);
      if (own === undefined) {
        own = { role, pid, minutes: [], rssBytes: [] };
        series.set(key, own);
      }
      const minute = Math.floor(mono_ns / minuteNs);
      const at = own.minutes.length - 1;
      if (own.minutes[at] === minute) own.rssBytes[at] = Math.max(own.rssBytes[at] ?? 0, rssBytes);
      else {
        own.minutes.push(minute);
        own.rssBytes.push(rssBytes);
      }
    },
    finish: () => [...series.values()],
  };
}
