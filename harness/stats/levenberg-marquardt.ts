/** A model's value and its derivatives by each parameter. */
export interface ModelPoint {
  readonly value: number;
  readonly gradient: readonly number[];
}

/**
 * Least-squares fit of a few parameters by Levenberg–Marquardt with Marquardt's scaling; parameters are kept ≥ 0 by
 * projection. Returns null when the start gives no finite sum of squares.
 * Source: Marquardt 1963; Nocedal & Wright 2006 §10.3.
 */
export function fitLeastSquares(
  points: readonly { readonly x: number; readonly y: number }[],
  model: (x: number, parameters: readonly number[]) => ModelPoint,
  start: readonly number[],
): readonly number[] | null {
  const errorOf = (parameters: readonly number[]) =>
    points.reduce((sum, { x, y }) => sum + (y - model(x, parameters).value) ** 2, 0);
  let at = start;
  let error = errorOf(at);
  if (!Number.isFinite(error)) return null;
  let damping = 1e-3;
  for (let step = 0; step < 200 && damping < 1e12; step += 1) {
    const next = move(at, damping);
    const nextError = next === null ? Number.NaN : errorOf(next);
    if (next !== null && nextError < error) {
      const gain = error - nextError;
      at = next;
      error = nextError;
      damping = Math.max(1e-12, damping / 10);
      if (gain <= 1e-12 * error) break;
    } else damping *= 10;
  }
  return at;

  function move(parameters: readonly number[], lambda: number): readonly number[] | null {
    const size = parameters.length;
    const normal = parameters.map(() => new Array<number>(size + 1).fill(0));
    for (const { x, y } of points) {
      const { value, gradient } = model(x, parameters);
      for (let i = 0; i < size; i += 1) {
        const row = normal[i] ?? [];
        for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + (gradient[i] ?? 0) * (gradient[j] ?? 0);
        row[size] = (row[size] ?? 0) + (gradient[i] ?? 0) * (y - value);
      }
    }
    // A parameter at zero that wants to be negative stays there.
    for (let i = 0; i < size; i += 1) {
      if ((parameters[i] ?? 0) > 0 || (normal[i]?.[size] ?? 0) >= 0) continue;
      normal.forEach((row) => {
        row[i] = 0;
      });
      normal[i] = new Array<number>(size + 1).fill(0);
      (normal[i] ?? [])[i] = 1;
    }
    normal.forEach((row, i) => {
      row[i] = (row[i] ?? 0) * (1 + lambda);
    });
    const shift = solve(normal);
    return shift === null ? null : parameters.map((value, i) => Math.max(0, value + (shift[i] ?? 0)));
  }
}

/** Solves a small linear system given as rows with the right-hand side last; null when singular. */
export function solve(rows: readonly (readonly number[])[]): readonly number[] | null {
  const size = rows.length;
  const work = rows.map((row) => [...row]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let r = column + 1; r < size; r += 1)
      if (Math.abs(work[r]?.[column] ?? 0) > Math.abs(work[pivot]?.[column] ?? 0)) pivot = r;
    const head = work[pivot] ?? [];
    const lead = head[column] ?? 0;
    if (lead === 0 || !Number.isFinite(lead)) return null;
    work[pivot] = work[column] ?? [];
    work[column] = head;
    for (let r = 0; r < size; r += 1) {
      const row = work[r] ?? [];
      const factor = (row[column] ?? 0) / lead;
      if (r === column || factor === 0) continue;
      for (let c = column; c <= size; c += 1) row[c] = (row[c] ?? 0) - factor * (head[c] ?? 0);
    }
  }
  return work.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
