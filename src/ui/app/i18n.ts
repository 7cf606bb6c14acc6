import { useCallback } from 'react';
import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { errorCatalogue } from '#contract/errors.ts';
import { accountsEn } from '../accounts/locale-en.ts';
import { analyticsEn } from '../analytics/locale-en.ts';
import { componentsEn } from '../components/locale-en.ts';
import { galleryEn } from '../gallery/locale-en.ts';
import { marketplaceEn } from '../marketplace/locale-en.ts';
import { verificationEn } from '../marketplace/verification/locale-en.ts';
import { customersEn } from '../marketplace/customers/locale-en.ts';
import { disputeRulesEn } from '../marketplace/disputes/rules/locale-en.ts';
import { commissionEn, riskEn } from '../marketplace/risk/locale-en.ts';
import { paymentListEn } from '../marketplace/payments/locale-en.ts';
import { overviewEn } from '../overview/locale-en.ts';
import { reportsEn } from '../reports/locale-en.ts';
import { settingsEn } from '../settings/locale-en.ts';
import { syncEn } from '../sync/locale-en.ts';
import { systemEn } from '../system/locale-en.ts';
import { vaultEn } from '../vault/locale-en.ts';
import { appEn } from './locale-en.ts';

/** English, by namespace. The texts of the errors are the catalogue itself: they exist once. */
export const english = {
  app: appEn,
  components: componentsEn,
  accounts: accountsEn,
  analytics: analyticsEn,
  gallery: galleryEn,
  marketplace: marketplaceEn,
  customers: customersEn,
  risk: riskEn,
  commission: commissionEn,
  payments: paymentListEn,
  disputeRules: disputeRulesEn,
  overview: overviewEn,
  reports: reportsEn,
  sync: syncEn,
  system: systemEn,
  settings: settingsEn,
  vault: vaultEn,
  verification: verificationEn,
  errors: errorCatalogue,
} as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof english;
    returnNull: false;
  }
}

type Leaves<Node, Prefix extends string = ''> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? `${Prefix}${Name}`
    : Node[Name] extends object
      ? Leaves<Node[Name], `${Prefix}${Name}.`>
      : never;
}[keyof Node & string];

/** The full name of a text, namespace first: what a registry entry carries instead of the text. */
export type LabelKey = {
  [Namespace in keyof typeof english]: `${Namespace}:${Leaves<(typeof english)[Namespace]>}`;
}[keyof typeof english];

export const i18n = createInstance();

/** Call once, before the first render. The resources are bundled, so it is ready when it returns. */
export function startI18n(): void {
  void i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'app',
    ns: Object.keys(english),
    resources: { en: english },
    initAsync: false,
    returnNull: false,
    // React escapes; doing it twice would show &amp; to people.
    interpolation: { escapeValue: false },
  });
}

export type Labels = (key: LabelKey) => string;

/** Turns the `labelKey` of a registry entry into words. For other texts use `useTranslation('<namespace>')`. */
export function useLabels(): Labels {
  const { i18n: instance } = useTranslation();
  return useCallback(
    (key) => {
      const [namespace = '', name = ''] = key.split(':');
      const text: unknown = instance.getResource(instance.language, namespace, name);
      return typeof text === 'string' ? text : key;
    },
    [instance],
  );
}
