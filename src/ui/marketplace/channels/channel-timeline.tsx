import { useTranslation } from 'react-i18next';
import type { ChannelDetail, ChannelEvent } from '#contract/marketplace/channel.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';

/** What was decided about a channel, and what was found on Telegram, the newest first. */
export function ChannelTimeline({ channel }: { readonly channel: ChannelDetail }) {
  const { t } = useTranslation('marketplace');
  const { events, decidedAt, state, stateReason } = channel;
  const words = ({ kind, fromState, toState }: ChannelEvent): string =>
    t(`channels.detail.events.${kind}`, {
      from: fromState === null ? '' : t(`channels.states.${fromState}`),
      to: t(`channels.states.${toState}`),
    });
  const reasonOf = ({ kind, reason }: ChannelEvent): string | null => {
    if (kind !== 'lost') return reason;
    const problem = reason === channel.readProblem ? channel.readProblem : null;
    return problem === null ? null : t(`channels.gone.${problem}`);
  };
  const known = events.some(({ kind }) => kind === 'decided');
  return (
    <ol className={classes['timeline']} aria-label={t('channels.detail.timeline')}>
      {events.toReversed().map((event) => (
        <li key={event.id} className={classes['event']}>
          <div className={classes['eventTitle']}>{words(event)}</div>
          <div className={classes['quiet']}>
            <RelativeTimeText at={event.at} /> {t('channels.detail.by', { actor: event.actor })}
          </div>
          {reasonOf(event) === null ? null : (
            <p className={classes['text']}>
              <bdi>{reasonOf(event)}</bdi>
            </p>
          )}
        </li>
      ))}
      {known || decidedAt === null ? null : (
        <li className={classes['event']}>
          <div className={classes['eventTitle']}>
            {t('channels.detail.decidedBefore', { state: t(`channels.states.${state}`) })}
          </div>
          <div className={classes['quiet']}>
            <RelativeTimeText at={decidedAt} />
          </div>
          {stateReason === null ? null : (
            <p className={classes['text']}>
              <bdi>{stateReason}</bdi>
            </p>
          )}
        </li>
      )}
      {events.length === 0 && decidedAt === null ? (
        <li className={classes['event']}>{t('channels.detail.noEvents')}</li>
      ) : null}
    </ol>
  );
}
