import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The way back to everything, behind the filters of a list. */
export function ClearFilters({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('components');
  return (
    <Button
      variant="subtle"
      color="gray"
      size="xs"
      leftSection={<IconFilterOff size={15} aria-hidden />}
      onClick={onClear}
    >
      {t('grid.clearFilters')}
    </Button>
  );
}
