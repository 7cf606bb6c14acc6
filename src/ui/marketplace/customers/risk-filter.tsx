import { Button, NumberInput, Popover } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../marketplace.module.css';

type RiskFilterProps = {
  readonly least: number;
  readonly most: number;
  readonly onChange: (range: { readonly least: number; readonly most: number }) => void;
};

/** Customers whose risk score is between two numbers, both included. */
export function RiskFilter({ least, most, onChange }: RiskFilterProps) {
  const { t } = useTranslation('customers');
  const set = (change: { readonly least?: number; readonly most?: number }) => {
    const next = { least, most, ...change };
    onChange({ least: Math.min(100, Math.max(0, next.least)), most: Math.min(100, Math.max(0, next.most)) });
  };
  const chosen = least > 0 || most < 100;
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconGauge size={15} aria-hidden />}
          data-chosen={chosen || undefined}
        >
          {chosen ? `${t('riskFilter')} ${least}–${most}` : t('riskFilter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={t('riskFilter')}>
        <div className={classes['row']}>
          <NumberInput
            label={t('riskFrom')}
            size="xs"
            w={90}
            min={0}
            max={100}
            allowDecimal={false}
            value={least}
            onChange={(value) => set({ least: typeof value === 'number' ? value : 0 })}
          />
          <NumberInput
            label={t('riskTo')}
            size="xs"
            w={90}
            min={0}
            max={100}
            allowDecimal={false}
            value={most}
            onChange={(value) => set({ most: typeof value === 'number' ? value : 100 })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
