import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCopyX,
  IconHourglass,
  IconKeyOff,
  IconLock,
  IconUserOff,
  IconWifiOff,
  type Icon,
} from '@tabler/icons-react';
import type { CheckOutcome, Standing } from '#contract/accounts.ts';
import type { Tone } from '../../components/tone/tone.ts';

export type StandingLook = { readonly tone: Tone; readonly icon: Icon };

/** How each standing, and each outcome of a check, looks everywhere. */
export const standingLooks: Readonly<Record<Standing | CheckOutcome, StandingLook>> = {
  unchecked: { tone: 'neutral', icon: IconCircleDashed },
  active: { tone: 'positive', icon: IconCircleCheck },
  limited: { tone: 'caution', icon: IconAlertTriangle },
  flood_wait: { tone: 'info', icon: IconHourglass },
  unauthorised: { tone: 'serious', icon: IconLock },
  banned: { tone: 'critical', icon: IconBan },
  deactivated: { tone: 'critical', icon: IconUserOff },
  revoked: { tone: 'serious', icon: IconKeyOff },
  duplicated: { tone: 'serious', icon: IconCopyX },
  unreachable: { tone: 'neutral', icon: IconWifiOff },
};
