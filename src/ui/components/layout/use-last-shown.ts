import { useState } from 'react';

/** What a drawer shows: its record and, once that is closed, the one it had until then, for as long as it slides out. */
export function useLastShown<Id extends number | string>(id: Id | null): Id | null {
  const [shown, setShown] = useState(id);
  if (id !== null && id !== shown) setShown(id);
  return id ?? shown;
}
