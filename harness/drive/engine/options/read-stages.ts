import { type FieldReader, readFields } from './fields.ts';
import type { Stage } from './scenario-config.ts';

/** `stages: [{duration, target}, …]` of a ramping executor; k6's rules (lib/executor/helpers.go validateStages). */
export function readStages(fields: FieldReader, at: string, problems: string[]): readonly Stage[] {
  const value = fields.raw('stages');
  if (!Array.isArray(value) || value.length === 0) {
    problems.push(`${at}.stages: must be a list of at least one {duration: '30s', target: 10}`);
    return [];
  }
  return value.map((source: unknown, index) => {
    const path = `${at}.stages[${index}]`;
    if (typeof source !== 'object' || source === null) {
      problems.push(`${path}: ${JSON.stringify(source)}: must be {duration, target}`);
      return { durationMs: 0, target: 0 };
    }
    const stage = readFields(source as Record<string, unknown>, path, problems);
    const read = {
      durationMs: stage.durationMs('duration', null, 0),
      target: stage.count('target', null, 0),
    };
    stage.done([]);
    return read;
  });
}
