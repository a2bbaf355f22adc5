import { percentileOf } from './aggregate.ts';
import type { MetricType } from './sink.ts';

const operators = {
  '<=': (a: number, b: number) => a <= b,
  '<': (a: number, b: number) => a < b,
  '>=': (a: number, b: number) => a >= b,
  '>': (a: number, b: number) => a > b,
  '===': (a: number, b: number) => a === b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
} as const;

export interface ThresholdExpression {
  readonly source: string;
  readonly aggregation: string;
  readonly operator: keyof typeof operators;
  readonly value: number;
}

const aggregations: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ['count', 'rate'],
  gauge: ['value'],
  rate: ['rate'],
  trend: ['avg', 'min', 'max', 'med'],
};

const pattern =
  /^\s*([a-z]+(?:\([\d.]+\))?)\s*(<=|>=|===|==|!=|<|>)\s*([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;

/** Parses `<aggregation> <operator> <value>`; a string says what is wrong. */
export function parseThreshold(source: string): ThresholdExpression | string {
  const match = pattern.exec(source);
  if (match === null) return `"${source}" is not "<aggregation> <operator> <number>", e.g. "p(95) < 200"`;
  const [, aggregation = '', operator = '', value = ''] = match;
  return { source, aggregation, operator: operator as ThresholdExpression['operator'], value: Number(value) };
}

/** Why this aggregation can't be taken of a metric of that type; null when it can. */
export function aggregationProblem(expression: ThresholdExpression, type: MetricType): string | null {
  if (aggregations[type].includes(expression.aggregation)) return null;
  if (type === 'trend' && percentileOf(expression.aggregation) !== null) return null;
  const known = type === 'trend' ? [...aggregations.trend, 'p(0..100)'] : aggregations[type];
  return `"${expression.source}": a ${type} has ${known.join(', ')}, not ${expression.aggregation}`;
}

export function holds(expression: ThresholdExpression, measured: number): boolean {
  return operators[expression.operator](measured, expression.value);
}
