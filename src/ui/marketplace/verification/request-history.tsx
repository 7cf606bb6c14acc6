import { useTranslation } from 'react-i18next';
import type { VerificationEvent } from '#contract/marketplace/verification.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';

/** What happened to a request, with each look at a document, the newest first. */
export function RequestHistory({ events }: { readonly events: readonly VerificationEvent[] }) {
  const { t } = useTranslation('verification');
  return (
    <ol className={classes['timeline']} aria-label={t('drawer.history')}>
      {events
        .map((event, index) => ({ event, index }))
        .toReversed()
        .map(({ event, index }) => (
          <li key={index} className={classes['event']}>
            <div className={classes['eventTitle']}>
              {t(`events.${event.kind}`)}
              {event.document === null ? null : ': '}
              {event.document === null ? null : t(`documents.kinds.${event.document}`)}
            </div>
            <div className={classes['quiet']}>
              <RelativeTimeText at={event.at} /> {t('drawer.by', { name: event.actor })}
            </div>
            {event.reason === null ? null : (
              <p className={classes['text']}>
                <bdi>{event.reason}</bdi>
              </p>
            )}
          </li>
        ))}
    </ol>
  );
}
