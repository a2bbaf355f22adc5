import type { Catalogue } from './en.ts';
import { charts } from './ko/charts.ts';
import { codes } from './ko/codes.ts';
import { evidence } from './ko/evidence.ts';
import { frame } from './ko/frame.ts';
import { method } from './ko/method.ts';
import { verdict } from './ko/verdict.ts';

/** The Korean catalogue: a missing key is a compile error. */
export const ko: Catalogue = { ...frame, ...verdict, ...evidence, ...method, ...charts, ...codes };
