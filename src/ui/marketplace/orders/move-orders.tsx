import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';
import {
  type OrderMove,
  orderMoves,
  type PlainMoveName,
  plainMoveNames,
} from '#contract/marketplace/order-moves.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { Dialog } from '../../components/layout/dialog.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ManyForm } from '../many/many-form.tsx';
import { ManyOutcome } from '../many/many-outcome.tsx';
import { useManyCommand } from '../many/use-many-command.ts';
import { useCommandKey } from '../use-command-key.ts';

type MoveOrdersProps = {
  readonly opened: boolean;
  readonly ids: readonly OrderId[];
  readonly onClose: () => void;
};

/** Makes one move of many orders, after showing what each of them will do; afterwards, what became of each. */
export function MoveOrders(props: MoveOrdersProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const ids = useLastShown(props.opened ? props.ids : null) ?? props.ids;
  const count = ids.length;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('bulk.title', { count, number: integer(count) })}
      width={640}
    >
      <MoveForm {...props} ids={ids} />
    </Dialog>
  );
}

type Item = Parameters<
  ReturnType<typeof useTRPCClient>['marketplace']['moveOrders']['mutate']
>[0]['orders'][number];

function MoveForm({ ids, onClose }: MoveOrdersProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { keyOf, settled } = useCommandKey();
  const [move, setMove] = useState<PlainMoveName>('confirm');
  const [reason, setReason] = useState('');
  const preview = useQuery(trpc.marketplace.previewMove.queryOptions({ ids: [...ids], move }));
  const command = useManyCommand(
    (orders: readonly Item[]) =>
      client.marketplace.moveOrders.mutate({
        move,
        ...(reason.trim() === '' ? {} : { reason }),
        orders: [...orders],
      }),
    settled,
  );
  const { to, needsReason }: OrderMove = orderMoves[move];
  const able = (preview.data ?? []).filter(({ hindrance }) => hindrance === null);
  if (command.data !== undefined) {
    const moved = command.data.filter((row) => row.moved).length;
    return (
      <ManyOutcome
        summary={t('bulk.summary', { moved: integer(moved), number: integer(command.data.length) })}
        nameLabel={t('bulk.order')}
        changed={t('bulk.moved', { status: t(`statuses.${to}`) })}
        rows={command.data.map((row) => ({
          id: row.id,
          name: `#${row.id}`,
          refusal: row.moved ? null : row,
        }))}
        onClose={onClose}
      />
    );
  }
  return (
    <ManyForm
      label={t('bulk.which')}
      choices={plainMoveNames.map((name) => ({ value: name, label: t(`moves.${name}`) }))}
      chosen={move}
      onChoose={setMove}
      reason={
        needsReason
          ? {
              label: t('moves.reason'),
              description: t('moves.reasonText'),
              value: reason,
              onChange: setReason,
            }
          : null
      }
      preview={preview}
      previewLabel={t('bulk.preview')}
      columns={[
        { label: t('bulk.order') },
        { label: t('columns.price'), align: 'end' },
        { label: t('bulk.preview') },
      ]}
      rows={preview.data?.map(({ id, status, price, hindrance }) => ({
        id,
        able: hindrance === null,
        cells: [
          `#${id}`,
          <MoneyText key="price" money={price} />,
          hindrance === null
            ? t('bulk.will', { status: t(`statuses.${to}`) })
            : `${t('bulk.wont', { status: t(`statuses.${status}`) })}. ${t(`moves.hindrance.${hindrance}`, { status: t(`statuses.${status}`) })}`,
        ],
      }))}
      command={command}
      commandLabel={t('bulk.go', {
        move: t(`moves.${move}`),
        count: able.length,
        number: integer(able.length),
      })}
      noneCan={t('bulk.noneCan')}
      onSubmit={() =>
        command.mutate(
          able.map(({ id, version }) => ({ id, version, key: keyOf(`${id} ${version} ${move} ${reason}`) })),
        )
      }
      onClose={onClose}
    />
  );
}
