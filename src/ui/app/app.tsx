import { useEffect, useMemo } from 'react';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider, type AnyRouter } from '@tanstack/react-router';
import { I18nextProvider } from 'react-i18next';
import type { ConsoleClient } from '../transport/console-client.ts';
import { i18n } from './i18n.ts';
import { LiveStreams } from './live-streams.tsx';
import { shareNoticesBetweenTabs } from './notices.ts';
import { usePreferences } from './preferences.ts';
import { cssVariables } from './theme/css-variables.ts';
import { makeTheme, rowHeightOf } from './theme/theme.ts';
import { TRPCProvider } from './trpc.ts';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'opsdeck.color-scheme' });

type AppProps = {
  readonly client: ConsoleClient['client'];
  readonly queryClient: QueryClient;
  readonly router: AnyRouter;
};

/** Everything that pages rely on, around the router. */
export function App({ client, queryClient, router }: AppProps) {
  const density = usePreferences((preferences) => preferences.density);
  const theme = useMemo(() => makeTheme(density), [density]);
  useEffect(() => {
    document.documentElement.style.setProperty('--opsdeck-row-height', `${rowHeightOf(density)}px`);
    document.documentElement.dataset['density'] = density;
  }, [density]);
  useEffect(shareNoticesBetweenTabs, []);
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={client} queryClient={queryClient}>
            <LiveStreams />
            <RouterProvider router={router} />
            <Notifications position="bottom-right" limit={4} mb={28} />
          </TRPCProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
