import type { Session } from './session.ts';

/** Points the mock's webhook at `url`; the vendor must pass the GET challenge (else SP_DRIVE_WEBHOOK). */
export async function pointWebhook(session: Session, url: string): Promise<void> {
  const { verifyToken, appSecret } = session.secrets;
  await session.control.setWebhook({ url, verifyToken, appSecret });
}
