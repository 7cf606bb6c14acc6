import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/use-may.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ConfirmDialog } from '../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { Section } from '../components/layout/section.tsx';
import classes from './sync.module.css';

/** Deletes the local copy and makes it anew. */
export function RebuildSection({ offline }: { readonly offline: boolean }) {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const { show } = useToasts();
  const mayManage = useMay('sync:manage');
  const [asking, setAsking] = useState(false);
  const rebuild = useMutation(
    trpc.sync.rebuild.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        show(t('rebuild.begun'));
      },
    }),
  );
  return (
    <Section title={t('rebuild.title')} description={t('rebuild.description')}>
      <div className={classes['actions']}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          disabled={offline || !mayManage}
          onClick={() => {
            rebuild.reset();
            setAsking(true);
          }}
        >
          {t('rebuild.run')}
        </Button>
        {offline ? <span className={classes['quiet']}>{t('rebuild.needsDatabase')}</span> : null}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('rebuild.confirmTitle')}
        consequences={[
          t('rebuild.consequences.copy'),
          t('rebuild.consequences.pages'),
          t('rebuild.consequences.outbox'),
        ]}
        confirmLabel={t('rebuild.run')}
        onConfirm={() => rebuild.mutate()}
        busy={rebuild.isPending}
        error={rebuild.error === null ? null : toConsoleError(rebuild.error)}
        dangerous
      />
    </Section>
  );
}
