/**
 * Words used everywhere: readings, levels, units, page furniture.
 * `{name}` is filled in; `{n|ask|asks}` chooses by the number n. Each note says where a string stands.
 */
export const frame = {
  /** Browser tab and h1; {v} = vendor name. */
  'page.title': 'WhatsApp SCRM stress test: {v}',
  /** Small line above the h1. */
  'page.kicker': 'Stormproof evaluation report',
  'page.skip': 'Skip to the verdict',
  'page.languages': 'This report in other languages',
  'page.contents': 'Contents',
  'page.footer':
    'Run {run}. Everything on this page comes from result.json of this run; “stormproof check” derives it again from the files.',
  /** Between two sentences. */
  'page.between-sentences': ' ',
  'page.data': 'Show the data',
  'page.scroll': '{what} (scrolls sideways)',

  /** The five readings: state words, stand beside a shape. */
  'reading.meets': 'Meets the requirement',
  'reading.meets-narrowly': 'Meets narrowly (margin under 10 %)',
  'reading.does-not-meet': 'Does not meet the requirement',
  'reading.not-proven': 'Not proven by this test',
  'reading.not-tested': 'Not tested',
  /** The same five where space is short (tiles, chart labels). */
  'reading.short.meets': 'Meets',
  'reading.short.meets-narrowly': 'Meets narrowly',
  'reading.short.does-not-meet': 'Does not meet',
  'reading.short.not-proven': 'Not proven',
  'reading.short.not-tested': 'Not tested',
  'reading.legend': 'Shapes',
  'level.musts': 'Must-haves (they decide the verdict)',
  'level.shoulds': 'Should-haves (shown, not part of the verdict)',

  'size.smoke': 'smoke (installation check)',
  'size.standard': 'standard',
  'size.full': 'full',
  'size.name.smoke': 'smoke',
  'size.name.standard': 'standard',
  'size.name.full': 'full',
  'mode.full': 'full (vendor on simulated Meta)',
  'mode.api-only': 'API only (rush and ledger cannot be tested)',
  'mode.field': 'field (observed by hand, never a verdict)',
  'mode.ui-only': 'user interface only (observed, never a verdict)',
  'mode.vendor-run': 'run by the vendor itself',
  'status.complete': 'complete',
  'status.interrupted': 'interrupted',
  'status.failed': 'ended by an error',

  /** Units: {x} is a formatted number. Keep a no-break space where your typography wants one. */
  'unit.ms': '{x}\u00a0ms',
  'unit.s': '{x}\u00a0s',
  'unit.min': '{x}\u00a0min',
  'unit.h': '{x}\u00a0h',
  'unit.percent': '{x}\u00a0%',
  'unit.per-second': '{x}/s',
  'unit.bytes': '{x}\u00a0B',
  'unit.kb': '{x}\u00a0KB',
  'unit.mb': '{x}\u00a0MB',
  'unit.gb': '{x}\u00a0GB',
  'unit.bytes-per-second': '{x}/s',

  /** A target in words; {t} is a formatted value. */
  'target.le': 'at most {t}',
  'target.ge': 'at least {t}',
  'target.zero': 'exactly 0',

  'value.none': 'no data',
  'value.na': '–',
  'value.yes': 'yes',
  'value.no': 'no',
  'value.unknown': 'unknown',
  'value.not-tested': 'not tested',
  /** Instead of a percentile below its sample floor. */
  'value.few': 'not enough samples',
  'value.at-least': 'at least {x}',
  'value.interval': '{low} to {high}',

  /** Short names of the sections: contents and links from a table cell; at most 20 characters. */
  'nav.capacity': 'Capacity',
  'nav.latency': 'Answer times',
  'nav.load': 'Load',
  'nav.ledger': 'Message ledger',
  'nav.media': 'Media uploads',
  'nav.failover': 'Failover',
  'nav.shift': 'Shift',
  'nav.campaign': 'Campaigns',
  'nav.orders': 'Orders',
  'nav.api': 'API at peak',
  'nav.search': 'History search',
  'nav.errors': 'Errors',
  'nav.health': 'Harness health',
  'nav.method': 'Method',
  'nav.provenance': 'Provenance',
  'nav.limits': 'Limits',
  'nav.appendix': 'All metrics',

  'section.requirements': 'Requirements at a glance',
  'section.capacity': 'How much does it sustain?',
  'section.latency': 'How fast were answers at peak?',
  'section.load': 'Was the planned load really offered?',
  'section.ledger': 'Message ledger: where every message went',
  'section.media': 'Media uploads',
  'section.failover': 'What happened when a part was killed?',
  'section.shift': 'A working day of the agents',
  'section.campaign': 'Were scheduled messages sent on time?',
  'section.orders': 'Orders through a conversation',
  'section.api': 'The vendor’s own API at peak',
  'section.search': 'Search over past conversations',
  'section.errors': 'Errors',
  'section.health': 'Did the test itself run soundly?',
  'section.method': 'Method and definitions',
  'section.provenance': 'Provenance',
  'section.limits': 'What this test does not show',
  'section.appendix': 'Appendix: every metric',
} as const;
