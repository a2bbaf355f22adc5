import { HistogramLogReader, HistogramLogWriter } from 'hdr-histogram-js';
import { fromHdr, toHdr } from './hdr-codec.ts';
import type { Histogram } from './histogram.ts';

/** One interval of a log: seconds from the log's base time. */
export interface HlogInterval {
  readonly startSec: number;
  readonly endSec: number;
  readonly histogram: Histogram;
}

/**
 * The text of a `.hlog` file: HdrHistogram log format 1.2/1.3, V2 compressed base64, values in µs, Interval_Max
 * in ms. Opened by HistogramLogProcessor, HdrHistogram viewers and wrk2's tools. Holds no clock: same histogram,
 * same bytes.
 */
export function writeHlog(intervals: readonly HlogInterval[]): string {
  let text = '';
  const writer = new HistogramLogWriter((part) => {
    text += part;
  });
  writer.outputComment('[Values in microseconds]');
  writer.outputLogFormatVersion();
  writer.outputLegend();
  for (const { startSec, endSec, histogram } of intervals)
    writer.outputIntervalHistogram(toHdr(histogram), startSec, endSec, 1000);
  return text;
}

/** Reads every interval of a log, ours or another tool's. */
export function readHlog(text: string): readonly Histogram[] {
  const reader = new HistogramLogReader(text, 64, false);
  const histograms: Histogram[] = [];
  for (let next = reader.nextIntervalHistogram(); next !== null; next = reader.nextIntervalHistogram())
    histograms.push(fromHdr(next));
  return histograms;
}
