import type { Reading, Result } from '../../harness/schema/result.ts';
import { requirementMargins } from '../charts/requirement-margins.ts';
import type { Locale, Text } from '../locales/translate.ts';
import { apiBlocks } from './api.ts';
import { appendixBlocks } from './appendix.ts';
import { type Block, type Figure, type Section, type SectionId, sectionIds } from './blocks.ts';
import { campaignBlocks } from './campaign.ts';
import { capacityBlocks } from './capacity.ts';
import { cleanAll, shortName } from './clean.ts';
import { errorBlocks } from './errors.ts';
import { failoverBlocks } from './failover.ts';
import { type Fact, headerFacts } from './header.ts';
import { headlineText } from './headline.ts';
import { healthBlocks } from './health.ts';
import { latencyBlocks } from './latency.ts';
import { ledgerBlocks } from './ledger.ts';
import { limitBlocks } from './limits.ts';
import { loadBlocks } from './load.ts';
import { mediaBlocks } from './media.ts';
import { methodBlocks } from './method.ts';
import { orderBlocks } from './orders.ts';
import { provenanceBlocks } from './provenance.ts';
import { type RequirementRow, rows } from './requirements.ts';
import { searchBlocks } from './search.ts';
import { shiftBlocks } from './shift.ts';
import { type Tile, tiles } from './tiles.ts';
import { type ValidityModel, validityModel } from './validity.ts';
import { type VerdictModel, verdictModel } from './verdict.ts';

export interface Page {
  readonly lang: string;
  readonly title: string;
  readonly vendor: string;
  readonly facts: readonly Fact[];
  readonly languages: readonly { readonly href: string; readonly lang: string; readonly name: string }[];
  readonly validity: ValidityModel;
  readonly headline: string;
  readonly verdict: VerdictModel;
  readonly tiles: readonly Tile[];
  readonly musts: readonly RequirementRow[];
  readonly shoulds: readonly RequirementRow[];
  readonly margins: Figure | null;
  readonly legend: readonly { readonly reading: Reading; readonly word: string }[];
  readonly sections: readonly Section[];
  readonly run: string;
}

const builders: Readonly<Record<SectionId, (result: Result, text: Text) => readonly Block[]>> = {
  capacity: capacityBlocks,
  latency: latencyBlocks,
  load: loadBlocks,
  ledger: ledgerBlocks,
  media: mediaBlocks,
  failover: failoverBlocks,
  shift: shiftBlocks,
  campaign: campaignBlocks,
  orders: orderBlocks,
  api: apiBlocks,
  search: searchBlocks,
  errors: errorBlocks,
  health: healthBlocks,
  method: methodBlocks,
  provenance: provenanceBlocks,
  limits: limitBlocks,
  appendix: appendixBlocks,
};

const languageNames: Readonly<Record<Locale, { lang: string; name: string }>> = {
  en: { lang: 'en', name: 'English' },
  ko: { lang: 'ko', name: '한국어' },
  zh: { lang: 'zh-Hans', name: '中文' },
};

/** Everything the templates show, as plain data: they only place it. */
export function pageModel(raw: Result, text: Text, siblings: readonly Locale[]): Page {
  const result = cleanAll(raw);
  const all = rows(result, text);
  return {
    lang: text.tag,
    title: text.t('page.title', { v: shortName(result.vendor.name) }),
    vendor: shortName(result.vendor.name),
    facts: headerFacts(result, text),
    languages: siblings
      .filter((locale) => locale !== text.locale)
      .map((locale) => ({ href: `report.${locale}.html`, ...languageNames[locale] })),
    validity: validityModel(result, text),
    headline: headlineText(result, text),
    verdict: verdictModel(result, text),
    tiles: tiles(result, text),
    musts: all.filter((row) => row.level === 'must'),
    shoulds: all.filter((row) => row.level === 'should'),
    margins: requirementMargins(result, text),
    legend: (['meets', 'meets-narrowly', 'does-not-meet', 'not-proven', 'not-tested'] as const).map(
      (reading) => ({ reading, word: text.t(`reading.${reading}`) }),
    ),
    sections: sectionIds
      .map((id) => ({
        id,
        title: text.t(`section.${id}`),
        nav: text.t(`nav.${id}`),
        blocks: builders[id](result, text),
      }))
      // A search is a run of its own: other runs do not say that they are none.
      .filter(({ id, blocks }) => id !== 'capacity' || blocks.length > 0),
    run: result.run,
  };
}
