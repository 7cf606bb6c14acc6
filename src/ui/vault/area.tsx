import { IconShieldLock } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const vaultArea: Area = {
  id: 'vault',
  labelKey: 'vault:area',
  icon: IconShieldLock,
  placement: 'foot',
  pages: [
    {
      path: '/security',
      labelKey: 'vault:area',
      icon: IconShieldLock,
      keywords: 'vault:keywords',
      shortcut: 'g v',
      component: lazyPage(() => import('./vault-page.tsx'), 'VaultPage'),
    },
  ],
};
