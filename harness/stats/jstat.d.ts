/** The parts of jstat 1.9 that we use; the package has no types. */
declare module 'jstat' {
  interface JStat {
    /** Regularised incomplete beta function I_x(a, b). */
    ibeta(x: number, a: number, b: number): number;
    readonly beta: { inv(p: number, a: number, b: number): number };
    readonly binomial: { cdf(k: number, n: number, p: number): number };
    readonly normal: {
      inv(p: number, mean: number, std: number): number;
      cdf(x: number, mean: number, std: number): number;
    };
  }
  const jStat: JStat;
  export default jStat;
}
