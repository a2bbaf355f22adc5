const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};

export const decode = (text: string): string =>
  text.replace(/&(?:[a-z]+|#x?[0-9A-Fa-f]+);/g, (entity) => entities[entity] ?? entity);

/** Text nodes and spoken attributes of a page, style sheet and monospace (data) cells left out. */
export function pageTexts(html: string): string[] {
  const body = html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<(td|th)[^>]* class="m"[^>]*>[\s\S]*?<\/\1>/g, '');
  const spoken = [...body.matchAll(/ aria-label="([^"]*)"/g)].map((match) => match[1] ?? '');
  const nodes = body.replace(/<[^>]*>/g, '\n').split('\n');
  return [...nodes, ...spoken].map((text) => decode(text).trim()).filter((text) => text !== '');
}

/** The whole visible text in one line. */
export const flatText = (html: string): string =>
  decode(html.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
