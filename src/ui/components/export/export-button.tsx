import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/use-may.ts';
import { ExportDialog } from './export-dialog.tsx';
import type { ExportChoices, ExportTarget } from './export-target.ts';

type ExportButtonProps = ExportChoices & { readonly target: ExportTarget; readonly title: string };

/** Opens the dialog in which a table becomes a file. Not there for a role that may not. */
export function ExportButton(props: ExportButtonProps) {
  const { t } = useTranslation('components');
  const [opened, { open, close }] = useDisclosure(false);
  const mayExport = useMay('exports:run');
  if (!mayExport) return null;
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconDownload size={15} aria-hidden />} onClick={open}>
        {t('export.open')}
      </Button>
      <ExportDialog {...props} opened={opened} onClose={close} />
    </>
  );
}
