import { isIP } from 'node:net';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import { StormproofError } from '../../schema/errors.ts';

/** True for 127.0.0.0/8, ::1, localhost and *.localhost (RFC 6761: resolves to loopback). */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) === 4) return host.startsWith('127.');
  if (isIP(host) === 6) return host === '::1';
  return host === 'localhost' || host.endsWith('.localhost');
}

/** Refuses any target that is not loopback and for which the manifest holds no permission (SP_CLI_NO_PERMISSION). */
export function checkPermission(manifest: VendorManifest): void {
  if (manifest.permission) return;
  const remote = Object.entries({ webhookUrl: manifest.webhookUrl, baseUrl: manifest.baseUrl }).filter(
    ([, url]) => url !== undefined && !isLoopback(url),
  );
  if (remote.length === 0) return;
  throw new StormproofError(
    'SP_CLI_NO_PERMISSION',
    `vendor ${manifest.id} is not on this machine`,
    remote.map(([field, url]) => `${field}: ${url}: not loopback and no permission is given`),
  );
}
