import { useState } from 'react';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelDetail } from '#contract/marketplace/channel.ts';
import type { ChannelDecision } from '#contract/marketplace/channel-decisions.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { DecideDialog } from './decide-dialog.tsx';

type Deciding = { readonly channel: ChannelDetail; readonly decision: ChannelDecision };

/** What can be done about a channel; what cannot says why. */
export function ChannelDecisions({ channel }: { readonly channel: ChannelDetail }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [opened, setOpened] = useState(false);
  const reading = useMutation(
    trpc.channels.readAgain.mutationOptions({
      onSettled: refresh,
      onSuccess: ({ problem }) => {
        settled();
        show(t(problem === null ? 'channels.detail.read' : 'channels.detail.readGone'));
      },
    }),
  );
  if (!useMay('marketplace:write')) return null;
  const { id, version, state } = channel;
  return (
    <Section title={t('channels.detail.what')}>
      <div className={classes['moves']} role="group" aria-label={t('channels.decide.group')}>
        {channel.decisions.map(({ decision, hindrance }) => (
          <GuardedButton
            key={decision}
            size="xs"
            variant={hindrance === null && decision === 'approve' ? 'filled' : 'default'}
            reason={
              hindrance === null
                ? null
                : t(`channels.hindrance.${hindrance}`, { state: t(`channels.states.${state}`) })
            }
            onClick={() => {
              setDeciding({ channel, decision });
              setOpened(true);
            }}
          >
            {t(`channels.decisions.${decision}`)}
          </GuardedButton>
        ))}
        <GuardedButton
          size="xs"
          variant="subtle"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={reading.isPending}
          onClick={() => reading.mutate({ key: keyOf(`read ${id} ${version}`), id })}
        >
          {t('channels.detail.readAgain')}
        </GuardedButton>
      </div>
      {reading.error === null ? null : <ErrorState error={toConsoleError(reading.error)} variant="inline" />}
      {deciding === null ? null : (
        <DecideDialog {...deciding} opened={opened} onClose={() => setOpened(false)} />
      )}
    </Section>
  );
}
