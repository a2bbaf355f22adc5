/** MIME types and sizes that Meta accepts (media page, 2025-12). */
export type MediaClass = 'audio' | 'document' | 'image' | 'sticker' | 'video';

const classes: Readonly<Record<MediaClass, readonly string[]>> = {
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  document: [
    'text/plain',
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  image: ['image/jpeg', 'image/png'],
  sticker: ['image/webp'],
  video: ['video/mp4', 'video/3gpp'],
};

const mib = 1024 * 1024;
/** Largest file per class, bytes. Stickers: the animated limit, since bytes are not decoded. */
const limitBytes: Readonly<Record<MediaClass, number>> = {
  audio: 16 * mib,
  document: 100 * mib,
  image: 5 * mib,
  sticker: 500 * 1024,
  video: 16 * mib,
};

/** No upload is larger than this. */
export const largestUploadBytes = limitBytes.document;

export const allowedMimeTypes: readonly string[] = Object.values(classes).flat();

/** The class of a MIME type (parameters such as `; codecs=opus` ignored), or null when Meta refuses it. */
export function mediaClass(mime: string): MediaClass | null {
  const bare = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  const found = Object.entries(classes).find(([, types]) => types.includes(bare));
  return (found?.[0] as MediaClass | undefined) ?? null;
}

export function maxBytes(kind: MediaClass): number {
  return limitBytes[kind];
}
