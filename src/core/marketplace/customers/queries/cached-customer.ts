import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Customer, customerSchema } from '#contract/marketplace/customer.ts';

export const customerColumns = sql`customers.id, customers.version, customers.name, customers.role, customers.state,
  customers.risk_score as riskScore, customers.country, customers.created_at as createdAt,
  customers.verified_at as verifiedAt, customers.last_active_at as lastActiveAt`;

export const customerRow: z.ZodType<Customer> = customerSchema;
