import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';

/** Leads to the dispute of an order. */
export function DisputeLink({ orderId }: { readonly orderId: OrderId }) {
  const { t } = useTranslation('marketplace');
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link to="/marketplace/disputes" search={{ ofOrder: orderId }} {...props} />}
    >
      {t('disputes.toDispute')}
    </Anchor>
  );
}
