import { useState } from 'react';
import { Button } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconDownload,
  IconLink,
  IconPencil,
  IconStar,
  IconStarOff,
  IconTrash,
  IconUsers,
  IconUsersMinus,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../form/guarded-button.tsx';
import { DeleteView } from './delete-view.tsx';
import { RenameView } from './rename-view.tsx';
import { useCopyLink } from './use-copy-link.ts';
import { saveViewFile } from './save-view-file.ts';
import type { ViewRowProps } from './view-row.tsx';
import classes from './views.module.css';

const symbol = (ActionIcon: Icon) => ({ leftSection: <ActionIcon size={14} aria-hidden /> });

/** What can be done with one view; what only its owner and administrators may is not offered to others. */
export function ViewActions({ view, current, commands, mayWrite, onToggle, onOverwritten }: ViewRowProps) {
  const { t } = useTranslation('components');
  const [asking, setAsking] = useState<'name' | 'delete' | null>(null);
  const copyLink = useCopyLink();
  const { change, setDefault } = commands;
  const { id, version, page, shared, isDefault } = view;
  if (asking === 'name') return <RenameView view={view} change={change} onEnd={() => setAsking(null)} />;
  if (asking === 'delete') {
    return <DeleteView view={view} remove={commands.remove} onEnd={() => setAsking(null)} />;
  }
  const button = { size: 'compact-xs', variant: 'subtle', color: 'gray', justify: 'flex-start' } as const;
  const mayChange = mayWrite && view.mayChange;
  return (
    <div className={classes['actions']}>
      {mayWrite ? (
        <GuardedButton
          {...button}
          {...symbol(isDefault ? IconStarOff : IconStar)}
          loading={setDefault.isPending}
          onClick={() => setDefault.mutate({ page, id: isDefault ? null : id })}
        >
          {t(isDefault ? 'views.noDefault' : 'views.setDefault')}
        </GuardedButton>
      ) : null}
      {mayChange ? (
        <>
          <GuardedButton
            {...button}
            {...symbol(shared ? IconUsersMinus : IconUsers)}
            loading={change.isPending}
            onClick={() => change.mutate({ id, version, shared: !shared })}
          >
            {t(shared ? 'views.unshare' : 'views.share')}
          </GuardedButton>
          <GuardedButton
            {...button}
            {...symbol(IconDeviceFloppy)}
            reason={current === null ? t('views.tooLarge') : null}
            onClick={() => {
              if (current === null) return;
              change.mutate(
                { id, version, state: current },
                {
                  onSuccess: () => {
                    onToggle();
                    onOverwritten();
                  },
                },
              );
            }}
          >
            {t('views.overwrite')}
          </GuardedButton>
          <GuardedButton {...button} {...symbol(IconPencil)} onClick={() => setAsking('name')}>
            {t('views.rename')}
          </GuardedButton>
        </>
      ) : null}
      <Button {...button} {...symbol(IconLink)} onClick={() => void copyLink(page, view.state)}>
        {t('views.copyLink')}
      </Button>
      <Button {...button} {...symbol(IconDownload)} onClick={() => saveViewFile([view], view.name)}>
        {t('views.export')}
      </Button>
      {mayChange ? (
        <GuardedButton {...button} {...symbol(IconTrash)} onClick={() => setAsking('delete')}>
          {t('views.delete')}
        </GuardedButton>
      ) : null}
    </div>
  );
}
