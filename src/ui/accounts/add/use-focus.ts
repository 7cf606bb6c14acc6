import { useEffect, useRef, type RefObject } from 'react';

/** Puts the focus on an element when its step appears: there it is what one does next. */
export function useFocus<Field extends HTMLElement>(): RefObject<Field | null> {
  const field = useRef<Field>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
