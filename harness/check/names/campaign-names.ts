import { count, ladder, type MetricName } from './metric-name.ts';

function campaignNames(prefix: string, of: string): readonly MetricName[] {
  return [
    count(`${prefix}.sends`, `${of}: messages that fell due = received + lost`),
    count(`${prefix}.received`, `${of}: accepted by the mock for the right customer`),
    count(`${prefix}.late`, `${of}: received later than the deadline (10 s) after their time`),
    count(`${prefix}.lost`, `${of}: never there by the end of the drain`),
    count(`${prefix}.early`, `${of}: received more than a second before their time`),
    count(`${prefix}.duplicated`, `${of}: received twice or more`),
    count(`${prefix}.wrong`, `${of}: messages that carried another customer's text`),
    {
      name: `${prefix}.late_ratio`,
      unit: 'ratio',
      meaning: `${of}: (late + lost) ÷ sends; low and high: one-sided Clopper–Pearson bounds, 95 % each`,
    },
    {
      name: `${prefix}.lateness.${ladder}`,
      unit: 'ms',
      meaning: `${of}: time due → receipt; a lost message counts to the end of the drain`,
    },
  ];
}

/** Campaigns. */
export const campaigns: readonly MetricName[] = [
  ...campaignNames('campaign', 'both campaigns'),
  ...campaignNames('campaign.<slow|fast>', 'one campaign (200 and 5,000 messages/min)'),
  count(
    'campaign.<slow|fast>.sustained_per_min',
    'messages a minute between the first receipt and the last: (received − 1) ÷ that time, whole messages',
  ),
  count('campaign.<slow|fast>.numbers', 'business numbers that sent'),
  count('campaign.<slow|fast>.vendor_sent', "sent, by the vendor's own account; shown, never judged"),
  count('campaign.<slow|fast>.vendor_failed', "failed, by the vendor's own account"),
];
