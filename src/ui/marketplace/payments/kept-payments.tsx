import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PaymentFilter } from '#contract/marketplace/payment.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { KeptLine } from '../kept-line.tsx';

/** Says which payments are on this device when not all are, and how many that match are not. */
export function KeptPayments({ filter }: { readonly filter: PaymentFilter }) {
  const { t } = useTranslation('payments');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.marketplace.keptPayments.queryOptions({ filter }),
    placeholderData: keepPreviousData,
  });
  if (data === undefined || data === null || data.older === 0) return null;
  const { days, older } = data;
  const text = `${t('kept.text', { count: days })} ${t('kept.older', { count: older, number: integer(older) })}`;
  return <KeptLine text={text} />;
}
