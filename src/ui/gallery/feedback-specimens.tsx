import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ConfirmDialog } from '../components/feedback/confirm-dialog.tsx';
import { ProgressWithCancel } from '../components/feedback/progress-with-cancel.tsx';
import { SegmentBar, SegmentLegend, type Segment } from '../components/feedback/segment-bar.tsx';
import { offerUndo } from '../components/feedback/undo-toast.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { ContractForm } from '../components/form/contract-form.tsx';
import { useContractForm } from '../components/form/use-contract-form.ts';
import { DetailDrawer } from '../components/layout/detail-drawer.tsx';
import { EmptyState } from '../components/states/empty-state.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { OfflineState } from '../components/states/offline-state.tsx';
import { sampleDetails } from './sample-error-details.ts';
import { Specimen } from './specimen.tsx';
import classes from './gallery.module.css';

export function FeedbackSpecimens() {
  const { t } = useTranslation('gallery');
  const segments: readonly Segment[] = [
    { id: 'good', label: t('samples.good'), value: 120, tone: 'positive' },
    { id: 'doubtful', label: t('samples.doubtful'), value: 12, tone: 'caution' },
    { id: 'bad', label: t('samples.bad'), value: 4, tone: 'critical' },
  ];
  return (
    <div className={classes['specimens']}>
      <Specimen name="empty state">
        <EmptyState
          icon={IconInbox}
          title={t('samples.emptyTitle')}
          actions={<Button>{t('samples.action')}</Button>}
        >
          {t('samples.emptyText')}
        </EmptyState>
      </Specimen>
      <Specimen name="loading state">
        <LoadingState />
      </Specimen>
      <Specimen name="offline state">
        <OfflineState />
      </Specimen>
      <Specimen name="error state, page">
        <ErrorState
          error={{ code: 'UNEXPECTED', details: sampleDetails('UNEXPECTED') }}
          onRetry={() => undefined}
        />
      </Specimen>
      <Specimen name="progress with cancel" wide>
        <ProgressWithCancel
          label={t('samples.work')}
          done={136}
          total={250}
          segments={segments}
          onCancel={() => undefined}
          details={t('samples.workDetails')}
        />
        <SegmentLegend segments={segments} />
      </Specimen>
      <Specimen name="progress, being cancelled">
        <ProgressWithCancel
          label={t('samples.work')}
          done={0}
          total={9}
          onCancel={() => undefined}
          cancelling
        />
      </Specimen>
      <Specimen name="segment bar">
        <SegmentBar segments={segments} />
      </Specimen>
      <Specimen name="dialogs, drawer, toasts">
        <Overlays />
      </Specimen>
      <Specimen name="form">
        <SampleForm />
      </Specimen>
    </div>
  );
}

function Overlays() {
  const { t } = useTranslation('gallery');
  const { show } = useToasts();
  const [opened, setOpened] = useState<'confirm' | 'typed' | 'drawer' | null>(null);
  const close = () => setOpened(null);
  return (
    <div className={classes['row']}>
      <Button variant="default" onClick={() => setOpened('confirm')}>
        {t('samples.openConfirm')}
      </Button>
      <Button variant="default" onClick={() => setOpened('typed')}>
        {t('samples.openTyped')}
      </Button>
      <Button variant="default" onClick={() => setOpened('drawer')}>
        {t('samples.openDrawer')}
      </Button>
      <Button
        variant="default"
        onClick={() =>
          offerUndo({
            message: t('samples.removed'),
            onUndo: () => show(t('samples.undone')),
          })
        }
      >
        {t('samples.openUndo')}
      </Button>
      <ConfirmDialog
        opened={opened === 'confirm' || opened === 'typed'}
        onClose={close}
        title={t('samples.confirmTitle')}
        consequences={[t('samples.consequenceOne'), t('samples.consequenceTwo')]}
        confirmLabel={t('samples.confirm')}
        onConfirm={close}
        dangerous
        {...(opened === 'typed' ? { typed: '250' } : {})}
      />
      <DetailDrawer
        opened={opened === 'drawer'}
        onClose={close}
        title={t('samples.person')}
        subtitle={t('samples.detail')}
        actions={<Button onClick={close}>{t('samples.action')}</Button>}
      >
        <LoadingState lines={8} />
      </DetailDrawer>
    </div>
  );
}

const sampleSchema = z.object({ name: z.string().trim().min(3).max(20) });

function SampleForm() {
  const { t } = useTranslation('gallery');
  const form = useContractForm(sampleSchema, { name: '' });
  const [refused, setRefused] = useState(false);
  return (
    <ContractForm
      form={form}
      onSubmit={() => setRefused(true)}
      submitLabel={t('samples.save')}
      busy={false}
      error={refused ? { code: 'VIEW_NAME_TAKEN', details: sampleDetails('VIEW_NAME_TAKEN') } : null}
      onCancel={() => setRefused(false)}
    >
      <TextInput
        label={t('samples.name')}
        description={t('samples.nameHint')}
        required
        {...form.getInputProps('name')}
      />
    </ContractForm>
  );
}
