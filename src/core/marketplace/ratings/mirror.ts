import { mirror } from '../../cache/mirror.ts';
import { ratings } from './schema.ts';

export const ratingsMirror = mirror(ratings, {
  without: ['comment'],
  indexes: { ratings_by_subject: ['subjectId', 'createdAt'], ratings_by_order: ['orderId'] },
});
