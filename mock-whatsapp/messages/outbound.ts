/** A valid POST /{phone-number-id}/messages. */
export type Outbound =
  | {
      readonly kind: 'message';
      /** As sent. */
      readonly input: string;
      readonly waId: string;
      readonly type: 'text' | 'image' | 'document';
      /** Body or caption: what the customer reads. */
      readonly text: string;
      readonly contextId: string | null;
      readonly callbackData: string | null;
    }
  | { readonly kind: 'read'; readonly messageId: string };
