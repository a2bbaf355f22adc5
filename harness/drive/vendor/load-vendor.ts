import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asset } from '../../../package-root.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import { StormproofError } from '../../schema/errors.ts';
import { checkPermission } from './permission.ts';
import { readManifest } from './read-manifest.ts';

export interface LoadedVendor {
  readonly manifest: VendorManifest;
  /** Null for a vendor given by --webhook. */
  readonly dir: string | null;
  /** Absolute path; null = the vendor has no API that scenarios can use. */
  readonly clientFile: string | null;
  /** Absolute path; null = a remote vendor that the harness neither starts nor stops. */
  readonly lifecycleFile: string | null;
}

/**
 * Loads a vendor by id (a folder under vendors/) or by the path of a folder with vendor.yaml.
 * @throws StormproofError SP_CLI_UNKNOWN_VENDOR, SP_CLI_VENDOR_FILE (every problem at once), SP_CLI_NO_PERMISSION.
 */
export async function loadVendor(idOrPath: string): Promise<LoadedVendor> {
  const dir = findFolder(idOrPath);
  if (!dir) {
    throw new StormproofError(
      'SP_CLI_UNKNOWN_VENDOR',
      `unknown vendor "${idOrPath}"; known: ${knownVendors().join(', ')}`,
    );
  }
  const manifest = await readManifest(join(dir, 'vendor.yaml'));
  checkPermission(manifest);
  const code = manifest.base === undefined ? dir : baseFolder(dir, manifest.base);
  const lifecycleFile = optional(code, 'lifecycle.ts');
  if (!lifecycleFile && !manifest.webhookUrl && manifest.connectionMode === 'full') {
    throw new StormproofError('SP_CLI_VENDOR_FILE', `${join(dir, 'vendor.yaml')}: 1 problem`, [
      'webhookUrl: missing: a vendor without lifecycle.ts must say where its webhook is',
    ]);
  }
  return { manifest, dir, clientFile: optional(code, 'client.ts'), lifecycleFile };
}

/**
 * The vendor behind `--webhook URL`: it can be asked and may answer, nothing else is known of it.
 * @throws StormproofError SP_CLI_USAGE (not a URL), SP_CLI_NO_PERMISSION (not loopback).
 */
export function webhookVendor(webhookUrl: string): LoadedVendor {
  if (!/^https?:\/\//.test(webhookUrl) || !URL.canParse(webhookUrl)) {
    throw new StormproofError('SP_CLI_USAGE', `--webhook: "${webhookUrl}" is not an http or https URL`);
  }
  const manifest: VendorManifest = {
    id: 'webhook',
    name: new URL(webhookUrl).host,
    version: 'unknown',
    connectionMode: 'full',
    capabilities: ['reply'],
    webhookUrl,
    behaviours: [],
    settings: {},
  };
  checkPermission(manifest);
  return { manifest, dir: null, clientFile: null, lifecycleFile: null };
}

/** Where the shipped vendors are: the plain ones, and those with planted defects. */
const vendorRooms = [['vendors'], ['vendors', 'defects']] as const;

/** Ids of the shipped vendors: folders under vendors/ and vendors/defects/ that hold a vendor.yaml. */
export function knownVendors(): string[] {
  return vendorRooms
    .flatMap((room) =>
      readdirSync(asset(...room)).filter((name) => existsSync(asset(...room, name, 'vendor.yaml'))),
    )
    .sort();
}

/** Folder of the vendor whose code another one uses. */
function baseFolder(dir: string, base: string): string {
  const found = findFolder(base);
  if (found !== null) return found;
  throw new StormproofError('SP_CLI_VENDOR_FILE', `${join(dir, 'vendor.yaml')}: 1 problem`, [
    `base: ${base}: no such vendor; one of ${knownVendors().join(', ')}`,
  ]);
}

function findFolder(idOrPath: string): string | null {
  const isId = /^[a-z0-9-]+$/.test(idOrPath);
  const folders = [...(isId ? vendorRooms.map((room) => asset(...room, idOrPath)) : []), resolve(idOrPath)];
  return folders.find((dir) => existsSync(join(dir, 'vendor.yaml'))) ?? null;
}

function optional(dir: string, name: string): string | null {
  const file = join(dir, name);
  return existsSync(file) ? file : null;
}
