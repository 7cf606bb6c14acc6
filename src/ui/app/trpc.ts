import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#contract/router-type.ts';

/** The typed way from a component to the core: `const trpc = useTRPC(); useQuery(trpc.accounts.list.queryOptions(…))`. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
