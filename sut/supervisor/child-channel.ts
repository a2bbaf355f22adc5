import { createInterface } from 'node:readline';

/** What the supervisor says to a child: one JSON object a line on its stdin; the first line holds its settings. */
export interface ChildChannel<Settings> {
  readonly settings: Promise<Settings>;
  /** Called for each line after the first. */
  onMessage(handler: (message: unknown) => void): void;
  /** Called once when stdin ends (the parent died or wants us to end) or on SIGTERM/SIGINT. */
  onEnd(handler: () => void): void;
}

/** Opens the channel on this process's stdin. */
export function openChildChannel<Settings>(): ChildChannel<Settings> {
  const handlers = { message: (_: unknown): void => undefined, end: (): void => process.exit(0) };
  const state = { ended: false, first: true };
  let settle: (settings: Settings) => void = () => undefined;
  const settings = new Promise<Settings>((resolve) => {
    settle = resolve;
  });
  const end = (): void => {
    if (state.ended) return;
    state.ended = true;
    handlers.end();
  };
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const message: unknown = JSON.parse(line);
    if (!state.first) return handlers.message(message);
    state.first = false;
    settle(message as Settings);
  });
  lines.on('close', end);
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  return {
    settings,
    onMessage: (handler) => {
      handlers.message = handler;
    },
    onEnd: (handler) => {
      handlers.end = handler;
    },
  };
}

/** Tells the supervisor something: one JSON object on a line of stdout. */
export function tellParent(message: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
