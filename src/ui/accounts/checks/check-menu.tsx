import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountFilter } from '#contract/accounts.ts';
import { useAwayReason } from '../../app/use-away.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { usePoolCheckReason } from './use-pool-check.ts';
import { useStartCheck } from './use-start-check.ts';

type CheckMenuProps = {
  readonly filter: AccountFilter;
  readonly filtered: boolean;
  /** How many accounts match the filter; undefined while it is not known. */
  readonly matching: number | undefined;
  readonly poolTotal: number | undefined;
};

const wholePool: AccountFilter = { search: '', standings: [], labels: [], full: false, changedSince: null };

/** Checks the pool, or with a filter what matches it; the words say which and how many. */
export function CheckMenu({ filter, filtered, matching, poolTotal }: CheckMenuProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const start = useStartCheck();
  const reason = usePoolCheckReason(poolTotal);
  const away = useAwayReason();
  const check = (of: AccountFilter) => start.mutate({ selection: { kind: 'filter', filter: of } });
  const all =
    poolTotal === undefined
      ? t('check.allUnknown')
      : t('check.all', { count: poolTotal, number: integer(poolTotal) });
  if (!filtered) {
    return (
      <GuardedButton
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        loading={start.isPending}
        reason={reason}
        onClick={() => check(wholePool)}
      >
        {all}
      </GuardedButton>
    );
  }
  const count = matching ?? 0;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          loading={start.isPending}
        >
          {t('check.check')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={count === 0 || away !== null} onClick={() => check(filter)}>
          {t('check.matching', { count, number: integer(count) })}
        </Menu.Item>
        <Menu.Item
          disabled={reason !== null || away !== null}
          onClick={() => check(wholePool)}
          {...(reason === null ? {} : { title: reason })}
        >
          {all}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
