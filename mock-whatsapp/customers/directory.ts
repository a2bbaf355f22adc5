import type { CustomerSpec } from '../contract/control.ts';
import { asciiJson } from '../lib/ascii-json.ts';
import type { Ask } from './ask.ts';
import type { PlanRun } from './plan-run.ts';
import type { ScriptAsk } from './script-asks.ts';

/** One simulated person with a phone. */
export interface Customer {
  readonly index: number;
  readonly waId: string;
  readonly name: string;
  readonly number: number;
  readonly code: string | null;
  /** The `contacts[]` entry of this customer's webhooks. */
  readonly contactJson: string;
  /** The plan that owns this customer now. */
  run: PlanRun | null;
  /** True once an ask of this customer was closed: a later stray reply is a late duplicate. */
  hadAsk: boolean;
  /** Injected or due asks without an answer, oldest first. */
  readonly open: Ask[];
  lastAnswered: Ask | null;
  readonly scriptAsks: ScriptAsk[];
}

/** All customers, found in O(1) by number and by code. */
export interface Directory {
  readonly size: number;
  at(index: number): Customer | undefined;
  byWaId(waId: string): Customer | undefined;
  byCode(code: string): Customer | undefined;
  replace(specs: readonly CustomerSpec[]): void;
}

export function createDirectory(): Directory {
  let list: readonly Customer[] = [];
  let waIds = new Map<string, Customer>();
  let codes = new Map<string, Customer>();
  return {
    get size() {
      return list.length;
    },
    at: (index) => list[index],
    byWaId: (waId) => waIds.get(waId),
    byCode: (code) => codes.get(code),
    replace(specs) {
      list = specs.map(createCustomer);
      waIds = new Map(list.map((customer) => [customer.waId, customer]));
      codes = new Map();
      for (const customer of list) if (customer.code !== null) codes.set(customer.code, customer);
    },
  };
}

function createCustomer(spec: CustomerSpec, index: number): Customer {
  return {
    index,
    waId: spec.waId,
    name: spec.name,
    number: spec.number,
    code: spec.code,
    contactJson: asciiJson({ profile: { name: spec.name }, wa_id: spec.waId }),
    run: null,
    hadAsk: false,
    open: [],
    lastAnswered: null,
    scriptAsks: [],
  };
}
