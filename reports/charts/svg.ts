/** A piece of SVG markup; made only here, so nothing unescaped reaches a page. */
export type Svg = string & { readonly svg: unique symbol };

type Attributes = Readonly<Record<string, string | number | undefined>>;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeXml = (value: string): string => value.replace(/[&<>"']/g, (char) => escapes[char] ?? char);

/** One decimal: a tenth of a pixel is enough, and keeps the page small. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Coordinates of a path are rounded as numbers are; other text is escaped. */
function written(key: string, value: string): string {
  if (key !== 'd') return escapeXml(value);
  return value.replace(/-?\d+\.\d{2,}(?:e-\d+)?/g, (found) => String(round(Number(found))));
}

/** An element; numbers are rounded, undefined attributes left out, every string escaped. */
export function el(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const list = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : written(key, value)}"`)
    .join('');
  const body = children.join('');
  return (body === '' ? `<${name}${list}/>` : `<${name}${list}>${body}</${name}>`) as Svg;
}

/** A text node. */
export const chars = (value: string): Svg => escapeXml(value) as Svg;

/** Text at a point; `kind` is a class of the style sheet with its fallback size and colour. */
export function label(
  x: number,
  y: number,
  value: string,
  options: {
    anchor?: 'start' | 'middle' | 'end';
    class?: string;
    fill?: string;
    weight?: number;
    size?: number;
  } = {},
): Svg {
  return el(
    'text',
    {
      x,
      y,
      class: options.class ?? 'ct',
      fill: options.fill ?? '#4a5260',
      'font-size': options.size ?? 12,
      'font-weight': options.weight,
      'text-anchor': options.anchor === 'start' ? undefined : options.anchor,
    },
    chars(value),
  );
}

/** A drawing that a screen reader announces by title and description. */
export function drawing(
  id: string,
  size: { readonly width: number; readonly height: number },
  title: string,
  description: string,
  children: readonly Svg[],
): Svg {
  const { width, height } = size;
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      role: 'img',
      'aria-labelledby': `${id}-t ${id}-d`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': 'system-ui, "Noto Sans KR", "Noto Sans SC", sans-serif',
    },
    el('title', { id: `${id}-t` }, chars(title)),
    el('desc', { id: `${id}-d` }, chars(description)),
    ...children,
  );
}

/** Path through points; a null breaks the line, so missing data is a gap. */
export function path(points: readonly (readonly [number, number] | null)[]): string {
  let d = '';
  let open = false;
  for (const point of points) {
    if (point === null) {
      open = false;
      continue;
    }
    d += `${open ? 'L' : 'M'}${round(point[0])} ${round(point[1])}`;
    open = true;
  }
  return d;
}
