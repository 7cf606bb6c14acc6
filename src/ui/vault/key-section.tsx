import { useTranslation } from 'react-i18next';
import type { VaultState } from '#contract/vault.ts';
import { CopyableText } from '../components/layout/copyable-text.tsx';
import { FactList } from '../components/layout/fact-list.tsx';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import panelPage from '../components/layout/panel-page.module.css';
import classes from './vault.module.css';

export function KeySection({ state }: { readonly state: VaultState }) {
  const { t } = useTranslation('vault');
  const { integer } = useNumberFormats();
  const { source } = state;
  return (
    <Section title={t('key.title')} description={t('key.description')}>
      <FactList
        facts={[
          { label: t('key.source'), value: t(`key.sources.${source.kind}`) },
          {
            label: t('key.place'),
            value: <CopyableText value={source.place} label={t('key.place')} monospace />,
          },
          { label: t('key.number'), value: integer(state.keyId) },
          { label: t('key.since'), value: <RelativeTimeText at={state.keyCreatedAt} /> },
          { label: t('key.secrets'), value: integer(state.secrets) },
        ]}
      />
      {source.notice === null ? null : <p className={classes['caution']}>{source.notice}</p>}
      <p className={panelPage['text']}>{t(`key.backup.${source.kind}`)}</p>
    </Section>
  );
}
