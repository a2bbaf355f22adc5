/**
 * Sentences for the typed codes of result.json (reasons, causes, check names, error classes).
 * Numbers are formatted by the ending of the placeholder's name: …Ms, …Ratio, …Bytes, …PerSec, else plain.
 * A value the result does not carry prints as a dash; an unknown code falls back to `code.unknown`,
 * so a newer result still renders.
 */
export const codes = {
  'code.unknown': 'code {code}',
  'code.unknown.values': 'code {code} ({values})',

  /** Why a reading came out as it did. */
  'reason.meets': 'The whole interval is on the good side.',
  'reason.narrow': 'On the good side, close to the target.',
  'reason.misses': 'The evidence is wholly on the bad side.',
  'reason.misses-with-share':
    'Missed even without the {shareRatio} of the figure that may come from the test itself.',
  'reason.straddles': 'The interval holds the target, so this run cannot tell.',
  'reason.no-evidence': 'Planned, but no evidence was recorded.',
  'reason.below-floor': 'Not enough samples for this percentile.',
  'reason.no-interval': 'Too few samples for an interval.',
  /** {kind} is one of the evidence.* words. */
  'reason.too-few': '{had} of the {needed} {kind} needed.',
  'reason.unknown-asks': 'The fate of {unknown} of {n} asks is unknown to the test’s own record.',
  'reason.operator-restored':
    'Operator restored: in {trials} {trials|trial|trials} the test had to restart the part.',
  'reason.not-recovered': 'In {trials} {trials|trial|trials} no recovery was seen within the watch.',
  'reason.checker-failed': 'The checker stopped with an error: {message}.',
  'reason.unknown-checker': 'No checker of that name is installed.',
  'reason.missing-capability': 'The vendor does not offer “{capability}”.',
  'reason.connection-mode': 'Not possible in connection mode {mode}.',
  'reason.not-selected': '{scenario} was not selected for this run.',
  'reason.needs-size': 'Needs size {sizes}.',
  'reason.rehearsal': 'Rehearsal; {hours} real hours needed (size {sizes}).',
  'reason.harness-share': 'Harness share: {shareRatio} of the figure may come from the test itself.',
  'reason.invalid': 'The measurement is invalid: {check}.',

  /** Kinds of evidence in reason.too-few. */
  'kind.samples': 'samples',
  'kind.minutes': 'minutes',
  'kind.trials': 'trials',
  'kind.hours': 'real hours',

  /** Names of the checks of the measurement. */
  'check.lateness': 'Asks sent on time',
  'check.dropped-work': 'No planned work dropped',
  'check.engine-lateness': 'Uploads and calls started on time',
  'check.planned-work': 'Planned work was offered',
  'check.fault-injected': 'Faults really injected',
  'check.ledger-sums': 'Ledger sums',
  'check.recorder': 'Event files complete',
  'check.null-ceiling': 'Load below half of the null ceiling',
  'check.mock-loop-delay': 'Event-loop delay of simulated Meta',
  'check.engine-loop-delay': 'Event-loop delay of the engine',
  'check.orchestrator-loop-delay': 'Event-loop delay of the orchestrator',
  'check.garbage-collection': 'Garbage collection of the test',
  'check.run-queue-harness': 'Test waiting for a CPU',
  'check.run-queue-vendor': 'Vendor waiting for a CPU behind others',
  'check.foreign-load': 'Other programs on the machine',
  'check.steal': 'CPU taken by the hypervisor',
  'check.cpu-pressure': 'CPU pressure of the machine',

  /** What happened, and what to do; shown when a check warned or failed. */
  'cause.lateness': 'Asks left late, so the load was not as planned. Free the machine and repeat.',
  'cause.lateness.warning':
    'Some asks left late: 1 in 100 by {p99Ms} or more. The figures stand; a free machine gives sharper ones.',
  'cause.dropped-work':
    'Planned work of {scenario} was never started. Free the machine or choose a smaller size, and repeat.',
  'cause.dropped-work.warning':
    'A little of the planned work of {scenario} was never started ({droppedRatio}). The figures stand; free the machine for a cleaner run.',
  'cause.engine-lateness': 'Work of {scenario} started late. Free the machine and repeat.',
  'cause.engine-lateness.warning':
    'Some work of {scenario} started late: 1 in 100 by {p99Ms} or more. The figures stand.',
  'cause.planned-work': 'Part of the planned work of {scenario} was never offered. Repeat the run.',
  'cause.fault-injected':
    '{missing} of {trials} faults did not really happen: no process, signal or exit was seen. Check the vendor’s process list and repeat.',
  'cause.ledger-sums':
    'The account of the asks does not add up, or {unknown} of {sent} asks are unknown. Keep the run folder and report a defect.',
  'cause.ledger-sums.warning': '{unknown} of {sent} asks are unknown to the record. The figures stand.',
  'cause.recorder': '{lost} lines lost, {open} files left open. Check disk space and repeat.',
  'cause.null-ceiling':
    'The load of {ratePerSec} is above half of what this machine does with a null vendor ({ceilingPerSec}). Use a larger machine.',
  'cause.mock-loop-delay':
    'Simulated Meta was held up during {scenario}; answers may look slower. Free the machine.',
  'cause.engine-loop-delay':
    'The engine was held up during {scenario}; figures may look slower. Free the machine.',
  'cause.orchestrator-loop-delay':
    'The orchestrator was held up during {scenario}; no figure passes through it.',
  'cause.garbage-collection': 'The test collected garbage during {scenario}; figures may look slower.',
  'cause.run-queue-harness':
    'The test waited for a CPU during {scenario}; figures may look slower. Use more cores.',
  'cause.run-queue-vendor':
    'The vendor waited for a CPU behind other programs during {scenario}; it may look slower. Use more cores.',
  'cause.foreign-load': 'Other programs used the machine during {scenario}. Stop them and repeat.',
  'cause.steal': 'The host gave CPU time to somebody else during {scenario}. Use a dedicated machine.',
  'cause.cpu-pressure': 'The machine was full during {scenario}; figures may look slower. Use more cores.',
  'cause.ok': 'Within the limit.',
  'cause.not-measured': 'Could not be measured here.',

  /** Error classes; {x} = status, code or kind. */
  'error.script-exception': 'The script stopped with an exception',
  'error.webhook': 'Webhook refused: {x}',
  'error.graph': 'Simulated Meta answered with error {x}',
  'error.upload': 'Upload answered with status {x}',
  'error.unexpected': 'Unexpected message: {x}',
  'error.shift': 'Agent operation failed: {x}',
  'error.api': 'API call answered with status {x}',
  'error.search': 'Search failed: {x}',
  'error.search-wrong-result': 'The result of a search was not what is there',
  /** Phases of a run that are no scenario. */
  'phase.null': 'Null vendor',
  'phase.start-vendor': 'Start of the vendor',
  'phase.stop-vendor': 'Stop of the vendor',
  'phase.load-history': 'Loading the history',
  'phase.warmup': 'Warm-up',
  'phase.other': 'Other',
} as const;
