import { Button, FileButton } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { IconDownload, IconLink, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { longestViewFile } from '#contract/view-file.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import type { SavedView } from '#contract/views.ts';
import { useLabels } from '../../app/i18n.ts';
import { useToasts } from '../feedback/use-toasts.ts';
import { GuardedButton } from '../form/guarded-button.tsx';
import { saveViewFile } from './save-view-file.ts';
import { useCopyLink } from './use-copy-link.ts';
import type { ViewCommands } from './use-view-commands.ts';
import { viewPlaces } from './view-places.ts';
import { viewStateOf } from './view-state.ts';
import classes from './views.module.css';

type ViewFilesProps = {
  readonly page: ViewPage;
  readonly views: readonly SavedView[];
  readonly commands: ViewCommands;
  readonly mayWrite: boolean;
};

/** What goes to others: a link to what is seen now, and files of views. */
export function ViewFiles({ page, views, commands, mayWrite }: ViewFilesProps) {
  const { t } = useTranslation('components');
  const labels = useLabels();
  const toasts = useToasts();
  const copyLink = useCopyLink();
  const search: object = useSearch({ strict: false });
  const { importing } = commands;
  const title = labels(viewPlaces[page].labelKey);
  const read = async (file: File | null) => {
    if (file === null) return;
    // What is longer is not worth reading: its beginning is enough to be told so.
    const text = await file.slice(0, 4 * longestViewFile).text();
    importing.mutate(
      { text: text.slice(0, longestViewFile + 1) },
      {
        onSuccess(imported) {
          const pages = [...new Set(imported.map((view) => labels(viewPlaces[view.page].labelKey)))];
          const renamed = imported.filter(({ name, nameInFile }) => name !== nameInFile);
          toasts.show(
            [
              t('views.imported', { count: imported.length, pages: pages.join(', ') }),
              ...renamed.map(({ name, nameInFile }) => t('views.importedAs', { name, nameInFile })),
            ].join(' '),
          );
        },
      },
    );
  };
  const button = { size: 'compact-xs', variant: 'subtle', color: 'gray' } as const;
  return (
    <div className={classes['foot']}>
      <Button
        {...button}
        leftSection={<IconLink size={14} aria-hidden />}
        onClick={() => void copyLink(page, viewStateOf(search, viewPlaces[page].passing, null) ?? {})}
      >
        {t('views.copyPageLink')}
      </Button>
      {views.length === 0 ? null : (
        <Button
          {...button}
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => saveViewFile(views, title)}
        >
          {t('views.exportAll')}
        </Button>
      )}
      {mayWrite ? (
        <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
          {({ onClick }) => (
            <GuardedButton
              {...button}
              leftSection={<IconUpload size={14} aria-hidden />}
              loading={importing.isPending}
              onClick={onClick}
            >
              {t('views.import')}
            </GuardedButton>
          )}
        </FileButton>
      ) : null}
    </div>
  );
}
