import crypto from 'k6/crypto';
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import type { UploadResult } from '../vendors/contract/client.ts';
import { nowMs } from './lib/clock.ts';
import { control } from './lib/control.ts';
import { number, seed, size } from './lib/env.ts';
import { fileMaker } from './lib/files.ts';
import { mediaFiles } from './lib/sizes.ts';

/**
 * The burst: files of three sizes through the vendor's upload, in index order, by ten at a time. Their sha256 are
 * told to the mock beforehand, which compares what arrives. An upload that fails is not tried again.
 */
const count = number('SP_FILES', mediaFiles[size]);
const vus = Math.min(10, count);
const batch = 100;
const file = fileMaker(seed);

/** Milliseconds, tags {index, status, ok, size}. */
const uploads = new Trend('sp_media_upload', true);
const failures = new Counter('sp_media_upload_failures');

export const options: Options = {
  scenarios: {
    media: { executor: 'shared-iterations', vus, iterations: count, maxDuration: '30m' },
  },
};

export async function setup(): Promise<void> {
  if (client.upload === undefined) exec.test.abort(`vendor ${client.id} has no upload`);
  for (let from = 0; from < count; from += batch) {
    const files = [];
    for (let index = from; index < Math.min(count, from + batch); index += 1) {
      const { bytes } = file(index);
      files.push({ index, sha256: crypto.sha256(bytes, 'hex'), bytes: bytes.byteLength });
    }
    await control('POST', '/_sim/media/expect', { files });
  }
}

export default async function uploadNext(): Promise<void> {
  const { upload } = client;
  if (upload === undefined) return;
  const { sizeClass, ...next } = file(exec.scenario.iterationInTest);
  const startMs = nowMs();
  let result: UploadResult;
  try {
    result = await upload(next);
  } catch (error) {
    result = { ok: false, status: 0, error: String(error) };
  }
  const { ok, status, error } = result;
  uploads.add(nowMs() - startMs, {
    index: String(next.index),
    status: String(status),
    ok: String(ok),
    size: sizeClass,
  });
  if (ok) return;
  failures.add(1);
  console.warn(`upload ${next.index} failed: ${status} ${error ?? ''}`);
}
