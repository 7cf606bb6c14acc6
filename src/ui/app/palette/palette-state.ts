import { create } from 'zustand';

/** Which of the frame's own dialogs is open. One at a time. */
type FrameDialog = 'palette' | 'shortcuts' | null;

export const useFrameDialog = create<{ readonly open: FrameDialog }>()(() => ({ open: null }));

export function openPalette(): void {
  useFrameDialog.setState({ open: 'palette' });
}

export function openShortcuts(): void {
  useFrameDialog.setState({ open: 'shortcuts' });
}

export function closeFrameDialog(): void {
  useFrameDialog.setState({ open: null });
}
