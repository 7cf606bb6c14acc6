import type { Icon } from '@tabler/icons-react';

/** A page or an action as the palette, the shortcuts and their list know it. */
export type Command = {
  readonly id: string;
  readonly kind: 'page' | 'action';
  readonly label: string;
  readonly keywords: string;
  /** The domain it belongs to. */
  readonly section: string;
  readonly icon: Icon;
  readonly shortcut: string | undefined;
  readonly run: () => void;
};
