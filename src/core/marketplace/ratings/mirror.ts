import { mirror } from '../../cache/mirror.ts';
import { ratings } from './schema.ts';

export const ratingsMirror = mirror(ratings, {
  indexes: {
    ratings_by_subject: ['subjectId', 'createdAt'],
    ratings_by_author: ['authorId'],
    ratings_by_order: ['orderId'],
  },
});
