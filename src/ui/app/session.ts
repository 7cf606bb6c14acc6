import { create } from 'zustand';

/** Whether the console has told this page that it does not know it. */
export const useSession = create<{ readonly signedIn: boolean }>()(() => ({ signedIn: true }));

export function setSignedIn(signedIn: boolean): void {
  if (useSession.getState().signedIn !== signedIn) useSession.setState({ signedIn });
}
