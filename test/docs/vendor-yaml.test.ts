import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { asset } from '../../package-root.ts';
import { behaviourKinds, behaviourPlaces } from '../../vendors/contract/behaviours.ts';
import { capabilities, connectionModes } from '../../vendors/contract/capabilities.ts';

const page = readFileSync(asset('docs/reference/vendor-yaml.md'), 'utf8');

test.each([...behaviourKinds, ...capabilities, ...connectionModes])(
  'docs/reference/vendor-yaml.md names %s',
  (name) => {
    expect(page).toContain(`\`${name}\``);
  },
);

test('every place a weakness can act at is named', () => {
  for (const place of behaviourPlaces) expect(page).toMatch(new RegExp(`\\b${place}\\b`));
});
