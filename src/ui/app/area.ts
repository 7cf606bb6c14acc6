import type { Icon } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import type { RouteComponent } from '@tanstack/react-router';
import type { TRPCClient } from '@trpc/client';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { Permission } from '#contract/permissions.ts';
import type { AppRouter } from '#contract/router-type.ts';
import type { LabelKey } from './i18n.ts';

/**
 * One domain of the console. From the registry of areas (`areas.ts`) come the routes, the navigation, the command
 * palette, the breadcrumbs, the shortcuts and the list of screenshots.
 */
export type Area = {
  readonly id: string;
  readonly labelKey: LabelKey;
  readonly icon: Icon;
  readonly pages: readonly PageDefinition[];
  readonly actions?: readonly ActionDefinition[];
  /** Finds this domain's records for the palette. */
  readonly records?: RecordSearch;
  /** `foot` puts it at the bottom of the navigation, below the domains of the business. */
  readonly placement?: 'domain' | 'foot';
};

export type PageDefinition = {
  /** Absolute, with `$name` for a parameter: `/accounts`, `/accounts/$accountId`. */
  readonly path: string;
  readonly labelKey: LabelKey;
  readonly icon: Icon;
  /** `lazyPage(() => import('./pool-page.tsx'), 'PoolPage')`: each page is its own chunk. */
  readonly component: RouteComponent;
  /** Path of the page above it in the breadcrumbs. */
  readonly parent?: string;
  /** Shown in the navigation and the palette unless false; a path with a parameter never is. */
  readonly inNavigation?: boolean;
  /** A text with other words by which the palette finds the page. */
  readonly keywords?: LabelKey;
  /** Settings on the page that the palette finds by name; `useFocusedSetting` puts the focus there. */
  readonly settings?: readonly SettingDefinition[];
  /** Keys that go there, e.g. `g a`: pressed one after the other, anywhere but in a text field. */
  readonly shortcut?: string;
};

export type SettingDefinition = {
  readonly id: string;
  readonly labelKey: LabelKey;
  readonly keywords?: LabelKey;
};

export type RecordSearch = {
  /** The best few matches of what was typed, which is never empty. */
  readonly find: (
    client: TRPCClient<AppRouter>,
    text: string,
    signal: AbortSignal,
  ) => Promise<readonly FoundRecord[]>;
};

export type FoundRecord = {
  readonly id: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly hint: string;
  readonly path: string;
  readonly search?: Readonly<Record<string, unknown>>;
};

export type ActionDefinition = {
  readonly id: string;
  readonly labelKey: LabelKey;
  /** A text with other words by which the palette finds the action. */
  readonly keywords: LabelKey;
  readonly icon: Icon;
  /** `c a` (one after the other) or `mod+shift+k` (together). */
  readonly shortcut?: string;
  /** Not offered to a role that may not do it. The core checks it again in any case. */
  readonly permission?: Permission;
  /** A rejection is shown as a toast with the catalogue's words. */
  readonly run: (context: ActionContext) => void | Promise<unknown>;
};

export type ActionContext = {
  readonly client: TRPCClient<AppRouter>;
  readonly trpc: TRPCOptionsProxy<AppRouter>;
  readonly queryClient: QueryClient;
  /** Goes to a page; `search` becomes the query of its URL. */
  readonly navigate: (path: string, search?: Readonly<Record<string, unknown>>) => void;
};
