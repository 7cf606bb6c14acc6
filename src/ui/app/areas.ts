import { accountsArea } from '../accounts/area.tsx';
import { analyticsArea } from '../analytics/area.tsx';
import { galleryArea } from '../gallery/area.tsx';
import { marketplaceArea } from '../marketplace/area.tsx';
import { overviewArea } from '../overview/area.tsx';
import { reportsArea } from '../reports/area.tsx';
import { settingsArea } from '../settings/area.tsx';
import { syncArea } from '../sync/area.tsx';
import { systemArea } from '../system/area.tsx';
import { vaultArea } from '../vault/area.tsx';
import type { Area } from './area.ts';

/** Every domain of the console, in the order of the navigation. Adding one is one line here. */
export const areas: readonly Area[] = [
  overviewArea,
  accountsArea,
  marketplaceArea,
  analyticsArea,
  reportsArea,
  syncArea,
  systemArea,
  vaultArea,
  settingsArea,
  galleryArea,
];
