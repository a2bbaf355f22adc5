import type { Artefacts } from '../../record/artefacts.ts';
import type { FileReading } from '../../record/event-reader.ts';
import { scenarioIds } from '../../schema/run-plan.ts';
import { causeOf } from '../cause.ts';
import type { ValidityRule } from '../validity-outcome.ts';

/**
 * The event files themselves: no line lost (`seq`), none damaged, each closed in good order. A run that was
 * interrupted may leave files open; its unknown asks are the ledger's matter.
 */
export const recorder: ValidityRule = (artefacts) => {
  const damaged = artefacts.files.filter(isDamaged);
  const open = artefacts.files.filter((file) => !file.closed);
  const complete = artefacts.state.status === 'complete';
  const failed = damaged.length > 0 || (complete && (open.length > 0 || missing(artefacts).length > 0));
  const state = failed ? 'failed' : open.length > 0 ? 'warning' : 'ok';
  const lost = artefacts.files.reduce((total, file) => total + file.seqGaps + file.badLines, 0);
  const names = [...new Set([...damaged, ...open].map((file) => file.file)), ...missing(artefacts)];
  return {
    check: {
      id: 'recorder',
      value: lost,
      limit: 0,
      unit: 'count',
      state,
      moves: 'both',
      cause: causeOf('recorder', state, {
        lost,
        open: open.length,
        ...(names.length > 0 ? { files: names.join(' ') } : {}),
      }),
    },
    scenarios: scenarioIds,
  };
};

/** A cut-off gzip member of a file that was never closed is what a kill leaves behind; elsewhere it is damage. */
function isDamaged(file: FileReading): boolean {
  return file.seqGaps > 0 || file.badLines > 0 || (file.closed && !file.complete);
}

/** Files a complete run must have. */
function missing(artefacts: Artefacts): readonly string[] {
  const have = new Set(artefacts.files.filter((file) => file.lines > 0).map((file) => file.file));
  const wanted = [
    'run',
    'mock',
    ...(artefacts.plans.size > 0 ? ['asks'] : []),
    ...(artefacts.pushes.length > 0 ? ['pushes'] : []),
  ];
  return wanted.filter((name) => !have.has(name));
}
