import type { EngineSample } from '../schema/artefacts.ts';
import type { MediaRecord, Upload } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';

/** Trend in ms per upload, tags {index, status, ok, size}: written by scenarios/media-burst. */
export const uploadMetric = 'sp_media_upload';

export interface StoredMedia {
  readonly mediaExpected: number;
  readonly mediaMatched: ReadonlySet<number>;
  readonly mediaForeign: number;
}

/** Folds the uploads of media-burst; one small object per planned file. */
export function mediaFold(errors: ErrorCounter): {
  readonly add: (sample: EngineSample) => void;
  readonly finish: (planned: number, stored: StoredMedia) => MediaRecord | null;
} {
  const uploads: Upload[] = [];
  return {
    add(sample) {
      if (sample.metric !== uploadMetric) return;
      const { index, status, ok, size } = sample.tags;
      const upload = {
        index: Number(index ?? uploads.length),
        status: Number(status ?? 0),
        ok: ok === 'true',
        sizeClass: size ?? 'unknown',
        ms: sample.value,
      };
      uploads.push(upload);
      if (!upload.ok)
        errors.add(
          upload.status === 0 ? 'network' : 'vendor',
          `upload-${upload.status}`,
          'media',
          sample.mono_ns,
        );
    },
    finish(planned, stored) {
      if (uploads.length === 0 && stored.mediaExpected === 0) return null;
      uploads.sort((a, b) => a.index - b.index);
      const statuses = new Map<number, number>();
      let failed = 0;
      let missing = 0;
      let first: number | null = null;
      for (const upload of uploads) {
        statuses.set(upload.status, (statuses.get(upload.status) ?? 0) + 1);
        const arrived = stored.mediaMatched.has(upload.index);
        if (upload.ok && !arrived) missing += 1;
        if (upload.ok && arrived) continue;
        failed += 1;
        first ??= upload.index;
      }
      return {
        planned: Math.max(planned, stored.mediaExpected),
        attempted: uploads.length,
        stored: stored.mediaMatched.size,
        failed,
        firstFailureIndex: first,
        checksumMismatches: stored.mediaForeign + missing,
        statuses: new Map([...statuses].sort(([a], [b]) => a - b)),
        uploads,
      };
    },
  };
}
