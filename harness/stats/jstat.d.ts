/** The parts of jstat 1.9 that we use; the package has no types. */
declare module 'jstat' {
  interface JStat {
    readonly normal: {
      inv(p: number, mean: number, std: number): number;
      cdf(x: number, mean: number, std: number): number;
    };
  }
  const jStat: JStat;
  export default jStat;
}
