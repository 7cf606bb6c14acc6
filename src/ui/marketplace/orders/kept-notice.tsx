import { Anchor } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type OrderId, orderIdSchema } from '#contract/ids.ts';
import type { OrderFilter } from '#contract/marketplace/order.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { KeptLine } from '../kept-line.tsx';

type KeptNoticeProps = {
  readonly filter: OrderFilter;
  readonly onOpen: (id: OrderId) => void;
};

/** Says which orders are on this device when not all are, how many that match are not, and where that is changed. */
export function KeptNotice({ filter, onOpen }: KeptNoticeProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.marketplace.keptOrders.queryOptions({ filter }),
    placeholderData: keepPreviousData,
  });
  if (data === undefined || data === null || data.older === 0) return null;
  const { days, older } = data;
  const number = orderIdSchema.safeParse(Number(/^#?(\d+)$/.exec(filter.search)?.[1]));
  const rest = older === null ? t('kept.unknown') : t('kept.older', { count: older, number: integer(older) });
  return (
    <KeptLine text={`${t('kept.text', { count: days })} ${rest}`}>
      {number.success ? (
        <Anchor
          component="button"
          type="button"
          underline="always"
          inherit
          onClick={() => onOpen(number.data)}
        >
          {t('kept.open', { id: number.data })}
        </Anchor>
      ) : null}
    </KeptLine>
  );
}
