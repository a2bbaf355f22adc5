/**
 * Sentences for the typed codes of result.json (reasons, causes, check names, error classes).
 * Numbers are formatted by the ending of the placeholder's name: …Ms, …Ratio, …Bytes, …PerSec, else plain.
 * A value the result does not carry prints as a dash; an unknown code falls back to `code.unknown`,
 * so a newer result still renders.
 */
export const codes = {
  'code.unknown': 'code {code}',
  'code.unknown.values': 'code {code} ({values})',

  'reason.interval-good': 'The whole interval is on the good side.',
  'reason.interval-bad': 'The whole interval is on the bad side.',
  'reason.straddles': 'The interval holds the target: the run cannot tell.',
  'reason.census': 'Counted exactly.',
  'reason.worst-of': 'Worst of {n} trials.',
  'reason.too-few-samples': '{have} of {need} samples.',
  'reason.too-few-trials': '{have} of {need} trials.',
  'reason.too-few-minutes': '{have} of {need} minutes.',
  'reason.no-evidence': 'Planned, but no evidence was recorded.',
  'reason.needs-size': 'Needs size {size}.',
  'reason.needs-capability': 'The vendor does not offer “{capability}”.',
  'reason.rehearsal': 'Rehearsal: {hours} real hours needed.',
  'reason.harness-share': 'Harness share: {shareRatio} of the figure may come from the test itself.',
  'reason.invalid': 'The measurement is invalid.',
  'reason.exception': 'The checker stopped with an error: {message}.',

  'cause.ok': 'Within the limit.',
  'cause.late-injection':
    'The test sent asks late (p99 {latenessMs}): the load was not offered as planned. Free the machine and repeat.',
  'cause.dropped': '{dropped} asks were never sent. Free the machine or choose a smaller size, and repeat.',
  'cause.harness-slow':
    'The test itself waited up to {valueMs}: figures may look slower than the vendor is. Free the machine and repeat for a sharper figure.',

  'check.lateness': 'Lateness of the asks',
  'check.dropped': 'Asks dropped by the test',
  'check.ledger': 'Ledger identity',
  'check.event-loop': 'Event-loop delay of the test',

  'error.timeout': 'timed out',
} as const;
