import { Button, Group } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '#contract/marketplace/customer.ts';

/** Leads to the dashboard that fits what the customer does: as an editor, as an advertiser, or both. */
export function CustomerDashboards({ customer: { id, role } }: { readonly customer: CustomerProfile }) {
  const { t } = useTranslation('marketplace');
  const sides = (['editor', 'advertiser'] as const).filter((side) => role === side || role === 'both');
  if (sides.length === 0) return null;
  return (
    <Group gap={8}>
      {sides.map((side) => (
        <Button
          key={side}
          variant="default"
          size="xs"
          leftSection={<IconChartHistogram size={15} aria-hidden />}
          renderRoot={(props) => <Link to={`/analytics/${side}`} search={{ of: id }} {...props} />}
        >
          {t(`profile.dashboards.${side}`)}
        </Button>
      ))}
    </Group>
  );
}
