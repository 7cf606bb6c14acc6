import { Button, Code } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/states/empty-state.tsx';

/** The pool before its first account: what this is about, in plain words. */
export function FirstRun({ onAdd }: { readonly onAdd: (() => void) | null }) {
  const { t } = useTranslation('accounts');
  return (
    <EmptyState
      icon={IconUsersGroup}
      title={t('firstRun.title')}
      actions={
        onAdd === null ? undefined : (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
            {t('add.open')}
          </Button>
        )
      }
    >
      <p>{t('firstRun.what')}</p>
      <p>{t('firstRun.how')}</p>
      <p>
        <Trans t={t} i18nKey="firstRun.demo" components={{ command: <Code /> }} />
      </p>
    </EmptyState>
  );
}
