import { mirror } from '../../cache/mirror.ts';
import { customers } from './schema.ts';

export const customersMirror = mirror(customers, {
  indexes: {
    customers_by_created: ['createdAt'],
    customers_by_activity: ['lastActiveAt', 'role'],
  },
});
