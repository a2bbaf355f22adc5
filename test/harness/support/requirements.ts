import { type Requirement, requirementSchema } from '../../../harness/schema/requirement.ts';

/** A requirement from the fields a test cares about. */
export function resolveRequirement(
  fields: Partial<Requirement> & Pick<Requirement, 'id' | 'metric' | 'checker'>,
): Requirement {
  return requirementSchema.parse({
    title: { en: fields.id, ko: fields.id, zh: fields.id },
    level: 'must',
    sizes: ['smoke', 'standard', 'full'],
    comparison: '<=',
    target: 0,
    unit: 'count',
    source: 'test',
    rationale: 'test',
    setBy: 'test',
    setAt: '2026-11-22',
    needs: {},
    ...fields,
  });
}
