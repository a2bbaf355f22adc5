import { type GraphError, graphErrors } from '../graph-error.ts';
import type { MediaStore } from '../media/media-store.ts';
import { mediaClass } from '../media/mime-limits.ts';

/** Meta's messages pages, characters. */
const captionMax = 1024;

/** `image` or `document` of a send: the caption, or what is wrong. Links are not fetched by this mock. */
export function validateMediaObject(
  type: 'image' | 'document',
  content: Readonly<Record<string, unknown>>,
  media: MediaStore,
): string | GraphError {
  const { id, link, caption } = content;
  if (id === undefined && link === undefined)
    return graphErrors.missing(`Parameter 'id' or 'link' is mandatory for type '${type}'`);
  if (id !== undefined && link !== undefined) return graphErrors.value(`${type} takes id or link, not both.`);
  if (caption !== undefined && (typeof caption !== 'string' || caption.length > captionMax))
    return graphErrors.value(`${type}.caption must be a string of at most ${captionMax} characters.`);
  if (link !== undefined && !isHttpUrl(link)) return graphErrors.value(`${type}.link is not an http(s) URL.`);
  if (id !== undefined) {
    const file = media.get(String(id));
    if (file === null)
      return graphErrors.media(`Media ID "${String(id)}" does not exist or has been deleted.`);
    if (type === 'image' && mediaClass(file.mime) !== 'image')
      return graphErrors.media(`Media ID "${String(id)}" has type ${file.mime}, which is no image.`);
  }
  return caption ?? '';
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/\S+$/i.test(value);
}
