import { mirror } from '../cache/mirror.ts';
import { workspaceSettings } from './schema.ts';

export const settingsMirrors = [mirror(workspaceSettings)];
