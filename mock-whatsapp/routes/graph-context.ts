import type { FastifyReply } from 'fastify';
import type { MockOptions } from '../contract/control.ts';
import type { EventLog } from '../events/event-log.ts';
import { type GraphError, graphErrorBody } from '../graph-error.ts';
import type { Expectations } from '../media/expectations.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Outgoing } from '../messages/outgoing.ts';
import type { PhoneNumber } from '../numbers.ts';

/** What the Graph routes need. */
export interface GraphContext {
  readonly token: string;
  readonly numbers: readonly PhoneNumber[];
  readonly numberById: ReadonlyMap<string, PhoneNumber>;
  readonly options: () => MockOptions;
  readonly outgoing: Outgoing;
  readonly media: MediaStore;
  readonly expectations: Expectations;
  readonly log: EventLog;
  /** Origin in URLs that the mock hands out, e.g. http://127.0.0.1:4010; known once it listens. */
  readonly publicUrl: () => string;
  readonly load: GraphLoad;
  /** The mock's own disk failed. */
  readonly onFatal: (error: Error) => void;
}

/** Totals and level of Graph requests, for samples. */
export interface GraphLoad {
  requests: number;
  /** Fully received, not yet answered. */
  inFlight: number;
}

const json = 'application/json; charset=UTF-8';

/** Answers after the Graph latency in force, uniform in its range. The request counts as in flight until then. */
export function answerLater(
  context: GraphContext,
  reply: FastifyReply,
  status: number,
  body: string,
): FastifyReply {
  const [low, high] = context.options().graphLatencyMs;
  const { load } = context;
  load.inFlight += 1;
  function answer(): void {
    load.inFlight -= 1;
    reply.code(status).header('content-type', json).send(body);
  }
  if (high <= 0) answer();
  else setTimeout(answer, low + Math.random() * (high - low));
  return reply;
}

export function failLater(context: GraphContext, reply: FastifyReply, error: GraphError): FastifyReply {
  return answerLater(context, reply, error.status, graphErrorBody(error));
}

export function failNow(reply: FastifyReply, error: GraphError): FastifyReply {
  return reply.code(error.status).header('content-type', json).send(graphErrorBody(error));
}
