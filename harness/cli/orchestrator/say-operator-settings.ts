import type { Session } from './session.ts';

/** A vendor that somebody else runs must be given these by hand. */
export function sayOperatorSettings({ progress, mock, secrets }: Session): void {
  progress.say(`Graph API ${mock.graphUrl} · phone numbers ${mock.phoneNumberIds.join(' ')}`);
  progress.say(
    `token ${secrets.token} · app secret ${secrets.appSecret} · verify token ${secrets.verifyToken}`,
  );
}
