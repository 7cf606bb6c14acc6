import { mirror } from '../cache/mirror.ts';
import { operators, workspaces } from './schema.ts';

export const workspacesMirrors = [mirror(workspaces, { workspaceColumn: 'id' }), mirror(operators)];
