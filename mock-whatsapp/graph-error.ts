import { randomBytes } from 'node:crypto';

/** An error the Graph API answers with (envelope of facts: message, type, code, error_data, fbtrace_id). */
export interface GraphError {
  readonly status: number;
  readonly code: number;
  /** Title without the `(#code)` prefix, which `graphErrorBody` adds to OAuthException errors. */
  readonly title: string;
  readonly type: 'OAuthException' | 'GraphMethodException';
  readonly details?: string;
  readonly subcode?: number;
  /** Graph omits `(#code)` on some errors, e.g. 190. */
  readonly bare?: boolean;
}

/** The JSON body; `fbtrace_id` is fresh for each call, as Meta's is. */
export function graphErrorBody(error: GraphError): string {
  return JSON.stringify({
    error: {
      message: error.bare === true ? error.title : `(#${error.code}) ${error.title}`,
      type: error.type,
      code: error.code,
      ...(error.details === undefined
        ? {}
        : { error_data: { messaging_product: 'whatsapp', details: error.details } }),
      ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
      fbtrace_id: `A${randomBytes(17).toString('base64url')}`,
    },
  });
}

function oauth(status: number, code: number, title: string, details?: string): GraphError {
  return { status, code, title, type: 'OAuthException', ...(details === undefined ? {} : { details }) };
}

/** Every error the mock's Graph API can give. Codes and statuses: Meta's error-codes page, 2025-11. */
export const graphErrors = {
  /** Missing token (OpenAPI sample of Meta). */
  tokenMissing: (): GraphError => ({
    ...oauth(401, 104, 'An access token is required to request this resource.'),
    bare: true,
  }),
  tokenInvalid: (): GraphError => ({
    ...oauth(401, 190, 'Invalid OAuth access token - Cannot parse access token'),
    bare: true,
  }),
  /** Unknown node id: shape of captured traffic. */
  unknownNode: (method: string, id: string): GraphError => ({
    status: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    bare: true,
    title: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  }),
  /** An edge that exists at Meta or nowhere: this mock does not support it. */
  unknownPath: (path: string): GraphError => ({
    ...oauth(400, 2500, `Unknown path components: ${path}`),
    bare: true,
  }),
  parameter: (message: string, details?: string): GraphError => oauth(400, 100, message, details),
  missing: (details: string): GraphError => oauth(400, 131008, 'Required parameter is missing', details),
  value: (details: string): GraphError => oauth(400, 131009, 'Parameter value is not valid', details),
  recipientIsSender: (): GraphError =>
    oauth(
      400,
      131021,
      'Recipient cannot be sender',
      'Recipient phone number and sender phone number must differ.',
    ),
  messageType: (details: string): GraphError => oauth(400, 131051, 'Unsupported message type', details),
  media: (details: string): GraphError => oauth(400, 131053, 'Media upload error', details),
  throughput: (status: number): GraphError =>
    oauth(status, 130429, 'Rate limit hit', 'Cloud API message throughput has been reached.'),
  pairRate: (status: number): GraphError =>
    oauth(
      status,
      131056,
      '(Business Account, Consumer Account) pair rate limit hit',
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
    ),
  internal: (): GraphError =>
    oauth(500, 131000, 'Something went wrong', 'Message failed to send due to an unknown error.'),
} as const;
