import { role } from './role.mjs';

/** Shows every JSON object that the mock parses to `change`, which may alter it. */
export function onParsed(change) {
  if (role !== 'mock') return;
  const parse = JSON.parse;
  JSON.parse = (text, reviver) => {
    const value = parse(text, reviver);
    if (typeof value === 'object' && value !== null) change(value);
    return value;
  };
}
