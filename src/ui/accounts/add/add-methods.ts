import type { FunctionComponent } from 'react';
import { IconDeviceMobile, IconKey, IconQrcode, type Icon } from '@tabler/icons-react';
import type { LabelKey } from '../../app/i18n.ts';
import type { AddMethodProps } from './add-method.ts';
import { PhoneSignIn } from './phone-sign-in.tsx';
import { QrSignIn } from './qr-sign-in.tsx';
import { SessionForm } from './session-form.tsx';

type AddMethod = {
  readonly id: string;
  readonly labelKey: LabelKey;
  readonly icon: Icon;
  readonly component: FunctionComponent<AddMethodProps>;
};

/** The ways to add accounts, in the order of their tabs. A new one is one line here. */
export const addMethods: readonly [AddMethod, ...AddMethod[]] = [
  { id: 'phone', labelKey: 'accounts:add.phoneTab', icon: IconDeviceMobile, component: PhoneSignIn },
  { id: 'qr', labelKey: 'accounts:add.qrTab', icon: IconQrcode, component: QrSignIn },
  { id: 'session', labelKey: 'accounts:add.sessionTab', icon: IconKey, component: SessionForm },
];
