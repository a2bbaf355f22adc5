import { type Catalogue, en, type MessageKey } from '../../../reports/locales/en.ts';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀćďéƒǵĥíĵķĺḿńóṕɋŕśťúṽŵẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ';
const letters = new Map([...plain].map((char, i) => [char, [...accented][i] ?? char]));

const accent = (text: string): string => [...text].map((char) => letters.get(char) ?? char).join('');

/** English with every letter accented: text that does not come from the catalogue stays visible as plain ASCII. */
export function pseudoLocale(): Catalogue {
  const entries = Object.entries(en).map(([key, text]) => [
    key,
    text.replace(/\{([^{}|]+)(\|[^{}]*)?\}|[^{}]+/g, (part, name?: string, plural?: string) =>
      name === undefined ? accent(part) : `{${name}${plural === undefined ? '' : accent(plural)}}`,
    ),
  ]);
  return Object.fromEntries(entries) as Record<MessageKey, string>;
}
