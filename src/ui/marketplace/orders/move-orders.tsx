import { useState } from 'react';
import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#contract/errors.ts';
import type { OrderId } from '#contract/ids.ts';
import {
  type OrderMove,
  orderMoves,
  type PlainMoveName,
  plainMoveNames,
} from '#contract/marketplace/order-moves.ts';
import { toConsoleError, useErrorText } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

type MoveOrdersProps = {
  readonly opened: boolean;
  readonly ids: readonly OrderId[];
  readonly onClose: () => void;
};

/** Makes one move of many orders, after showing what each of them will do; afterwards, what became of each. */
export function MoveOrders(props: MoveOrdersProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const count = props.ids.length;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('bulk.title', { count, number: integer(count) })}
      width={640}
    >
      <MoveForm {...props} />
    </Dialog>
  );
}

const tableHeight = 280;

function MoveForm({ ids, onClose }: MoveOrdersProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [move, setMove] = useState<PlainMoveName>('confirm');
  const [reason, setReason] = useState('');
  const preview = useQuery(trpc.marketplace.previewMove.queryOptions({ ids: [...ids], move }));
  const moving = useMutation(
    trpc.marketplace.moveOrders.mutationOptions({
      onSettled: refresh,
      onSuccess: settled,
    }),
  );
  const { to, needsReason }: OrderMove = orderMoves[move];
  const able = (preview.data ?? []).filter(({ hindrance }) => hindrance === null);
  if (moving.data !== undefined) {
    const moved = moving.data.filter((row) => row.moved).length;
    return (
      <div className={classes['form']}>
        <p className={classes['text']} role="status">
          {t('bulk.summary', { moved: integer(moved), number: integer(moving.data.length) })}
        </p>
        <DataTable
          label={t('bulk.results')}
          maxHeight={tableHeight}
          columns={[{ label: t('bulk.order') }, { label: t('bulk.result') }]}
          rows={moving.data.map((row) => ({
            id: row.id,
            cells: [
              `#${row.id}`,
              row.moved
                ? t('bulk.moved', { status: t(`statuses.${to}`) })
                : errorText({
                    code: isErrorCode(row.code) ? row.code : 'UNEXPECTED',
                    details: row.details,
                  }).message,
            ],
          }))}
        />
        <div className={classes['buttons']}>
          <Button onClick={onClose}>{t('bulk.close')}</Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (able.length === 0 || moving.isPending) return;
        moving.mutate({
          move,
          ...(reason.trim() === '' ? {} : { reason }),
          orders: able.map(({ id, version }) => ({
            id,
            version,
            key: keyOf(`${id} ${version} ${move} ${reason}`),
          })),
        });
      }}
    >
      <Select
        label={t('bulk.which')}
        allowDeselect={false}
        data={plainMoveNames.map((name) => ({ value: name, label: t(`moves.${name}`) }))}
        value={move}
        onChange={(next) => {
          const known = plainMoveNames.find((name) => name === next);
          if (known !== undefined) setMove(known);
        }}
        data-autofocus
      />
      {needsReason ? (
        <Textarea
          label={t('moves.reason')}
          description={t('moves.reasonText')}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      {preview.data === undefined ? (
        <LoadingOrError read={preview} lines={4} variant="inline" />
      ) : (
        <DataTable
          label={t('bulk.preview')}
          maxHeight={tableHeight}
          columns={[
            { label: t('bulk.order') },
            { label: t('columns.price'), align: 'end' },
            { label: t('bulk.preview') },
          ]}
          rows={preview.data.map(({ id, status, price, hindrance }) => ({
            id,
            cells: [
              `#${id}`,
              <MoneyText key="price" money={price} />,
              hindrance === null
                ? t('bulk.will', { status: t(`statuses.${to}`) })
                : `${t('bulk.wont', { status: t(`statuses.${status}`) })}. ${t(`moves.hindrance.${hindrance}`, { status: t(`statuses.${status}`) })}`,
            ],
          }))}
        />
      )}
      {moving.error === null ? null : <ErrorState error={toConsoleError(moving.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('bulk.cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={moving.isPending}
          reason={preview.data !== undefined && able.length === 0 ? t('bulk.noneCan') : null}
        >
          {t('bulk.go', { move: t(`moves.${move}`), count: able.length, number: integer(able.length) })}
        </GuardedButton>
      </div>
    </form>
  );
}
