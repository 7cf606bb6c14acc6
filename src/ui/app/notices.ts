import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

export type NewNotice = {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly message: string;
  /** Path of the page where more is to be seen, e.g. `/accounts`. */
  readonly link?: string;
  /** What is reported. The same subject is listed once, also when several tabs see it. */
  readonly subject?: string;
};

export type Notice = NewNotice & { readonly id: string; readonly at: number; readonly read: boolean };

export const noticesKept = 100;

const storageKey = 'opsdeck.notices';

type Notices = { readonly notices: readonly Notice[] };

/** The notification centre's list, newest first. It outlives the page (localStorage) and keeps the last hundred. */
export const useNotices = create<Notices>()(
  persist<Notices>(() => ({ notices: [] }), {
    name: storageKey,
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);

/** Puts something into the notification centre. It does not interrupt: for that, show a toast as well. */
export function addNotice(notice: NewNotice): void {
  const added: Notice = { ...notice, id: crypto.randomUUID(), at: Date.now(), read: false };
  useNotices.setState(({ notices }) => withNotice(notices, added));
}

function withNotice(notices: readonly Notice[], added: Notice): Notices {
  const known = added.subject !== undefined && notices.some(({ subject }) => subject === added.subject);
  return { notices: known ? notices : [added, ...notices].slice(0, noticesKept) };
}

/** Follows the other tabs of this console. Returns what ends it. */
export function shareNoticesBetweenTabs(): () => void {
  window.addEventListener('storage', readOtherTabs);
  return () => window.removeEventListener('storage', readOtherTabs);
}

function readOtherTabs({ key }: StorageEvent): void {
  if (key === storageKey) void useNotices.persist.rehydrate();
}

export function markNoticeRead(id: string): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.map((notice) => (notice.id === id ? { ...notice, read: true } : notice)),
  }));
}

export function markAllNoticesRead(): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.map((notice) => (notice.read ? notice : { ...notice, read: true })),
  }));
}

export function clearNotices(): void {
  useNotices.setState({ notices: [] });
}

export function unreadCount({ notices }: Notices): number {
  return notices.reduce((count, notice) => count + (notice.read ? 0 : 1), 0);
}
