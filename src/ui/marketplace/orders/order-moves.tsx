import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoveChoice, OrderDetail } from '#contract/marketplace/order.ts';
import type { OrderMoveName } from '#contract/marketplace/order-moves.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useMay } from '../../app/use-may.ts';
import classes from '../marketplace.module.css';
import { MoveDialog } from './move-dialog.tsx';

/** Every move there is, as buttons; what cannot be made now says why. */
export function OrderMoves({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const mayWrite = useMay('marketplace:write');
  const [move, setMove] = useState<OrderMoveName | null>(null);
  // The operator decides by what was before them when they began to: what changes meanwhile is for the core to notice.
  const seen = useRef(order);
  if (move === null) seen.current = order;
  const why = ({ hindrance }: MoveChoice): string | null =>
    hindrance === null ? null : t(`moves.hindrance.${hindrance}`, { status: t(`statuses.${order.status}`) });
  if (!mayWrite) return null;
  return (
    <Section title={t('moves.title')}>
      <div className={classes['moves']} role="group" aria-label={t('moves.group')}>
        {order.moves.map((choice) => (
          <GuardedButton
            key={choice.move}
            size="xs"
            variant={choice.hindrance === null ? 'light' : 'default'}
            reason={why(choice)}
            onClick={() => setMove(choice.move)}
          >
            {t(`moves.${choice.move}`)}
          </GuardedButton>
        ))}
      </div>
      <MoveDialog order={seen.current} move={move} onClose={() => setMove(null)} />
    </Section>
  );
}
