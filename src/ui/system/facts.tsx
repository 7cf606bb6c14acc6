import { useTranslation } from 'react-i18next';
import { useLive } from '../app/live.ts';
import { CopyableText } from '../components/layout/copyable-text.tsx';
import { FactList } from '../components/layout/fact-list.tsx';
import { Section } from '../components/layout/section.tsx';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import type { About } from './about.ts';
import { formatBytes } from './format-bytes.ts';
import classes from './system.module.css';

type FactsProps = { readonly about: About };

export function ConsoleFacts({ about }: FactsProps) {
  const { t } = useTranslation('system');
  return (
    <Section title={t('facts.console')}>
      <FactList
        facts={[
          { label: t('facts.version'), value: about.version },
          { label: t('facts.shell'), value: t(`shell.${about.shell}`) },
          { label: t('facts.started'), value: <RelativeTimeText at={about.startedAt} /> },
          { label: t('facts.operator'), value: about.operator.name },
          { label: t('facts.role'), value: t(`roles.${about.operator.role}`) },
          { label: t('facts.workspace'), value: about.workspace.name },
          { label: t('facts.timeZone'), value: about.workspace.timeZone },
          {
            label: t('facts.dataDir'),
            value: <CopyableText value={about.dataDir} label={t('facts.dataDir')} monospace />,
          },
        ]}
      />
    </Section>
  );
}

export function DatabaseFacts({ about: { backend } }: FactsProps) {
  const { t, i18n } = useTranslation('system');
  const state = useLive((live) => live.backend);
  return (
    <Section title={t('facts.database')}>
      <FactList
        facts={[
          { label: t('facts.kind'), value: t(`backend.${backend.kind}`) },
          { label: t('facts.serverVersion'), value: backend.version ?? t('facts.notReached') },
          {
            label: t('facts.address'),
            value: <CopyableText value={backend.address} label={t('facts.address')} monospace />,
          },
          {
            label: t('facts.migration'),
            value: <span className={classes['code']}>{backend.migration ?? t('facts.notReached')}</span>,
          },
          {
            label: t('facts.size'),
            value:
              backend.sizeBytes === null
                ? t('facts.notReached')
                : formatBytes(backend.sizeBytes, i18n.language),
          },
          ...(state?.state === 'offline'
            ? [
                { label: t('facts.offlineSince'), value: <RelativeTimeText at={state.since} /> },
                { label: t('facts.problem'), value: state.problem },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

export function TelegramFacts({ about: { telegram } }: FactsProps) {
  const { t } = useTranslation('system');
  return (
    <Section title={t('facts.telegram')}>
      <FactList
        facts={[
          { label: t('facts.kind'), value: t(`telegram.${telegram.kind}`) },
          {
            label: t('facts.server'),
            value:
              telegram.server === null ? (
                t('facts.serverNone')
              ) : (
                <CopyableText value={telegram.server} label={t('facts.server')} monospace />
              ),
          },
        ]}
      />
      {telegram.kind === 'not-configured' ? <p className={classes['none']}>{t('facts.setUp')}</p> : null}
    </Section>
  );
}
