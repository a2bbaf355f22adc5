import { openChildChannel, tellParent } from './child-channel.ts';

export interface ServingChild {
  readonly port: number;
  stop(): Promise<void>;
}

export interface ChildFrame<Settings, Running extends ServingChild> {
  readonly start: (settings: Settings) => Promise<Running>;
  /** A line from the supervisor; `running` is null until the start has ended. */
  readonly onMessage?: (message: unknown, running: Running | null) => void;
}

/**
 * The frame of a process that serves on a port: settings from the supervisor, `ready` with the port or `failed` with the
 * reason (exit 1), and an orderly stop when the supervisor wants it or has died.
 */
export async function serveChild<Settings, Running extends ServingChild>(
  frame: ChildFrame<Settings, Running>,
): Promise<void> {
  const channel = openChildChannel<Settings>();
  const state: { running: Running | null } = { running: null };
  channel.onEnd(() => {
    if (state.running === null) process.exit(0);
    void state.running.stop().then(() => process.exit(0));
  });
  channel.onMessage((message) => frame.onMessage?.(message, state.running));
  const settings = await channel.settings;
  try {
    state.running = await frame.start(settings);
    tellParent({ kind: 'ready', port: state.running.port });
  } catch (error) {
    tellParent({
      kind: 'failed',
      code: (error as { code?: unknown }).code ?? null,
      message: error instanceof Error ? error.message : String(error),
    });
    process.exit(1);
  }
}
