import { IconGauge, IconPercentage, IconScale, IconSettings } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const settingsArea: Area = {
  id: 'settings',
  labelKey: 'settings:area',
  icon: IconSettings,
  placement: 'foot',
  pages: [
    {
      path: '/settings',
      labelKey: 'settings:area',
      icon: IconSettings,
      keywords: 'settings:keywords',
      shortcut: 'g ,',
      settings: [
        { id: 'theme', labelKey: 'settings:appearance.theme', keywords: 'settings:appearance.themeKeywords' },
        {
          id: 'density',
          labelKey: 'settings:appearance.density',
          keywords: 'settings:appearance.densityKeywords',
        },
        {
          id: 'letter-shortcuts',
          labelKey: 'settings:appearance.letterShortcuts',
          keywords: 'settings:appearance.letterShortcutsKeywords',
        },
        { id: 'pace', labelKey: 'settings:checks.pace', keywords: 'settings:checks.paceKeywords' },
        {
          id: 'concurrency',
          labelKey: 'settings:checks.concurrency',
          keywords: 'settings:checks.concurrencyKeywords',
        },
        {
          id: 'deadline',
          labelKey: 'settings:checks.deadline',
          keywords: 'settings:checks.deadlineKeywords',
        },
        {
          id: 'documents-kept',
          labelKey: 'settings:verification.kept',
          keywords: 'settings:verification.keptKeywords',
        },
      ],
      component: lazyPage(() => import('./settings-page.tsx'), 'SettingsPage'),
    },
    {
      path: '/settings/risk',
      labelKey: 'risk:page',
      icon: IconGauge,
      keywords: 'risk:keywords',
      component: lazyPage(() => import('../marketplace/risk/risk-page.tsx'), 'RiskPage'),
    },
    {
      path: '/settings/disputes',
      labelKey: 'disputeRules:page',
      icon: IconScale,
      keywords: 'disputeRules:keywords',
      component: lazyPage(() => import('../marketplace/disputes/rules/rules-page.tsx'), 'RulesPage'),
    },
    {
      path: '/settings/commission',
      labelKey: 'commission:page',
      icon: IconPercentage,
      keywords: 'commission:keywords',
      component: lazyPage(() => import('../marketplace/commission/commission-page.tsx'), 'CommissionPage'),
    },
  ],
};
