/** Header, validity line, verdict card and the requirements table. */
export const verdict = {
  'header.size': 'Size',
  'header.mode': 'Connection mode',
  'header.options': 'Mock options',
  'header.set': 'Requirement set',
  'header.started': 'Started',
  'header.duration': 'Duration',
  'header.status': 'Run',
  'header.version': 'Version stated by the vendor',
  /** {utc} = date and time in UTC, {local} = the same instant in zone {zone}. */
  'header.zoned': '{local} {zone} ({utc})',

  'validity.title': 'Measurement validity',
  'validity.valid': 'Valid measurement',
  'validity.valid-with-warnings': 'Valid measurement, with warnings',
  'validity.invalid': 'Invalid measurement',
  'validity.line.valid': '{n} {n|check|checks} of the measurement itself passed.',
  'validity.show': 'Checks that only make a vendor look slower, or could not be measured: {k}',
  'validity.line.warnings': 'The figures stand. What may have moved them:',
  'validity.line.invalid': 'No figure on this page may be held for or against the vendor. Repair and repeat:',
  'validity.line.none': 'No check of the measurement was recorded.',
  /** After a check's name: its figure and limit. */
  'validity.figure': '{value} (limit {limit})',
  'validity.interrupted': 'The run was interrupted: the figures cover only what had been measured by then.',
  'validity.failed': 'The run ended with an error: the figures cover only what had been measured by then.',

  /** Headlines: the sentence a board reads. {r} = requirement, {x} = measured, {t} = target. */
  'headline.fail': 'In this test {v} missed {n} of {m} must-haves. {r}: measured {x}, required {t}.',
  'headline.open':
    'Nothing was missed, but {k} of {m} must-haves are not proven: {why}. Do not decide on this run alone.',
  'headline.open.empty': 'No must-have could be tested in this run of {v}. Do not decide on this run alone.',
  'headline.pass': '{v} met all {m} must-haves in this test.',
  'headline.invalid': 'The measurement is invalid, so this report says nothing about {v}: {why}.',
  'headline.smoke.pass': 'Installation check passed; not a vendor evaluation.',
  'headline.smoke.fail':
    'Installation check failed: {n} of {m} checks missed. {r}: measured {x}, required {t}. Not a vendor evaluation.',
  'headline.smoke.open':
    'Installation check undecided: {k} of {m} checks are not proven: {why}. Not a vendor evaluation.',
  'headline.smoke.open.empty':
    'Installation check undecided: nothing could be tested. Not a vendor evaluation.',
  'headline.smoke.invalid':
    'Installation check invalid: the measurement failed, not the vendor: {why}. Not a vendor evaluation.',
  /** Joins the titles of several unproven must-haves. */
  'headline.more': '{list} and {n} more',
  'headline.list': '; ',
  'headline.failed-check': 'the check “{check}” failed',
  'headline.no-cause': 'no cause was recorded',

  'verdict.title': 'Verdict',
  'verdict.weakest': 'Narrowest margin among the must-haves: {r}, {m}.',
  'verdict.others': 'Also missed: {list}.',
  'verdict.unproven': 'Not proven: {list}.',
  'verdict.planted': 'Weaknesses planted in this vendor on purpose: {n}. They are listed under “Method”.',
  'verdict.coverage':
    'Tested {a} of 270 article claims. Not tested: support, security, real WhatsApp delivery, account bans.',
  'verdict.not-tested': 'Must-haves not tested at this size, and outside the verdict:',
  /** {why} = the sentence of the reason, {list} = titles that share it. */
  'verdict.not-tested.line': '{why} {list}.',
  'verdict.mode.observed': 'In this connection mode figures are observed; they are never a verdict.',
  'verdict.mode.vendor-run': 'The vendor ran this test kit itself.',

  'tile.response': 'Answers at peak',
  'tile.response.note': '99 of 100 answers within this time (p99)',
  'tile.response.steady': '99 of 100 answers within this time (p99, steady part)',
  'tile.response.burst': 'last answer of the burst after {x}',
  'tile.loss': 'Message loss',
  'tile.loss.note': '{lost} lost of {sent} asks',
  'tile.loss.bound': '{lost} lost of {sent} asks; at most {high} (95 %)',
  'tile.media': 'Media uploads',
  'tile.media.note': '{stored} of {planned} stored, {failed} failed',
  'tile.shift': '8-hour shift',
  'tile.shift.note': '{errors} system {errors|error|errors} in {operations} operations',
  'tile.failover': 'Failover time',
  'tile.failover.note': 'worst of {n} {n|trial|trials}',
  'tile.failover.inflight': 'asks in flight answered within {x}',
  'tile.required': 'Required: {t}',
  'tile.margin': 'Margin: {m}',
  'tile.unjudged': 'Measured, no verdict at this size',
  'tile.none': 'Not tested in this run',
  /** A shift played faster than real time. {x} e.g. 120. */
  'tile.rehearsal': 'rehearsal at {x} times real speed',

  'req.caption': 'Every requirement of the set, with what was measured',
  'req.requirement': 'Requirement',
  'req.target': 'Required',
  'req.measured': 'Measured',
  'req.margin': 'Margin',
  'req.reading': 'Reading',
  'req.evidence': 'Evidence',
  'req.covers': 'covers {ids}',
  /** After the value: interval, confidence, number of samples. */
  'req.interval': '{low} to {high} ({confidence})',
  'req.n': 'n\u00a0{n}',
  'req.none': 'The requirement set has no line for this size.',
  'req.margin.note':
    'Margin: distance from the target as a share of the target (of the allowance, for a rate that must be reached), positive on the good side. A target of exactly 0 has no margin.',
} as const;
