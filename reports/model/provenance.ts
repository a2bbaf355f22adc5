import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, figureCell, monoCell, note, numeric, type Table } from './blocks.ts';
import { runTime } from './header.ts';

/** What is needed to repeat and verify the run. Missing fields are written out as unknown. */
export function provenanceBlocks(result: Result, text: Text): Block[] {
  const { provenance, vendor } = result;
  const blocks: Block[] = [
    pairs(text, text.t('prov.caption'), [
      [text.t('prov.vendor'), vendor.name],
      [text.t('prov.vendor-version'), vendor.version],
      [text.t('prov.capabilities'), vendor.capabilities.join(', ')],
      [text.t('prov.run'), result.run],
      [text.t('prov.started'), text.format.utc(result.startedAt)],
      [text.t('prov.ended'), result.endedAt === null ? '' : text.format.utc(result.endedAt)],
      [text.t('prov.duration'), runTime(result, text)],
      [text.t('prov.schema'), result.schema],
      [text.t('prov.command'), provenance.command.join(' ')],
      [text.t('prov.seed'), String(provenance.seed)],
      [text.t('prov.set'), provenance.requirementSet],
      [text.t('prov.set-hash'), provenance.requirementSetHash],
      [text.t('prov.plan'), provenance.planHash],
      ...Object.entries(provenance.arrivalHashes).map(([id, hash]): [string, string] => [
        text.t('prov.arrival', { id }),
        hash,
      ]),
      [text.t('prov.bundle'), provenance.bundleHash],
      [text.t('prov.mock'), provenance.mockConfigHash],
    ]),
    pairs(text, text.t('prov.machine'), [
      [text.t('prov.machine-class'), provenance.machineClass],
      ...Object.entries(provenance.machine).map(([name, value]): [string, string] => [
        name,
        typeof value === 'number' ? text.format.named(name, value) : value,
      ]),
    ]),
    pairs(text, text.t('prov.versions'), Object.entries(provenance.versions)),
  ];
  if (provenance.files.length > 0) blocks.push(files(result, text));
  blocks.push(note(text.t('prov.redaction')));
  return blocks;
}

function pairs(text: Text, caption: string, entries: readonly (readonly [string, string])[]): Table {
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('prov.field')), column(text.t('prov.value'))],
    rows: entries.map(([name, value]) => [
      cell(name),
      monoCell(value === '' ? text.t('value.unknown') : value),
    ]),
  };
}

function files(result: Result, text: Text): Block {
  const caption = text.t('prov.files');
  return {
    kind: 'details',
    summary: caption,
    table: {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('prov.file')),
        numeric(text.t('prov.bytes')),
        numeric(text.t('prov.lines')),
        column(text.t('prov.sha')),
      ],
      rows: result.provenance.files.map((file) => [
        monoCell(file.path),
        figureCell(text.format.bytes(file.bytes)),
        figureCell(text.format.number(file.lines)),
        monoCell(file.sha256),
      ]),
    },
  };
}
