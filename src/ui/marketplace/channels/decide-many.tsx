import { useState } from 'react';
import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#contract/errors.ts';
import type { ChannelId } from '#contract/ids.ts';
import {
  type ChannelDecision,
  channelDecisions,
  decisionRules,
} from '#contract/marketplace/channel-decisions.ts';
import { toConsoleError, useErrorText } from '../../app/errors.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { ProgressWithCancel } from '../../components/feedback/progress-with-cancel.tsx';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { type DecidedRow, DecidedRows } from './decided-rows.tsx';

type DecideManyProps = {
  readonly opened: boolean;
  readonly ids: readonly ChannelId[];
  readonly onClose: () => void;
};

/** Makes one decision about many channels, after showing what each of them will do; afterwards, what became of each. */
export function DecideMany(props: DecideManyProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const count = props.ids.length;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('channels.bulk.title', { count, number: integer(count) })}
      width={640}
    >
      <DecideForm {...props} />
    </Dialog>
  );
}

const tableHeight = 280;
/** So many are decided in one call: few enough to see how far it is. */
const atOnce = 50;

type Decisions = Parameters<ReturnType<typeof useTRPCClient>['channels']['decideMany']['mutate']>[0];
type Decided = Awaited<
  ReturnType<ReturnType<typeof useTRPCClient>['channels']['decideMany']['mutate']>
>[number];

function DecideForm({ ids, onClose }: DecideManyProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [decision, setDecision] = useState<ChannelDecision>('approve');
  const [reason, setReason] = useState('');
  // As it was when the dialog opened: who was faster meanwhile is told in the outcome.
  const preview = useQuery({
    ...trpc.channels.previewDecision.queryOptions({ ids: [...ids], decision }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const [done, setDone] = useState(0);
  const deciding = useMutation({
    mutationFn: async ({ channels, ...rest }: Decisions) => {
      const decided: Decided[] = [];
      for (let begin = 0; begin < channels.length; begin += atOnce) {
        setDone(begin);
        const part = channels.slice(begin, begin + atOnce);
        decided.push(...(await client.channels.decideMany.mutate({ ...rest, channels: part })));
      }
      return decided;
    },
    onSettled: refresh,
    onSuccess: settled,
  });
  const { to, needsReason } = decisionRules[decision];
  const rows = preview.data ?? [];
  const able = rows.filter(({ hindrance }) => hindrance === null);
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  if (deciding.data !== undefined) {
    const outcomes = deciding.data.map((row): DecidedRow => {
      const title = titles.get(row.id) ?? t('channels.channel', { id: row.id });
      if (row.decided) return { id: row.id, title, problem: null };
      const code = isErrorCode(row.code) ? row.code : 'UNEXPECTED';
      return { id: row.id, title, problem: errorText({ code, details: row.details }).message };
    });
    return <DecidedRows rows={outcomes} state={to} onClose={onClose} />;
  }
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (able.length === 0 || deciding.isPending) return;
        deciding.mutate({
          decision,
          ...(reason.trim() === '' ? {} : { reason }),
          channels: able.map(({ id, version }) => ({
            id,
            version,
            key: keyOf(`${id} ${version} ${decision} ${reason}`),
          })),
        });
      }}
    >
      <Select
        label={t('channels.bulk.which')}
        allowDeselect={false}
        data={channelDecisions.map((each) => ({ value: each, label: t(`channels.decisions.${each}`) }))}
        value={decision}
        onChange={(next) => setDecision(channelDecisions.find((each) => each === next) ?? decision)}
        data-autofocus
      />
      {needsReason ? (
        <Textarea
          label={t('channels.decide.reason')}
          description={t('channels.decide.reasonText')}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      {preview.data === undefined ? (
        <LoadingOrError read={preview} lines={4} variant="inline" />
      ) : (
        <>
          {able.length === rows.length ? null : (
            <p className={classes['text']}>
              {t('channels.bulk.refused', {
                count: rows.length - able.length,
                number: integer(rows.length - able.length),
              })}
            </p>
          )}
          <DataTable
            label={t('channels.bulk.preview')}
            maxHeight={tableHeight}
            columns={[{ label: t('channels.bulk.channel') }, { label: t('channels.bulk.preview') }]}
            rows={rows
              .toSorted((one, other) => Number(one.hindrance === null) - Number(other.hindrance === null))
              .map(({ id, title, state, hindrance }) => ({
                id,
                cells: [
                  <bdi key="title">{title}</bdi>,
                  hindrance === null
                    ? t('channels.bulk.will', { state: t(`channels.states.${to}`) })
                    : `${t('channels.bulk.wont', { state: t(`channels.states.${state}`) })} ${t(`channels.hindrance.${hindrance}`, { state: t(`channels.states.${state}`) })}`,
                ],
              }))}
          />
        </>
      )}
      {deciding.error === null ? null : (
        <ErrorState error={toConsoleError(deciding.error)} variant="inline" />
      )}
      {deciding.isPending ? (
        <ProgressWithCancel label={t('channels.bulk.deciding')} done={done} total={able.length} />
      ) : null}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('channels.bulk.cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={deciding.isPending}
          reason={preview.data !== undefined && able.length === 0 ? t('channels.bulk.noneCan') : null}
        >
          {t('channels.bulk.go', {
            decision: t(`channels.decisions.${decision}`),
            count: able.length,
            number: integer(able.length),
          })}
        </GuardedButton>
      </div>
    </form>
  );
}
