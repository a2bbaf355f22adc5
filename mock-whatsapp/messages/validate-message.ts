import { type GraphError, graphErrors } from '../graph-error.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Outbound } from './outbound.ts';
import { validateMediaObject } from './validate-media-object.ts';

type Fields = Readonly<Record<string, unknown>>;
export type Validated = { readonly ok: Outbound } | { readonly error: GraphError };

/** Types that Meta knows (messages pages, 2025-12); the mock sends three of them. */
const metaTypes = new Set([
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'template',
  'reaction',
]);
const supportedTypes = ['text', 'image', 'document'] as const;

/** Limits of Meta's messages pages, characters. */
const textMax = 4096;
const callbackDataMax = 512;
/** E.164 allows 15 digits; Meta accepts short test numbers. */
const recipientPattern = /^\d{5,15}$/;

/** Checks a request as Meta does: first problem wins. */
export function validateMessage(body: unknown, sender: string, media: MediaStore): Validated {
  if (!isFields(body))
    return { error: graphErrors.parameter('Invalid parameter', 'The request body is not a JSON object.') };
  if (body.messaging_product === undefined)
    return { error: graphErrors.parameter('The parameter messaging_product is required.') };
  if (body.messaging_product !== 'whatsapp')
    return {
      error: graphErrors.parameter(
        `Param messaging_product must be one of {WHATSAPP} - got "${String(body.messaging_product)}".`,
      ),
    };
  if (body.status !== undefined) return validateRead(body);
  return validateSend(body, sender, media);
}

function validateRead(body: Fields): Validated {
  const messageId = body.message_id;
  if (body.status !== 'read')
    return {
      error: graphErrors.parameter(`Param status must be one of {READ} - got "${String(body.status)}".`),
    };
  if (messageId === undefined)
    return { error: graphErrors.parameter('The parameter message_id is required.') };
  if (typeof messageId !== 'string' || !messageId.startsWith('wamid.'))
    return { error: graphErrors.value('message_id is not the id of a received message.') };
  return { ok: { kind: 'read', messageId } };
}

function validateSend(body: Fields, sender: string, media: MediaStore): Validated {
  const { to, recipient_type: recipientType, biz_opaque_callback_data: callbackData } = body;
  const type = body.type ?? 'text';
  if (to === undefined || to === null || to === '')
    return { error: graphErrors.parameter('The parameter to is required.') };
  if (typeof to !== 'string') return { error: graphErrors.parameter('Param to must be a string.') };
  const waId = to.replace(/[+\s\-()]/g, '');
  if (!recipientPattern.test(waId)) return { error: graphErrors.value(`to is not a phone number: "${to}".`) };
  if (waId === sender) return { error: graphErrors.recipientIsSender() };
  if (recipientType !== undefined && recipientType !== 'individual')
    return {
      error: graphErrors.value('recipient_type must be individual (groups are not supported by this mock).'),
    };
  if (typeof type !== 'string' || !metaTypes.has(type))
    return {
      error: graphErrors.parameter(
        `Param type must be one of {${[...metaTypes].join(', ').toUpperCase()}} - got "${String(type)}".`,
      ),
    };
  const supported = supportedTypes.find((name) => name === type);
  if (supported === undefined)
    return { error: graphErrors.messageType(`Message type "${type}" is not supported by this mock.`) };
  if (callbackData !== undefined && callbackData !== null) {
    if (typeof callbackData !== 'string' || callbackData.length > callbackDataMax)
      return {
        error: graphErrors.value(
          `biz_opaque_callback_data must be a string of at most ${callbackDataMax} characters.`,
        ),
      };
  }
  const context = contextId(body.context);
  if (typeof context === 'object' && context !== null) return { error: context };
  const content = body[supported];
  if (!isFields(content))
    return { error: graphErrors.missing(`Parameter '${supported}' is mandatory for type '${supported}'`) };
  const text = supported === 'text' ? textBody(content) : validateMediaObject(supported, content, media);
  if (typeof text === 'object') return { error: text };
  return {
    ok: {
      kind: 'message',
      input: to,
      waId,
      type: supported,
      text,
      contextId: context,
      callbackData: typeof callbackData === 'string' ? callbackData : null,
    },
  };
}

/** Some clients send `"context": null` when nothing is quoted; Meta takes it. */
function contextId(context: unknown): string | null | GraphError {
  if (context === undefined || context === null) return null;
  const id = isFields(context) ? context.message_id : undefined;
  if (typeof id !== 'string' || id === '')
    return graphErrors.missing("Parameter 'message_id' is mandatory in 'context'");
  return id;
}

function textBody(content: Fields): string | GraphError {
  const body = content.body;
  if (body === undefined || body === '')
    return graphErrors.missing("Parameter 'body' is mandatory for type 'text'");
  if (typeof body !== 'string') return graphErrors.value('text.body must be a string.');
  if (body.length > textMax)
    return graphErrors.value(`text.body must be at most ${textMax} characters long.`);
  return body;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
