import type { Icon } from '@tabler/icons-react';

/** A page, an action, a setting or a record as the palette, the shortcuts and their list know it. */
export type Command = {
  readonly id: string;
  readonly kind: 'page' | 'action' | 'setting' | 'record';
  readonly label: string;
  readonly keywords: string;
  /** The domain it belongs to. */
  readonly section: string;
  readonly icon: Icon;
  readonly shortcut: string | undefined;
  readonly run: () => void;
};
