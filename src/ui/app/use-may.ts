import { useQuery } from '@tanstack/react-query';
import { roleMay, type Permission } from '#contract/permissions.ts';
import { useTRPC } from './trpc.ts';

/** Whether the operator's role allows it. True until the role is known: the core decides in any case. */
export function useMay(permission: Permission): boolean {
  const trpc = useTRPC();
  const role = useQuery(trpc.system.about.queryOptions()).data?.operator.role;
  return role === undefined || roleMay(role, permission);
}
