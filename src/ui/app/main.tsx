import { StrictMode } from 'react';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/global.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { createConsoleClient } from '../transport/console-client.ts';
import { App } from './app.tsx';
import { reportUnexpectedErrorsTo } from './error-reference.ts';
import { startI18n } from './i18n.ts';
import { setConnection } from './live.ts';
import { makeQueryClient } from './query-client.ts';
import { pageReport } from './page-report.ts';
import { preloadPages } from './preload-pages.ts';
import { makeRouter } from './router.tsx';

// The CSP forbids eval; zod would try it once for speed and leave a violation in the console.
z.config({ jitless: true });

startI18n();
const { client, connection } = createConsoleClient();
setConnection(connection.current());
connection.subscribe(setConnection);
reportUnexpectedErrorsTo((error, reference) => void report(error, reference));

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
const queryClient = makeQueryClient();
createRoot(root).render(
  <StrictMode>
    <App client={client} queryClient={queryClient} router={makeRouter(queryClient, client)} />
  </StrictMode>,
);
preloadPages();

async function report(error: unknown, reference: string): Promise<void> {
  try {
    await client.system.reportError.mutate(pageReport(error, reference, location.hash));
  } catch {
    // Nobody is left to tell but the browser's own console.
    reportError(error);
  }
}
