// One node of the toy vendor: answers each ask through Graph, says on GET /open how many answers are on their way.
import { createServer } from 'node:http';
import { answerText } from '../../../../../dist/vendors/kit/answer-text.js';
import { exitWithParent } from '../../../../../dist/vendors/kit/exit-with-parent.js';
import { createGraphClient } from '../../../../../dist/vendors/kit/graph-client.js';
import { startWebhookServer } from '../../../../../dist/vendors/kit/webhook-server.js';

const config = JSON.parse(process.argv[2]);
const graph = createGraphClient(config);
let open = 0;

const server = await startWebhookServer({
  port: 0,
  appSecret: config.appSecret,
  verifyToken: config.verifyToken,
  onTexts: (texts) => {
    for (const { id, from, text, phoneNumberId } of texts) {
      open += 1;
      const reply = { phoneNumberId, to: from, text: answerText(text, undefined), inReplyTo: id };
      graph.sendText(reply).then(() => {
        open -= 1;
      });
    }
  },
});
const counter = createServer((_, response) => response.end(String(open))).listen(0, '127.0.0.1', () => {
  const openUrl = `http://127.0.0.1:${counter.address().port}/open`;
  process.stdout.write(`${JSON.stringify({ kind: 'ready', webhookUrl: server.webhookUrl, openUrl })}\n`);
});
exitWithParent(async () => {
  await server.close();
  counter.close();
});
