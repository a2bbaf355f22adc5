/** What went wrong without a response, as k6 names it (lib/netext/httpext/error_codes.go). */
export interface TransportFailure {
  readonly code: number;
  readonly message: string;
}

/** The request's own time-out fired. */
export class RequestTimeout extends Error {
  override readonly name = 'RequestTimeout';
}

const byCode: Readonly<Record<string, TransportFailure>> = {
  ENOTFOUND: { code: 1101, message: 'lookup: no such host' },
  EAI_AGAIN: { code: 1100, message: 'lookup: temporary failure in name resolution' },
  ECONNREFUSED: { code: 1212, message: 'dial: connection refused' },
  ETIMEDOUT: { code: 1211, message: 'dial: i/o timeout' },
  UND_ERR_CONNECT_TIMEOUT: { code: 1211, message: 'dial: i/o timeout' },
  ECONNRESET: { code: 1220, message: 'read: connection reset by peer' },
  EPIPE: { code: 1201, message: 'write: broken pipe' },
  ERR_TLS_CERT_ALTNAME_INVALID: { code: 1311, message: "x509: certificate doesn't match hostname" },
  SELF_SIGNED_CERT_IN_CHAIN: { code: 1310, message: 'x509: unknown authority' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { code: 1310, message: 'x509: unknown authority' },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { code: 1310, message: 'x509: unknown authority' },
};

/** This machine, not the other side, could not connect: no descriptor, no port, no buffer. */
const exhaustion = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

export function isExhaustion(error: unknown): boolean {
  return exhaustion.has(String((error as { code?: unknown } | null)?.code));
}

export function transportFailure(error: unknown): TransportFailure {
  if (error instanceof RequestTimeout) return { code: 1050, message: 'request timeout' };
  const { code = '', message = String(error) } = (error ?? {}) as { code?: string; message?: string };
  const known = byCode[code];
  if (known !== undefined) return known;
  // Go reports a connection that the server closed before answering as a bare EOF.
  if (code === 'UND_ERR_SOCKET') return { code: 1000, message: 'EOF' };
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) return { code: 1300, message };
  return { code: 1000, message };
}

/** k6 gives 4xx and 5xx a code too: 1400 + n, 1500 + n. */
export function statusErrorCode(status: number): number {
  return status >= 400 && status < 600 ? 1000 + status : 0;
}
