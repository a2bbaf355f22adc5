import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage, token } from './support/stage.ts';

let stage: Stage;
const to = '821000000001';

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

function send(body: unknown, path = `/v23.0/${stage.numberId}/messages`, auth?: string | null) {
  return stage.graph('POST', path, body, auth);
}
function text(extra: object = {}) {
  return { messaging_product: 'whatsapp', to, type: 'text', text: { body: 'hi' }, ...extra };
}

describe('accepted sends', () => {
  test.each(['/v13.0', '/v26.0', '/v100.1', ''])('with the prefix "%s"', async (prefix) => {
    const { status, body } = await send(text(), `${prefix}/${stage.numberId}/messages`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }] });
  });

  test('a wamid has the anatomy of Meta: user phone, direction 11, 20 hex digits', async () => {
    const { body } = await send(text());
    const id: string = body.messages[0].id;
    const bytes = Buffer.from(id.slice('wamid.'.length), 'base64').toString('latin1');
    expect(bytes).toMatch(
      new RegExp(`^\\x1c\\x18\\x0c${to}\\x15\\x02\\x00\\x11\\x18\\x14[0-9A-F]{20}\\x00$`),
    );
  });

  test('two equal sends give two messages: nothing is deduplicated', async () => {
    const [first, second] = [await send(text()), await send(text())];
    expect(first.body.messages[0].id).not.toBe(second.body.messages[0].id);
  });

  test('formatted numbers, missing type, null context, media by link', async () => {
    const formatted = await send(text({ to: '+82 10-0000-0001', type: undefined, context: null }));
    expect(formatted.body.contacts).toEqual([{ input: '+82 10-0000-0001', wa_id: '821000000001' }]);
    const image = {
      messaging_product: 'whatsapp',
      to,
      type: 'image',
      image: { link: 'https://example.com/a.jpg', caption: 'a' },
    };
    expect((await send(image)).status).toBe(200);
    const document = {
      messaging_product: 'whatsapp',
      to,
      type: 'document',
      document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' },
    };
    expect((await send(document)).status).toBe(200);
  });

  test('mark as read', async () => {
    const read = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.HBgL',
      typing_indicator: { type: 'text' },
    };
    expect(await send(read)).toEqual({ status: 200, body: { success: true } });
  });

  test('the token as query parameter', async () => {
    const { status } = await send(text(), `/v23.0/${stage.numberId}/messages?access_token=${token}`, null);
    expect(status).toBe(200);
  });

  test('a POST that arrived whole counts although its socket is gone', async () => {
    const before = stage.receiver.posts.length;
    const body = JSON.stringify(text({ biz_opaque_callback_data: 'gone' }));
    const { hostname, port } = new URL(stage.graphUrl);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v23.0/${stage.numberId}/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      () => socket.destroy(),
    );
    await stage.receiver.until(() =>
      stage.receiver.posts
        .slice(before)
        .some(({ statuses }) => statuses.some((status) => status.biz_opaque_callback_data === 'gone')),
    );
  });
});

describe('errors', () => {
  const long = 'x'.repeat(4097);
  test.each<[string, unknown, number]>([
    ['messaging_product missing', text({ messaging_product: undefined }), 100],
    ['messaging_product wrong', text({ messaging_product: 'sms' }), 100],
    ['to missing', text({ to: undefined }), 100],
    ['to not a string', text({ to: 821 }), 100],
    ['to not a number', text({ to: 'Ana' }), 131009],
    ['recipient is sender', text({ to: '15550783800' }), 131021],
    ['group', text({ recipient_type: 'group' }), 131009],
    ['a type Meta does not know', text({ type: 'fax' }), 100],
    ['a type the mock does not send', text({ type: 'template', template: { name: 'x' } }), 131051],
    ['text object missing', text({ text: undefined }), 131008],
    ['body missing', text({ text: {} }), 131008],
    ['body too long', text({ text: { body: long } }), 131009],
    ['body not a string', text({ text: { body: 5 } }), 131009],
    ['callback data too long', text({ biz_opaque_callback_data: 'x'.repeat(513) }), 131009],
    ['context without message_id', text({ context: {} }), 131008],
    ['image without id and link', { messaging_product: 'whatsapp', to, type: 'image', image: {} }, 131008],
    [
      'image with id and link',
      { messaging_product: 'whatsapp', to, type: 'image', image: { id: '1', link: 'https://e.com' } },
      131009,
    ],
    [
      'image link no URL',
      { messaging_product: 'whatsapp', to, type: 'image', image: { link: 'nope' } },
      131009,
    ],
    [
      'caption too long',
      { messaging_product: 'whatsapp', to, type: 'image', image: { link: 'https://e.com', caption: long } },
      131009,
    ],
    ['unknown media id', { messaging_product: 'whatsapp', to, type: 'image', image: { id: '1' } }, 131053],
    ['read without message_id', { messaging_product: 'whatsapp', status: 'read' }, 100],
    ['read of no message', { messaging_product: 'whatsapp', status: 'read', message_id: '7' }, 131009],
    ['status other than read', { messaging_product: 'whatsapp', status: 'seen', message_id: 'wamid.x' }, 100],
    ['malformed JSON', '{"messaging_product":', 100],
    ['no object', '[]', 100],
  ])('%s', async (_name, body, code) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code, type: 'OAuthException' });
    expect(answer.body.error.message).toMatch(new RegExp(`^\\(#${code}\\) `));
    expect(answer.body.error.fbtrace_id).toMatch(/^A[\w-]{20,}$/);
  });

  test('details name the parameter', async () => {
    const { body } = await send(text({ text: undefined }));
    expect(body.error.error_data).toEqual({
      messaging_product: 'whatsapp',
      details: "Parameter 'text' is mandatory for type 'text'",
    });
  });

  test.each<[string, string | null, number]>([
    ['no token', null, 104],
    ['a wrong token', 'Bearer nope', 190],
    ['another scheme', `OAuth ${token}`, 190],
  ])('%s: 401', async (_name, auth, code) => {
    const { status, body } = await send(text(), undefined, auth);
    expect([status, body.error.code]).toEqual([401, code]);
  });

  test('an unknown node: 100 with subcode 33, GraphMethodException', async () => {
    for (const answer of [
      await send(text(), '/v23.0/999/messages'),
      await stage.graph('GET', '/v23.0/999'),
      await stage.graph('DELETE', '/999'),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
    }
  });

  test('an edge that is not supported', async () => {
    const { status, body } = await stage.graph('GET', `/v23.0/${stage.numberId}/message_templates`);
    expect([status, body.error.code]).toEqual([400, 2500]);
  });

  test('a body that is no JSON by its content type', async () => {
    const response = await fetch(`${stage.graphUrl}/${stage.numberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: 'a,b',
    });
    expect(response.status).toBe(400);
  });
});

describe('phone number node', () => {
  test('default fields, and chosen ones', async () => {
    const all = await stage.graph('GET', `/v23.0/${stage.numberId}`);
    expect(all.body).toMatchObject({
      id: stage.numberId,
      quality_rating: 'GREEN',
      throughput: { level: 'HIGH' },
    });
    const some = await stage.graph('GET', `/${stage.numberId}?fields=display_phone_number`);
    expect(some.body).toEqual({ display_phone_number: '15550783800', id: stage.numberId });
  });

  test('a field that does not exist', async () => {
    const { status, body } = await stage.graph('GET', `/${stage.numberId}?fields=shoe_size`);
    expect([status, body.error.code]).toEqual([400, 100]);
  });
});
