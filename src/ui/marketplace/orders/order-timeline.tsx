import { useTranslation } from 'react-i18next';
import type { OrderEvent } from '#contract/marketplace/order.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';

type OrderTimelineProps = {
  readonly events: readonly OrderEvent[];
  /** What happened first is not kept on this device. */
  readonly isCut: boolean;
};

/** What happened to an order, the newest first. */
export function OrderTimeline({ events, isCut }: OrderTimelineProps) {
  const { t } = useTranslation('marketplace');
  const words = ({ kind, fromStatus, toStatus }: OrderEvent): string =>
    t(`detail.${kind}_event`, {
      from: fromStatus === null ? '' : t(`statuses.${fromStatus}`),
      to: toStatus === null ? '' : t(`statuses.${toStatus}`),
    });
  return (
    <>
      <ol className={classes['timeline']} aria-label={t('detail.timeline')}>
        {events.toReversed().map((event) => (
          <li key={`${event.version} ${event.kind} ${event.at}`} className={classes['event']}>
            <div className={classes['eventTitle']}>{words(event)}</div>
            <div className={classes['quiet']}>
              <RelativeTimeText at={event.at} /> {t('detail.by', { actor: event.actor })}
            </div>
            {event.reason === null ? null : (
              <p className={classes['text']}>
                <bdi>{event.reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
      {isCut ? <p className={classes['quiet']}>{t('kept.timelineCut')}</p> : null}
    </>
  );
}
