import type { Finding } from './finding.ts';

/** One line a finding, its fix below it, then the sum. Pure. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map((finding) => finding.id.length));
  const lines = findings.flatMap((finding) => {
    const line = `${finding.state.padEnd(4)}  ${finding.id.padEnd(width)}  ${finding.detail}`;
    return finding.fix === null ? [line] : [line, `${' '.repeat(width + 8)}fix: ${finding.fix}`];
  });
  const failed = findings.filter((finding) => finding.state === 'fail').length;
  const warned = findings.filter((finding) => finding.state === 'warn').length;
  return [
    ...lines,
    failed > 0 ? `${failed} failed, ${warned} warnings` : `ready to evaluate, ${warned} warnings`,
    '',
  ];
}
