import { useState } from 'react';

/**
 * What a drawer or a dialog is about: what it is opened for and, once it is closed, what that was, for as long as it slides out. A list has
 * to be the same one at each render.
 */
export function useLastShown<Id extends number | string | readonly number[]>(id: Id | null): Id | null {
  const [shown, setShown] = useState(id);
  if (id !== null && id !== shown) setShown(id);
  return id ?? shown;
}
