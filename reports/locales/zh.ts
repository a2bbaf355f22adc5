import type { Catalogue } from './en.ts';
import { charts } from './zh/charts.ts';
import { codes } from './zh/codes.ts';
import { evidence } from './zh/evidence.ts';
import { frame } from './zh/frame.ts';
import { method } from './zh/method.ts';
import { verdict } from './zh/verdict.ts';

/** The Chinese (mainland) catalogue: a missing key is a compile error. */
export const zh: Catalogue = { ...frame, ...verdict, ...evidence, ...method, ...charts, ...codes };
