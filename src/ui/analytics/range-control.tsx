import { useState } from 'react';
import { Button, Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#contract/analytics.ts';
import classes from './analytics.module.css';
import { rangeLabel } from './period-label.ts';
import { presetRange, type RangePreset, rangePresets } from '#contract/metrics/range-presets.ts';

type RangeControlProps = {
  /** Null while days of one's own are shown. */
  readonly preset: RangePreset | null;
  readonly range: DateRange | null;
  readonly today: string;
  readonly onPreset: (preset: RangePreset) => void;
  readonly onRange: (range: DateRange) => void;
};

/** The days that a dashboard is about: a preset, or days of one's own. */
export function RangeControl({ preset, range, today, onPreset, onRange }: RangeControlProps) {
  const { t, i18n } = useTranslation('analytics');
  const [opened, setOpened] = useState(false);
  const days = range === null ? null : rangeLabel(range, i18n.language);
  const label = preset === null ? (days ?? '') : t(`range.presets.${preset}`);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCalendar size={15} aria-hidden />}
          aria-label={`${t('range.label')}: ${label}`}
          onClick={() => setOpened(!opened)}
        >
          {label}
          {preset === null || days === null ? null : <span className={classes['rangeDays']}>{days}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={10} aria-label={t('range.label')}>
        <div className={classes['presets']}>
          {rangePresets.map((one) => (
            <Button
              key={one}
              size="compact-sm"
              variant={one === preset ? 'light' : 'subtle'}
              color={one === preset ? 'cobalt' : 'gray'}
              justify="flex-start"
              aria-pressed={one === preset}
              onClick={() => {
                onPreset(one);
                setOpened(false);
              }}
            >
              {t(`range.presets.${one}`)}
            </Button>
          ))}
        </div>
        <OwnRange
          start={range ?? presetRange('thisYear', today) ?? { from: today, to: today }}
          onRange={(next) => {
            onRange(next);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

type OwnRangeProps = { readonly start: DateRange; readonly onRange: (range: DateRange) => void };

function OwnRange({ start, onRange }: OwnRangeProps) {
  const { t } = useTranslation('analytics');
  const [from, setFrom] = useState(start.from);
  const [to, setTo] = useState(start.to);
  const isBackwards = from > to;
  return (
    <form
      className={classes['ownRange']}
      aria-label={t('range.own')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBackwards && from !== '' && to !== '') onRange({ from, to });
      }}
    >
      <TextInput
        type="date"
        size="xs"
        label={t('range.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        size="xs"
        label={t('range.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={isBackwards ? t('range.backwards') : null}
      />
      <Button type="submit" size="xs">
        {t('range.apply')}
      </Button>
    </form>
  );
}
