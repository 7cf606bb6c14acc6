import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoveChoice, OrderDetail } from '#contract/marketplace/order.ts';
import { isPlainMove, type PlainMoveName } from '#contract/marketplace/order-moves.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useMay } from '../../app/use-may.ts';
import { OpenDispute } from '../disputes/open-dispute.tsx';
import { DisputeLink } from '../disputes/dispute-link.tsx';
import classes from '../marketplace.module.css';
import { MoveDialog } from './move-dialog.tsx';

/** Every move there is, as buttons; what cannot be made now says why. */
export function OrderMoves({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const mayWrite = useMay('marketplace:write');
  const [move, setMove] = useState<PlainMoveName | 'dispute' | null>(null);
  // The operator decides by what was before them when they began to: what changes meanwhile is for the core to notice.
  const seen = useRef(order);
  if (move === null) seen.current = order;
  const why = ({ hindrance }: MoveChoice): string | null =>
    hindrance === null ? null : t(`moves.hindrance.${hindrance}`, { status: t(`statuses.${order.status}`) });
  if (!mayWrite) return null;
  return (
    <Section title={t('moves.title')}>
      <div className={classes['moves']} role="group" aria-label={t('moves.group')}>
        {order.moves.flatMap(({ move: name, hindrance }) =>
          isPlainMove(name) || name === 'dispute' ? (
            <GuardedButton
              key={name}
              size="xs"
              variant={hindrance === null ? 'light' : 'default'}
              reason={why({ move: name, hindrance })}
              onClick={() => setMove(name)}
            >
              {t(`moves.${name}`)}
            </GuardedButton>
          ) : (
            []
          ),
        )}
        {order.status === 'disputed' ? <DisputeLink orderId={order.id} /> : null}
      </div>
      <MoveDialog
        order={seen.current}
        move={move === 'dispute' ? null : move}
        onClose={() => setMove(null)}
      />
      <OpenDispute order={seen.current} opened={move === 'dispute'} onClose={() => setMove(null)} />
    </Section>
  );
}
