import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { microsFromText } from '../customers/amount-text.ts';
import classes from '../marketplace.module.css';

/** Price, currency and term as a person types them. */
export type TermsText = { readonly price: string; readonly currency: string; readonly hours: string };

/** What was typed, where it can be used. */
export type Terms = { readonly price: string; readonly currency: string; readonly durationHours: number };

const usualCurrencies = ['USD', 'EUR', 'GBP', 'UZS'];

export function readTerms({ price, currency, hours }: TermsText): Terms | null {
  const micros = microsFromText(price);
  const durationHours = readHours(hours);
  return micros === null || durationHours === null ? null : { price: micros, currency, durationHours };
}

function readHours(text: string): number | null {
  const hours = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0;
  return hours >= 1 && hours <= 8_760 ? hours : null;
}

type TermsFieldsProps = {
  readonly text: TermsText;
  readonly onChange: (text: TermsText) => void;
  /** Whether it was tried to send it: only then is what is wrong said. */
  readonly tried: boolean;
  /** The currency of a listing that exists stays. */
  readonly currencyFixed?: boolean;
};

export function TermsFields({ text, onChange, tried, currencyFixed = false }: TermsFieldsProps) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <div className={classes['row']}>
        <TextInput
          label={t('listings.form.price')}
          required
          w={150}
          inputMode="decimal"
          maxLength={20}
          value={text.price}
          onChange={(event) => onChange({ ...text, price: event.currentTarget.value })}
          error={tried && microsFromText(text.price) === null}
        />
        <Select
          label={t('listings.form.currency')}
          w={100}
          allowDeselect={false}
          disabled={currencyFixed}
          data={
            usualCurrencies.includes(text.currency) ? usualCurrencies : [...usualCurrencies, text.currency]
          }
          value={text.currency}
          onChange={(next) => onChange({ ...text, currency: next ?? text.currency })}
        />
        <TextInput
          label={t('listings.form.hours')}
          required
          w={150}
          inputMode="numeric"
          maxLength={6}
          value={text.hours}
          onChange={(event) => onChange({ ...text, hours: event.currentTarget.value })}
          error={tried && readHours(text.hours) === null}
        />
      </div>
      {tried && microsFromText(text.price) === null ? (
        <p className={classes['problem']} role="alert">
          {t('listings.form.badPrice')}
        </p>
      ) : null}
      {tried && readHours(text.hours) === null ? (
        <p className={classes['problem']} role="alert">
          {t('listings.form.badHours')}
        </p>
      ) : null}
    </>
  );
}
