/** Global of k6 that scenario libraries read; unit tests set it themselves. */
declare const __ENV: Readonly<Record<string, string>>;
