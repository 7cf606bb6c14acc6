import { useState } from 'react';
import { Button, Popover, Select, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { microsFromText } from '../customers/amount-text.ts';
import classes from '../marketplace.module.css';
import { textFromMicros } from './amount-words.ts';
import type { ListingsSearch } from './listings-search.ts';

type NumberFiltersProps = {
  readonly search: ListingsSearch;
  readonly onChange: (change: Partial<ListingsSearch>) => void;
  readonly currencies: readonly string[];
};

/** Bounds of price, CPM, subscribers and ERR. Prices are compared within one currency. */
export function NumberFilters({ search, onChange, currencies }: NumberFiltersProps) {
  const { t } = useTranslation('marketplace');
  const [opened, setOpened] = useState(false);
  const { currency, priceFrom, priceTo, cpmTo, subscribers, err } = search;
  const count = [currency, priceFrom, priceTo, cpmTo, subscribers, err].filter(
    (value) => value !== undefined,
  ).length;
  return (
    <Popover position="bottom-start" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconAdjustments size={15} aria-hidden />}
          data-chosen={count > 0 || undefined}
          onClick={() => setOpened(!opened)}
        >
          {t('listings.filters.numbers')}
          {count === 0 ? null : ` · ${count}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={t('listings.filters.numbers')}>
        <NumbersForm
          search={search}
          currencies={currencies}
          onChange={(change) => {
            onChange(change);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

const fields = ['priceFrom', 'priceTo', 'cpmTo', 'subscribersFrom', 'errFrom'] as const;
type Field = (typeof fields)[number];

const amountText = (micros: string | undefined) => (micros === undefined ? '' : textFromMicros(micros));

/** Its own component, so that it begins with what is in force each time it is opened. */
function NumbersForm({ search, onChange, currencies }: NumberFiltersProps) {
  const { t } = useTranslation('marketplace');
  const [currency, setCurrency] = useState(search.currency ?? '');
  const [text, setText] = useState({
    priceFrom: amountText(search.priceFrom),
    priceTo: amountText(search.priceTo),
    cpmTo: amountText(search.cpmTo),
    subscribersFrom: search.subscribers === undefined ? '' : String(search.subscribers),
    errFrom: search.err === undefined ? '' : String(Math.round(search.err * 1_000) / 10),
  });
  const read = {
    priceFrom: microsFromText(text.priceFrom),
    priceTo: microsFromText(text.priceTo),
    cpmTo: microsFromText(text.cpmTo),
    subscribersFrom: /^\s*[1-9]\d{0,8}\s*$/.test(text.subscribersFrom) ? Number(text.subscribersFrom) : null,
    errFrom: /^\s*\d{1,2}([.,]\d)?\s*$/.test(text.errFrom)
      ? Number(text.errFrom.replace(',', '.')) / 100
      : null,
  };
  const isBad = (field: Field) => text[field].trim() !== '' && read[field] === null;
  const input = (field: Field, disabled: boolean) => (
    <TextInput
      key={field}
      label={t(`listings.filters.${field}`)}
      size="xs"
      inputMode="decimal"
      maxLength={20}
      disabled={disabled}
      value={text[field]}
      onChange={(event) => setText({ ...text, [field]: event.currentTarget.value })}
      error={isBad(field) ? t('listings.filters.bad') : null}
    />
  );
  const withoutCurrency = currency === '';
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.some(isBad)) return;
        onChange({
          currency: withoutCurrency ? undefined : currency,
          priceFrom: withoutCurrency ? undefined : (read.priceFrom ?? undefined),
          priceTo: withoutCurrency ? undefined : (read.priceTo ?? undefined),
          cpmTo: withoutCurrency ? undefined : (read.cpmTo ?? undefined),
          subscribers: read.subscribersFrom ?? undefined,
          err: read.errFrom ?? undefined,
        });
      }}
    >
      <Select
        label={t('listings.filters.currency')}
        description={withoutCurrency ? t('listings.filters.currencyFirst') : undefined}
        size="xs"
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={[
          { value: '', label: t('listings.filters.anyCurrency') },
          ...currencies.map((value) => ({ value, label: value })),
        ]}
        value={currency}
        onChange={(next) => setCurrency(next ?? '')}
      />
      {input('priceFrom', withoutCurrency)}
      {input('priceTo', withoutCurrency)}
      {input('cpmTo', withoutCurrency)}
      {input('subscribersFrom', false)}
      {input('errFrom', false)}
      <div className={classes['buttons']}>
        <Button type="submit" size="xs">
          {t('listings.filters.apply')}
        </Button>
      </div>
    </form>
  );
}
