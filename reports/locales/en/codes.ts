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
  'reason.open-interval':
    'The slow ones came in clumps: too few independent samples for a bound on the side that decides.',
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
  'reason.co-located':
    'Sustained: {valuePerSec}; not sustained: {highPerSec}, required {targetPerSec}. Vendor and test share one machine, so what is held is proven and what breaks is not.',
  'reason.rate-not-reached':
    'Sustained: {valuePerSec}, required {targetPerSec}. No rate as high was both reached and not held.',
  'reason.co-located-agents':
    'Sustained: {value} agents; not sustained: {high}, required {target}. Vendor and test share one machine, so what is held is proven and what breaks is not.',
  'reason.agents-not-reached':
    'Sustained: {value} agents, required {target}. No number as high was both reached and not held.',
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
  'check.pressure-held': 'Pressure held as planned',
  'check.ledger-sums': 'Ledger sums',
  'check.capacity-points': 'Points of the search could be judged',
  'check.recorder': 'Event files complete',
  'check.null-ceiling': 'Load below half of the null ceiling',
  'check.fault-timing': 'Exit of the killed process seen at once',
  'check.recorder-lag': 'Events on disk in time',
  'check.disk-slow': 'Writes to the disk of the run folder',
  'check.sealed-files': 'Files as the run left them',
  'check.result-file': 'result.json as it was written',
  'check.clock-step': 'Wall clock did not jump',
  'check.timer-resolution': 'Clock and timer fine enough',
  'check.sockets': 'Open files and ports left',
  'check.matcher-differs': 'Replies matched as planned',
  'check.matcher-suspect': 'Replies meet the matcher',
  'check.pair-rate': 'Asks that the pair rate lets a vendor answer',
  'check.minimum-evidence': 'Enough samples and time',
  'check.hole': 'Wait hidden from scripted asks',
  'check.run-queue-window': 'Worst ten seconds for the vendor’s CPU',
  'check.sampling-gaps': 'Machine watched throughout',
  'check.memory-slope': 'Memory gained by the test an hour',
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
  'cause.pressure-held':
    'The fault was not injected as planned: in {missing} of {trials} trials the cores were {achievedRatio} busy instead of {targetRatio}. Stop what else runs on the machine and repeat.',
  'cause.ledger-sums':
    'The account of the asks does not add up, or {unknown} of {sent} asks are unknown. Keep the run folder and report a defect.',
  'cause.ledger-sums.warning': '{unknown} of {sent} asks are unknown to the record. The figures stand.',
  'cause.capacity-points':
    '{unjudged} of {points} points could not be judged: the test came to its own end. Free the machine or use a larger one.',
  'cause.capacity-points.warning':
    '{unjudged} of {points} points could not be judged: the test came to its own end there. The rates below stand.',
  'cause.recorder': '{lost} lines lost, {open} files left open. Check disk space and repeat.',
  'cause.null-ceiling':
    'The load of {ratePerSec} is above half of what this machine does with a null vendor ({ceilingPerSec}). Use a larger machine.',
  'cause.fault-timing':
    'The exit in trial {trial} was seen {afterMs} after the signal, so recovery times start too late. Free the machine and repeat.',
  'cause.fault-timing.warning':
    'The exit in trial {trial} was seen {afterMs} after the signal; recovery may be longer by as much. The figures stand.',
  'cause.recorder-lag':
    'Events of “{file}” waited {lagMs} before they were on disk: the recorder did not keep up. Use a faster disk or a free machine, and repeat.',
  'cause.recorder-lag.warning':
    'Events of “{file}” waited {lagMs} before they were on disk. Nothing was lost; the figures stand.',
  'cause.disk-slow':
    'The disk was slow: single writes to “{file}” took up to {slowestMs}. A vendor that stores its messages waits for it too. Use a faster disk and repeat.',
  'cause.disk-slow.warning':
    'Single writes to “{file}” took up to {slowestMs}. The figures stand; a faster disk gives surer ones.',
  'cause.sealed-files':
    'Files of this run were changed, added or removed after it ended ({changed}: {files}). Copy the folder again from where it was measured, or repeat.',
  'cause.result-file':
    'result.json was changed after it was written. The figures here are derived again from the event files; run “stormproof check” once more for their verdict.',
  'cause.clock-step':
    'The wall clock jumped by {stepMs} during the run (seen in “{file}”). Let the clock settle or stop its adjustment, and repeat.',
  'cause.timer-resolution':
    'The clock of this machine ticks every {clockMs}: too coarse for figures in milliseconds. Use another machine.',
  'cause.timer-resolution.warning':
    'Timers of this machine wake {wakeMs} late. The figures stand; lateness shows what came of it.',
  'cause.sockets':
    'This machine ran out of open files, ports or buffers: {refused} connections of the test were refused. Raise the limits and repeat.',
  'cause.sockets.warning':
    'The test used {usedRatio} of its open files or of the machine’s ports during {scenario}. Raise the limits before a larger run.',
  'cause.matcher-differs':
    'Replies of plan {plan} were matched by “{used}”, the plan of this run says “{planned}”. Repeat the run with one matcher.',
  'cause.matcher-suspect':
    '{failing} of {replies} replies in plan {plan} fail the matcher: it, or the planted codes, may not fit this vendor. Look at a reply, correct the matcher, and repeat.',
  'cause.matcher-suspect.warning':
    '{failing} of {replies} replies in plan {plan} are no answer by the matcher. The figures stand if the matcher fits this vendor.',
  'cause.pair-rate':
    '{beyond} of {planned} asks in plan {plan} came faster than Meta lets anybody answer one customer (pair rate, 131056). Spread them over more customers and repeat.',
  'cause.minimum-evidence':
    'Less was measured than {short} {short|requirement|requirements} need; their readings say so. Repeat the run in full.',
  'cause.hole':
    'Scripts waited {p99Ms} longer for answers during {scenario} than the figures show. Free the machine or use fewer virtual users.',
  'cause.run-queue-window':
    'For ten seconds of {scenario}, from {fromMs} on, up to {valueRatio} of a figure may be other programs’ or the test’s. Free the machine and repeat.',
  'cause.sampling-gaps':
    'The machine was not watched for {valueRatio} of {scenario}: the orchestrator was held up. What was not watched counts as the test’s own. Free the machine and repeat.',
  'cause.memory-slope':
    'The test’s {role} gained {gainBytes} of memory an hour; figures may look slower toward the end. Report a defect with the run folder.',
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
  'error.campaign': 'Campaign refused with status {x}',
  'error.order': 'Order failed: {x}',
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
