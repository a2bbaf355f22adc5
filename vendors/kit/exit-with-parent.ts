/**
 * For a child process: runs `shutdown` once when stdin ends (the parent died or let go), or on SIGTERM or SIGINT,
 * then exits with 0. A shutdown that hangs is cut off after `graceMs` with code 1.
 */
export function exitWithParent(shutdown: () => Promise<void>, graceMs = 5000): void {
  let leaving = false;
  function leave(): void {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    shutdown().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  }
  process.stdin.resume();
  process.stdin.once('end', leave);
  process.stdin.once('close', leave);
  process.stdin.once('error', leave);
  process.once('SIGTERM', leave);
  process.once('SIGINT', leave);
}
