import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import {
  type ChannelDecision,
  channelDecisions,
  decisionRules,
} from '#contract/marketplace/channel-decisions.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { Dialog } from '../../components/layout/dialog.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ManyForm } from '../many/many-form.tsx';
import { ManyOutcome } from '../many/many-outcome.tsx';
import { useManyCommand } from '../many/use-many-command.ts';
import { useCommandKey } from '../use-command-key.ts';

type DecideManyProps = {
  readonly opened: boolean;
  readonly ids: readonly ChannelId[];
  readonly onClose: () => void;
};

/** Makes one decision about many channels, after showing what each of them will do; afterwards, what became of each. */
export function DecideMany(props: DecideManyProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const ids = useLastShown(props.opened ? props.ids : null) ?? props.ids;
  const count = ids.length;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('channels.bulk.title', { count, number: integer(count) })}
      width={640}
    >
      <DecideForm {...props} ids={ids} />
    </Dialog>
  );
}

type Item = Parameters<
  ReturnType<typeof useTRPCClient>['channels']['decideMany']['mutate']
>[0]['channels'][number];

function DecideForm({ ids, onClose }: DecideManyProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { keyOf, settled } = useCommandKey();
  const [decision, setDecision] = useState<ChannelDecision>('approve');
  const [reason, setReason] = useState('');
  // As it was when the dialog opened: who was faster meanwhile is told in the outcome.
  const preview = useQuery({
    ...trpc.channels.previewDecision.queryOptions({ ids: [...ids], decision }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const command = useManyCommand(
    (channels: readonly Item[]) =>
      client.channels.decideMany.mutate({
        decision,
        ...(reason.trim() === '' ? {} : { reason }),
        channels: [...channels],
      }),
    settled,
  );
  const { to, needsReason } = decisionRules[decision];
  const able = (preview.data ?? []).filter(({ hindrance }) => hindrance === null);
  if (command.data !== undefined) {
    const titles = new Map(preview.data?.map(({ id, title }) => [id, title]));
    const done = command.data.filter((row) => row.decided).length;
    return (
      <ManyOutcome
        summary={t('channels.bulk.summary', { done: integer(done), number: integer(command.data.length) })}
        nameLabel={t('channels.bulk.channel')}
        changed={t('channels.bulk.done', { state: t(`channels.states.${to}`) })}
        rows={command.data.map((row) => ({
          id: row.id,
          name: <bdi>{titles.get(row.id) ?? t('channels.channel', { id: row.id })}</bdi>,
          refusal: row.decided ? null : row,
        }))}
        onClose={onClose}
      />
    );
  }
  return (
    <ManyForm
      label={t('channels.bulk.which')}
      choices={channelDecisions.map((each) => ({ value: each, label: t(`channels.decisions.${each}`) }))}
      chosen={decision}
      onChoose={setDecision}
      reason={
        needsReason
          ? {
              label: t('channels.decide.reason'),
              description: t('channels.decide.reasonText'),
              value: reason,
              onChange: setReason,
            }
          : null
      }
      preview={preview}
      previewLabel={t('channels.bulk.preview')}
      columns={[{ label: t('channels.bulk.channel') }, { label: t('channels.bulk.preview') }]}
      rows={preview.data?.map(({ id, title, state, hindrance }) => ({
        id,
        able: hindrance === null,
        cells: [
          <bdi key="title">{title}</bdi>,
          hindrance === null
            ? t('channels.bulk.will', { state: t(`channels.states.${to}`) })
            : `${t('channels.bulk.wont', { state: t(`channels.states.${state}`) })} ${t(`channels.hindrance.${hindrance}`, { state: t(`channels.states.${state}`) })}`,
        ],
      }))}
      command={command}
      commandLabel={t('channels.bulk.go', {
        decision: t(`channels.decisions.${decision}`),
        count: able.length,
        number: integer(able.length),
      })}
      noneCan={t('channels.bulk.noneCan')}
      onSubmit={() =>
        command.mutate(
          able.map(({ id, version }) => ({
            id,
            version,
            key: keyOf(`${id} ${version} ${decision} ${reason}`),
          })),
        )
      }
      onClose={onClose}
    />
  );
}
