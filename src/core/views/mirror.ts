import { mirror } from '../cache/mirror.ts';
import { savedViews, viewDefaults } from './schema.ts';

export const viewsMirrors = [mirror(savedViews, { without: ['createdAt'] }), mirror(viewDefaults)];
