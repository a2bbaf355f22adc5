import { type Catalogue, en, type MessageKey } from './en.ts';
import { createFormat, type Format } from './format.ts';
import { ko } from './ko.ts';
import { zh } from './zh.ts';

export const locales = ['en', 'ko', 'zh'] as const;
export type Locale = (typeof locales)[number];

/** Placeholder names of a message: `{n}` and `{n|ask|asks}` both give `n`. */
type Names<S extends string> = S extends `${string}{${infer Hole}}${infer Rest}`
  ? (Hole extends `${infer Name}|${string}` ? Name : Hole) | Names<Rest>
  : never;
type Values<K extends MessageKey> = Readonly<Record<Names<(typeof en)[K]>, string | number>>;
type Arguments<K extends MessageKey> = [Names<(typeof en)[K]>] extends [never] ? [] : [values: Values<K>];

/** Numbers and strings of a typed code, as result.json holds them. */
export type CodeValues = Readonly<Record<string, string | number>>;

/** Everything that turns a value into text in one language. */
export interface Text {
  readonly locale: Locale;
  /** BCP 47 tag for `lang`: picks the right Han glyphs. */
  readonly tag: string;
  readonly format: Format;
  t<K extends MessageKey>(key: K, ...args: Arguments<K>): string;
  /** The sentence for a code of the result (`reason.slow`, `cause.…`); an unknown code prints itself. */
  code(group: string, code: string, values?: CodeValues): string;
  /** Sentences one after another, spaced as the language does. */
  sentences(parts: readonly string[]): string;
  /** The catalogue's word for `group.id`, or null when it has none. */
  word(group: string, id: string): string | null;
}

const catalogues: Readonly<Record<Locale, Catalogue>> = { en, ko, zh };
const tags: Readonly<Record<Locale, string>> = { en: 'en', ko: 'ko', zh: 'zh-Hans' };

/** The texts of one locale. `catalogue` replaces it in tests (pseudo-locale). */
export function createText(locale: Locale, catalogue: Catalogue = catalogues[locale]): Text {
  const message = (key: string): string | undefined =>
    Object.hasOwn(catalogue, key) ? catalogue[key as MessageKey] : undefined;
  const format = createFormat((key, x) => (message(key) ?? '{x}').replaceAll('{x}', () => x));
  const word = (group: string, id: string): string | null => message(`${group}.${id}`) ?? null;
  const tidy = locale === 'zh' ? closeHan : (value: string): string => value;
  return {
    locale,
    tag: tags[locale],
    format,
    t: (key, ...args) => tidy(fill(catalogue[key], args[0] ?? {}, (_, n) => format.number(n))),
    sentences: (parts) => parts.filter((part) => part !== '').join(catalogue['page.between-sentences']),
    word,
    code(group, code, values = {}) {
      const known = word(group, code);
      if (known !== null) return tidy(fill(known, worded(values, word), format.named));
      const list = Object.entries(values).map(
        ([name, value]) => `${name} ${typeof value === 'number' ? format.named(name, value) : value}`,
      );
      const key = list.length === 0 ? 'code.unknown' : 'code.unknown.values';
      return fill(catalogue[key], { code, values: list.join(', ') }, format.named);
    },
  };
}

/** Values that are themselves codes ({scenario: 'rush'}) in the words of the locale; sizes joined as alternatives. */
function worded(values: CodeValues, word: Text['word']): CodeValues {
  const say = (name: string, value: string): string => {
    if (name !== 'sizes') return word(name, value) ?? value;
    return value
      .split('|')
      .map((size) => word('size.name', size) ?? size)
      .join(' / ');
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? say(name, value) : value,
    ]),
  );
}

/** Chinese sets no space between two Han characters; one arises where a value beginning with a word is filled in. */
function closeHan(value: string): string {
  return value.replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '');
}

/** Fills `{name}` and `{name|one|other}`; a missing value prints a dash, never "undefined". */
export function fill(
  template: string,
  values: CodeValues,
  number: (name: string, value: number) => string,
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, hole: string) => {
    const [name = '', one, other] = hole.split('|');
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (other !== undefined) return (value === 1 || value === '1' ? one : other) ?? '';
    if (value === undefined) return '–';
    return typeof value === 'number' ? number(name, value) : value;
  });
}
