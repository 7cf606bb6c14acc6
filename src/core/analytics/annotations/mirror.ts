import { mirror } from '../../cache/mirror.ts';
import { annotations } from './schema.ts';

export const annotationsMirrors = [mirror(annotations, { indexes: { annotations_by_day: ['day'] } })];
