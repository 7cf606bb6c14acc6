import {
  IconFileImport,
  IconListCheck,
  IconShieldCheck,
  IconUserMinus,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { findAccounts } from './pool/find-accounts.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const accountsArea: Area = {
  id: 'accounts',
  labelKey: 'accounts:area',
  icon: IconUsers,
  pages: [
    {
      path: '/accounts',
      labelKey: 'accounts:pool.page',
      keywords: 'accounts:pool.keywords',
      icon: IconUsers,
      shortcut: 'g a',
      component: lazyPage(() => import('./pool/pool-page.tsx'), 'PoolPage'),
    },
    {
      path: '/accounts/import',
      labelKey: 'accounts:import.title',
      keywords: 'accounts:import.keywords',
      icon: IconFileImport,
      parent: '/accounts',
      inNavigation: false,
      component: lazyPage(() => import('./import/import-page.tsx'), 'ImportPage'),
    },
    {
      path: '/accounts/checks',
      labelKey: 'accounts:checks.title',
      keywords: 'accounts:checks.keywords',
      icon: IconListCheck,
      shortcut: 'g c',
      component: lazyPage(() => import('./checks/checks-page.tsx'), 'ChecksPage'),
    },
    {
      path: '/accounts/checks/$runId',
      labelKey: 'accounts:checks.one',
      icon: IconListCheck,
      parent: '/accounts/checks',
      component: lazyPage(() => import('./checks/check-run-page.tsx'), 'CheckRunPage'),
    },
    {
      path: '/accounts/removed',
      labelKey: 'accounts:removed.title',
      keywords: 'accounts:removed.keywords',
      icon: IconUserMinus,
      component: lazyPage(() => import('./removed/removed-page.tsx'), 'RemovedPage'),
    },
    {
      path: '/accounts/removed/$removalId',
      labelKey: 'accounts:removed.one',
      icon: IconUserMinus,
      parent: '/accounts/removed',
      component: lazyPage(() => import('./removed/removal-page.tsx'), 'RemovalPage'),
    },
  ],
  records: { find: findAccounts },
  actions: [
    {
      id: 'accounts.import',
      labelKey: 'accounts:import.title',
      keywords: 'accounts:import.keywords',
      icon: IconFileImport,
      permission: 'accounts:write',
      run: ({ navigate }) => navigate('/accounts/import'),
    },
    {
      id: 'accounts.check-all',
      labelKey: 'accounts:actions.checkAll',
      keywords: 'accounts:actions.checkAllKeywords',
      icon: IconShieldCheck,
      permission: 'accounts:check',
      run: async ({ client, navigate }) => {
        await client.accounts.startCheck.mutate({
          selection: { kind: 'filter', filter: {} },
        });
        navigate('/accounts');
      },
    },
    {
      id: 'accounts.add',
      labelKey: 'accounts:actions.add',
      keywords: 'accounts:actions.addKeywords',
      icon: IconUserPlus,
      permission: 'accounts:write',
      run: ({ navigate }) => navigate('/accounts', { add: true }),
    },
  ],
};
