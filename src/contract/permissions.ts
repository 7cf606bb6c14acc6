/** What a procedure may require of the operator who calls it: a module and what is done to it. */
export const permissions = [
  'accounts:read',
  'accounts:check',
  'accounts:write',
  'analytics:annotate',
  'analytics:read',
  'analytics:sql',
  'exports:read',
  'exports:run',
  'disputes:decide',
  'finance:read',
  'finance:write',
  'marketplace:read',
  'marketplace:write',
  'reports:read',
  'reports:run',
  'settings:read',
  'settings:write',
  'sync:read',
  'sync:manage',
  'sync:send',
  'system:read',
  'vault:read',
  'vault:manage',
  'verification:review',
  'views:read',
  'views:write',
] as const;

export type Permission = (typeof permissions)[number];

export const roles = ['admin', 'finance', 'affiliate_manager', 'media_buyer', 'read_only'] as const;

export type Role = (typeof roles)[number];

const everyoneMay: readonly Permission[] = [
  'accounts:read',
  'analytics:annotate',
  'analytics:read',
  'exports:read',
  'exports:run',
  'finance:read',
  'marketplace:read',
  'reports:read',
  'reports:run',
  'settings:read',
  'sync:read',
  'sync:send',
  'system:read',
  'vault:read',
  'views:read',
  'views:write',
];

/** The permissions of each role. A permission that is not listed is refused. */
const permissionsOfRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(permissions),
  finance: new Set<Permission>([...everyoneMay, 'finance:write', 'verification:review']),
  affiliate_manager: new Set<Permission>([...everyoneMay, 'marketplace:write']),
  media_buyer: new Set<Permission>([...everyoneMay, 'accounts:check', 'marketplace:write']),
  read_only: new Set(everyoneMay),
};

export function roleMay(role: Role, permission: Permission): boolean {
  return permissionsOfRole[role].has(permission);
}
