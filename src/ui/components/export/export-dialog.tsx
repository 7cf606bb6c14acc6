import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../layout/dialog.tsx';
import { ExportForm } from './export-form.tsx';
import type { ExportChoices, ExportTarget } from './export-target.ts';

type ExportDialogProps = ExportChoices & {
  readonly target: ExportTarget;
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** How a table leaves the console: format, rows, columns. The file is made in the background. */
export function ExportDialog({ opened, onClose, title, ...form }: ExportDialogProps) {
  const { t } = useTranslation('components');
  /** A new form each time: the choices may have become others. */
  const [round, setRound] = useState(0);
  const close = () => {
    setRound(round + 1);
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title={t('export.title', { title })} width={520}>
      <ExportForm key={round} {...form} onClose={close} />
    </Dialog>
  );
}
