import { mirror } from '../cache/mirror.ts';
import { savedViews } from './schema.ts';

export const viewsMirrors = [mirror(savedViews)];
