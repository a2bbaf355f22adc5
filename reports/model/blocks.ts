import type { Reading } from '../../harness/schema/result.ts';

/** A reading as shown: state for the shape and colour, word for the reader. */
export interface Mark {
  readonly reading: Reading;
  readonly word: string;
}

export interface Cell {
  readonly text: string;
  /** Smaller second line. */
  readonly sub?: string;
  readonly numeric?: boolean;
  /** Identifiers, hashes, commands: monospace, may break anywhere. */
  readonly mono?: boolean;
}

export interface Column {
  readonly label: string;
  readonly numeric?: boolean;
}

/** A table whose first cell of each row is the row's header. */
export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Name of the scroll region, for the keyboard user who lands in it. */
  readonly region: string;
}

/** A drawing with its takeaway and the numbers behind it. `svg` is markup made by charts/, and nothing else is. */
export interface Figure {
  readonly kind: 'figure';
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly svg: string;
  readonly region: string;
  readonly summary: string;
  readonly table: Table;
}

export type Block =
  | { readonly kind: 'lead'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'absent'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'details'; readonly summary: string; readonly table: Table }
  | Table
  | Figure;

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  /** Short name for the contents. */
  readonly nav: string;
  readonly blocks: readonly Block[];
}

export const sectionIds = [
  'capacity',
  'latency',
  'load',
  'ledger',
  'media',
  'failover',
  'shift',
  'campaign',
  'orders',
  'api',
  'search',
  'errors',
  'health',
  'method',
  'provenance',
  'limits',
  'appendix',
] as const;
export type SectionId = (typeof sectionIds)[number];

export const lead = (text: string): Block => ({ kind: 'lead', text });
export const text = (value: string): Block => ({ kind: 'text', text: value });
export const note = (value: string): Block => ({ kind: 'note', text: value });
export const absent = (value: string): Block => ({ kind: 'absent', text: value });
export const heading = (value: string): Block => ({ kind: 'heading', text: value });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });

export const cell = (value: string, sub?: string): Cell =>
  sub === undefined ? { text: value } : { text: value, sub };
export const figureCell = (value: string, sub?: string): Cell => ({ ...cell(value, sub), numeric: true });
export const monoCell = (value: string): Cell => ({ text: value, mono: true });

export const column = (label: string): Column => ({ label });
export const numeric = (label: string): Column => ({ label, numeric: true });
