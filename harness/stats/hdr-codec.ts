import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram as HdrHistogram,
  JsHistogram,
} from 'hdr-histogram-js';
import { Histogram, lowerEdgeOf } from './histogram.ts';

/** As an hdr-histogram-js histogram (µs, 3 significant digits): for files that other tools open. */
export function toHdr(histogram: Histogram): HdrHistogram {
  const hdr = build({
    lowestDiscernibleValue: 1,
    // HdrHistogram refuses a range of less than two.
    highestTrackableValue: Math.max(2, histogram.maxUs),
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 64,
  });
  histogram.forEachBucket((index, count) => {
    hdr.recordValueWithCount(lowerEdgeOf(index), count);
  });
  return hdr;
}

/** V2 compressed base64, HdrHistogram's interchange format. */
export function encodeHistogram(histogram: Histogram): string {
  return encodeIntoCompressedBase64(toHdr(histogram));
}

/**
 * Back from hdr-histogram-js; counts are equal bucket by bucket.
 * @throws Error for a histogram of the WebAssembly build, which shows no counts.
 */
export function fromHdr(hdr: HdrHistogram): Histogram {
  if (!(hdr instanceof JsHistogram)) throw new Error('expected a histogram of the JavaScript build');
  const histogram = new Histogram();
  for (let index = 0; index < hdr.countsArrayLength; index += 1) {
    const count = hdr.getCountAtIndex(index);
    if (count > 0) histogram.record(hdr.valueFromIndex(index), count);
  }
  return histogram;
}

/** @throws Error when the text is no compressed HdrHistogram. */
export function decodeHistogram(base64: string): Histogram {
  return fromHdr(decodeFromCompressedBase64(base64, 64, false));
}
