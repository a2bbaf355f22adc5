import type { AnswerConfig } from '../kit/answer-config.ts';
import { answerText } from '../kit/answer-text.ts';
import { readChildConfig } from '../kit/child-config.ts';
import { exitWithParent } from '../kit/exit-with-parent.ts';
import { createGraphClient } from '../kit/graph-client.ts';
import { startWebhookServer } from '../kit/webhook-server.ts';

const config = readChildConfig<AnswerConfig>();
const codes = new Map(Object.entries(config.codes));
const graph = createGraphClient(config);

const server = await startWebhookServer({
  port: config.port,
  appSecret: config.appSecret,
  verifyToken: config.verifyToken,
  onTexts: (texts) => {
    for (const { id, from, text, phoneNumberId } of texts) {
      const reply = { phoneNumberId, to: from, text: answerText(text, codes.get(from)), inReplyTo: id };
      graph.sendText(reply).then((sent) => {
        if (!sent.ok) process.stderr.write(`send failed: ${sent.status} ${sent.error ?? ''}\n`);
      });
    }
  },
});

exitWithParent(async () => {
  await server.close();
  await graph.close();
});
process.stdout.write(
  `${JSON.stringify({ kind: 'ready', pid: process.pid, webhookUrl: server.webhookUrl, baseUrl: server.baseUrl })}\n`,
);
