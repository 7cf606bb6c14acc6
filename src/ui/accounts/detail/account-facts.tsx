import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { CopyableText } from '../../components/layout/copyable-text.tsx';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ChannelCount } from './channel-count.tsx';
import { HealthBar } from '../standing/health-bar.tsx';

/** Who the account is and what is known of it. */
export function AccountFacts({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const facts = [
    {
      label: t('columns.phone'),
      value:
        account.phone === null ? (
          t('detail.unknown')
        ) : (
          <CopyableText value={account.phone} label={t('detail.thePhone')} />
        ),
    },
    {
      label: t('detail.username'),
      value:
        account.username === null ? (
          t('detail.none')
        ) : (
          <CopyableText value={`@${account.username}`} label={t('detail.theUsername')} />
        ),
    },
    { label: t('columns.health'), value: <HealthBar health={account.health} /> },
    { label: t('columns.joinedChannels'), value: <ChannelCount account={account} /> },
    {
      label: t('detail.lastChecked'),
      value: <RelativeTimeText at={account.lastCheckedAt} never={t('neverChecked')} />,
    },
    { label: t('detail.lastUsed'), value: <RelativeTimeText at={account.lastUsedAt} /> },
    { label: t('columns.addedAt'), value: <RelativeTimeText at={account.addedAt} /> },
    ...(account.floodWaitUntil === null
      ? []
      : [{ label: t('detail.floodWaitUntil'), value: <RelativeTimeText at={account.floodWaitUntil} /> }]),
  ];
  return (
    <Section title={t('detail.facts')}>
      <FactList facts={facts} />
    </Section>
  );
}
