import { useState } from 'react';
import { Anchor, Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import type { CalendarDay } from '#contract/marketplace/listing.ts';
import { slotHours, slotsPerDay } from '#contract/marketplace/slots.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { DataTable } from '../../components/chart/data-table.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

const daysShown = 14;
const dayMs = 86_400_000;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** When a channel is free: its slots of the coming days, who has them, and the days its editor keeps for themselves. */
export function ChannelCalendar({ channelId }: { readonly channelId: ChannelId }) {
  const { t, i18n } = useTranslation('marketplace');
  const trpc = useTRPC();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const mayWrite = useMay('marketplace:write');
  const [weeks, setWeeks] = useState(0);
  const from = dayOf(Date.now() + weeks * 7 * dayMs);
  const calendar = useQuery({
    ...trpc.listings.calendar.queryOptions({ channelId, from, days: daysShown }),
    placeholderData: keepPreviousData,
  });
  const blocking = useMutation(
    trpc.listings.blockDay.mutationOptions({ onSuccess: settled, onSettled: refresh }),
  );
  const dayText = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const words = ({ day }: CalendarDay) => dayText.format(new Date(`${day}T00:00:00Z`));
  return (
    <Section
      title={t('listings.detail.calendar')}
      description={t('listings.calendar.text')}
      actions={
        <div className={classes['moves']}>
          <Button
            size="compact-xs"
            variant="default"
            disabled={weeks === 0}
            onClick={() => setWeeks(weeks - 1)}
          >
            {t('listings.calendar.earlier')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={weeks >= 11}
            onClick={() => setWeeks(weeks + 1)}
          >
            {t('listings.calendar.later')}
          </Button>
        </div>
      }
    >
      {calendar.data === undefined ? (
        <LoadingOrError read={calendar} lines={6} variant="inline" />
      ) : (
        <DataTable
          label={t('listings.detail.calendar')}
          columns={[
            { label: t('listings.calendar.day') },
            ...Array.from({ length: slotsPerDay }, (_, index) => ({
              label: `${String(index * slotHours).padStart(2, '0')}–${String((index + 1) * slotHours).padStart(2, '0')}`,
            })),
            ...(mayWrite ? [{ label: t('listings.calendar.act') }] : []),
          ]}
          rows={calendar.data.map((day) => ({
            id: day.day,
            cells: [
              words(day),
              ...day.slots.map((slot, index) => (
                <SlotCell key={`${day.day} ${index * slotHours}`} slot={slot} blocked={day.blocked} />
              )),
              ...(mayWrite
                ? [
                    <GuardedButton
                      key="block"
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t(day.blocked ? 'listings.calendar.unblock' : 'listings.calendar.block', {
                        day: words(day),
                      })}
                      onClick={() =>
                        blocking.mutate({
                          key: keyOf(`${channelId} ${day.day} ${day.blocked}`),
                          channelId,
                          day: day.day,
                          blocked: !day.blocked,
                        })
                      }
                    >
                      {t(day.blocked ? 'listings.calendar.open' : 'listings.calendar.close')}
                    </GuardedButton>,
                  ]
                : []),
            ],
          }))}
        />
      )}
      {blocking.error === null ? null : (
        <ErrorState error={toConsoleError(blocking.error)} variant="inline" />
      )}
    </Section>
  );
}

type SlotCellProps = { readonly slot: CalendarDay['slots'][number]; readonly blocked: boolean };

function SlotCell({ slot, blocked }: SlotCellProps) {
  const { t } = useTranslation('marketplace');
  if (slot !== null) {
    return (
      <Anchor
        size="xs"
        aria-label={t('listings.calendar.taken', { id: slot.orderId, status: t(`statuses.${slot.status}`) })}
        renderRoot={(props) => <Link to="/marketplace/orders" search={{ order: slot.orderId }} {...props} />}
      >
        #{slot.orderId}
      </Anchor>
    );
  }
  if (blocked) return <ToneBadge tone="neutral">{t('listings.calendar.blocked')}</ToneBadge>;
  return <span className={classes['quiet']}>{t('listings.calendar.free')}</span>;
}
