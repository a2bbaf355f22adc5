import type { MediaRecord, Upload } from '../../record/artefacts.ts';
import { Histogram } from '../../stats/histogram.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap } from './metric.ts';

/** Figures of the upload burst. Uploads are a closed set: counts are exact. */
export function addMedia(metrics: MetricMap, media: MediaRecord): void {
  const n = media.attempted;
  metrics.set('media.planned', countMetric(media.planned, media.planned));
  metrics.set('media.attempted', countMetric(n, media.planned));
  metrics.set('media.stored', countMetric(media.stored, n));
  metrics.set('media.failed', countMetric(media.failed, n));
  metrics.set('media.first_failure_index', countMetric(media.firstFailureIndex, n));
  metrics.set('media.checksum_mismatches', countMetric(media.checksumMismatches, n));
  for (const [status, count] of media.statuses) metrics.set(`media.status.${status}`, countMetric(count, n));
  addLatency(metrics, 'media.service', timesOf(media.uploads));
  for (const sizeClass of [...new Set(media.uploads.map((upload) => upload.sizeClass))].sort()) {
    const uploads = media.uploads.filter((upload) => upload.sizeClass === sizeClass);
    const prefix = `media.size.${sizeClass}`;
    metrics.set(`${prefix}.count`, countMetric(uploads.length, uploads.length));
    metrics.set(
      `${prefix}.failed`,
      countMetric(uploads.filter((upload) => !upload.ok).length, uploads.length),
    );
    addLatency(metrics, prefix, timesOf(uploads));
  }
}

export function timesOf(uploads: readonly Upload[]): Histogram {
  const histogram = new Histogram();
  for (const upload of uploads) histogram.record(upload.ms * 1000);
  return histogram;
}
