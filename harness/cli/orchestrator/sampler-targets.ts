import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';

export interface SamplerTarget {
  /** mock, orchestrator, engine, or `vendor:<role>`. */
  readonly role: string;
  readonly pid: number;
}

/** The processes that are watched. Changes while the run goes on: engines come and go, a killed node gets a new pid. */
export interface SamplerTargets {
  add(target: SamplerTarget): () => void;
  setVendor(vendor: RunningVendor | null): void;
  /** Asks the vendor for its processes again; never throws. */
  refresh(): Promise<void>;
  current(): readonly SamplerTarget[];
}

export function createSamplerTargets(): SamplerTargets {
  const own = new Set<SamplerTarget>();
  let vendor: RunningVendor | null = null;
  let vendorTargets: readonly SamplerTarget[] = [];
  return {
    add(target) {
      own.add(target);
      return () => own.delete(target);
    },
    setVendor(next) {
      vendor = next;
      vendorTargets = [];
    },
    async refresh() {
      const asked = vendor;
      const processes = asked === null ? [] : await asked.processes().catch(() => []);
      if (asked === vendor)
        vendorTargets = processes.map(({ role, pid }) => ({ role: `vendor:${role}`, pid }));
    },
    current: () => [...own, ...vendorTargets],
  };
}
