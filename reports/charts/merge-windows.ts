/** Most points of a path: each is also a row of the table beside the chart, and the whole prints on 40 pages. */
export const maxPoints = 160;

/** How many windows one drawn point stands for. */
export const perPoint = (windows: number): number => Math.max(1, Math.ceil(windows / maxPoints));

type Values = readonly (number | null)[];

function groups(values: Values, size: number): Values[] {
  const out: Values[] = [];
  for (let at = 0; at < values.length; at += size) out.push(values.slice(at, at + size));
  return out;
}

/** The largest of each `size` windows: percentiles are never averaged, the worst window speaks for its group. */
export function worst(values: Values, size: number): (number | null)[] {
  return groups(values, size).map((group) =>
    group.reduce<number | null>(
      (best, value) => (value === null ? best : best === null ? value : Math.max(best, value)),
      null,
    ),
  );
}

/** The sum of each `size` windows; null where nothing is known. */
export function sum(values: Values, size: number): (number | null)[] {
  return groups(values, size).map((group) =>
    group.reduce<number | null>((total, value) => (value === null ? total : (total ?? 0) + value), null),
  );
}

/** The first of each `size` windows: their time. */
export function first(values: Values, size: number): (number | null)[] {
  return groups(values, size).map((group) => group[0] ?? null);
}
