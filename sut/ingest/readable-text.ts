type Json = Readonly<Record<string, unknown>>;

/** Where the words of each message type are, tried in turn. */
const places: Readonly<Record<string, readonly (readonly string[])[]>> = {
  text: [['text', 'body']],
  image: [['image', 'caption']],
  video: [['video', 'caption']],
  document: [
    ['document', 'caption'],
    ['document', 'filename'],
  ],
  button: [['button', 'text']],
  interactive: [
    ['interactive', 'button_reply', 'title'],
    ['interactive', 'list_reply', 'title'],
  ],
  location: [['location', 'name']],
  order: [['order', 'text']],
};

/** What a person would read in the message: body, caption, title; null where there is none. */
export function readableText(type: string, message: Json): string | null {
  for (const path of places[type] ?? []) {
    let value: unknown = message;
    for (const key of path)
      value = typeof value === 'object' && value !== null ? (value as Json)[key] : undefined;
    if (typeof value === 'string' && value !== '') return value.replaceAll('\0', '\uFFFD');
  }
  return null;
}
