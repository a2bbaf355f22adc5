/** Milliseconds of a steady clock. Stock k6 has none but Date (whole ms); the built-in engine gives fractions. */
export const nowMs: () => number =
  typeof performance === 'undefined' ? () => Date.now() : () => performance?.now() ?? Date.now();
