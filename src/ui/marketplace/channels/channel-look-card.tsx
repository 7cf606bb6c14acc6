import { useTranslation } from 'react-i18next';
import type { ChannelLook } from '#contract/marketplace/channel.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';

/** What Telegram says of a channel, before anything is saved. */
export function ChannelLookCard({ look }: { readonly look: ChannelLook }) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const orUnknown = (value: number | null) =>
    value === null ? t('channels.adding.unknown') : integer(value);
  return (
    <Section title={t('channels.adding.preview')}>
      <p className={classes['eventTitle']}>
        <bdi>{look.title}</bdi>
      </p>
      {look.isVerified ? <ToneBadge tone="info">{t('channels.adding.verified')}</ToneBadge> : null}
      {look.isScam ? <ToneBadge tone="critical">{t('channels.adding.scam')}</ToneBadge> : null}
      <p className={classes['description']} dir="auto">
        {look.description === '' ? t('channels.adding.noDescription') : look.description}
      </p>
      <FactList
        facts={[
          { label: t('channels.detail.address'), value: `@${look.username}` },
          { label: t('channels.adding.subscribers'), value: orUnknown(look.subscribers) },
          { label: t('channels.adding.views'), value: orUnknown(look.averageViews) },
        ]}
      />
    </Section>
  );
}
