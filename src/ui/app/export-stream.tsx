import { useRef } from 'react';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTranslation } from 'react-i18next';
import { exportPath, type ExportRun } from '#contract/exports.ts';
import { fetchFile } from '../components/export/fetch-file.ts';
import { takeOwnExport } from '../components/export/own-exports.ts';
import { useNumberFormats } from '../components/number/format-number.ts';
import { endedExports } from './export-notices.ts';
import { setExports } from './live.ts';
import { addNotice } from './notices.ts';
import { useTRPC } from './trpc.ts';

/** Follows the operator's exports: saves those that this page began, and says in the notification centre how each ended. */
export function ExportStream() {
  const trpc = useTRPC();
  const { t } = useTranslation('app');
  const { integer } = useNumberFormats();
  const heard = useRef<readonly ExportRun[] | null>(null);
  useSubscription(
    trpc.exports.watch.subscriptionOptions(undefined, {
      onData: (runs) => {
        const ended = endedExports(heard.current, runs);
        heard.current = runs;
        setExports(runs);
        for (const { id, state, title, rows, problem } of ended) {
          if (state === 'done') {
            if (takeOwnExport(id)) fetchFile(exportPath(id));
            addNotice({
              kind: 'success',
              title: t('exports.done', { title }),
              message: t('exports.doneMessage', { count: rows, number: integer(rows) }),
              subject: `export:${id}`,
            });
          } else if (problem !== null) {
            addNotice({
              kind: 'error',
              title: t('exports.failed', { title }),
              message: `${problem.message} ${problem.advice}`,
              subject: `export:${id}`,
            });
          }
        }
      },
    }),
  );
  return null;
}
