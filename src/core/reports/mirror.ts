import { mirror } from '../cache/mirror.ts';
import { reportDefinitions } from './schema.ts';

export const reportsMirrors = [mirror(reportDefinitions)];
