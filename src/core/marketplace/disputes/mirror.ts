import { mirror } from '../../cache/mirror.ts';
import { disputes } from './schema.ts';

export const disputesMirror = mirror(disputes, {
  without: ['statement', 'explanation'],
  indexes: { disputes_by_order: ['orderId'], disputes_by_state: ['state', 'openedAt'] },
});
