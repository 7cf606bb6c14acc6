import { NarrowingPill } from '../components/data-grid/narrowing-pill.tsx';

export type Narrowing = { readonly key: string; readonly text: string; readonly onRemove: () => void };

/** What else a list is narrowed to, as a number elsewhere leads to it: each part can be taken away. */
export function NarrowingPills({ parts }: { readonly parts: readonly (Narrowing | null)[] }) {
  return parts
    .filter((part) => part !== null)
    .map(({ key, text, onRemove }) => <NarrowingPill key={key} text={text} onRemove={onRemove} />);
}
