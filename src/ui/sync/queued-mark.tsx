import { IconClockUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#contract/ids.ts';
import { useTRPC } from '../app/trpc.ts';
import { toneColours } from '../components/tone/tone.ts';
import { ToneBadge } from '../components/tone/tone-badge.tsx';
import classes from './sync.module.css';

/** Beside something that was changed while the database was away. */
export function QueuedMark() {
  const { t } = useTranslation('sync');
  return (
    <span className={classes['mark']}>
      <ToneBadge tone="info" icon={IconClockUp}>
        {t('outbox.states.waiting')}
      </ToneBadge>
    </span>
  );
}

/** Where a note is shown of which the operator’s own text waits for a decision: the way there. */
export function NoteToDecide({ id }: { readonly id: AccountId }) {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const entries = useQuery(trpc.sync.outbox.queryOptions()).data ?? [];
  const waits = entries.some(
    ({ state, change }) => state === 'conflict' && change.kind === 'note' && change.account === id,
  );
  if (!waits) return null;
  return (
    <p className={classes['toDecide']} style={{ color: toneColours('serious').text }} role="alert">
      {t('conflict.inNote')} <Link to="/data">{t('conflict.open')}</Link>
    </p>
  );
}
