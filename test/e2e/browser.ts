import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of an installed Chromium, or null. */
export const chromiumPath: string | null = paths.find((path) => existsSync(path)) ?? null;

/** Under CI a missing browser fails the suite; on a desk it is said and skipped. */
export const skipBrowser: boolean = chromiumPath === null && process.env.CI !== 'true';
if (skipBrowser) console.warn('skipped: no Chromium; apt-get install chromium fonts-noto-cjk poppler-utils');

export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no Chromium: apt-get install chromium');
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}
