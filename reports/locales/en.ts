import { charts } from './en/charts.ts';
import { codes } from './en/codes.ts';
import { evidence } from './en/evidence.ts';
import { frame } from './en/frame.ts';
import { method } from './en/method.ts';
import { verdict } from './en/verdict.ts';

/** The English catalogue; its keys are the type every other locale must satisfy. */
export const en = { ...frame, ...verdict, ...evidence, ...method, ...charts, ...codes } as const;

export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;
