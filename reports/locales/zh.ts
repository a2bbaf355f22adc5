import { type Catalogue, en } from './en.ts';
export const zh: Catalogue = en;
