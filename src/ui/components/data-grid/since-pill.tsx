import { useTranslation } from 'react-i18next';
import type { Instant } from '#contract/time.ts';
import { NarrowingPill } from './narrowing-pill.tsx';

type SincePillProps = {
  /** What happened to the rows, and since when: `Opened since {{time}}`, already in words. */
  readonly text: (time: string) => string;
  readonly at: Instant;
  readonly onRemove: () => void;
};

/** Says that a list has only what is newer than an instant, as the overview leads to it; it can be taken away. */
export function SincePill({ text, at, onRemove }: SincePillProps) {
  const { i18n } = useTranslation('components');
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return <NarrowingPill text={text(time.format(at))} onRemove={onRemove} />;
}
