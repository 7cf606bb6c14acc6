import { useTranslation } from 'react-i18next';
import type { Placement } from '#contract/placements.ts';
import classes from '../marketplace.module.css';

type Parts = NonNullable<Placement['checks'][number]['difference']>;

/** The ordered and the published text laid side by side: what is gone is struck out, what was added is underlined. */
export function TextDifference({ parts }: { readonly parts: Parts }) {
  const { t } = useTranslation('marketplace');
  return (
    <p
      className={`${classes['text'] ?? ''} ${classes['post'] ?? ''}`}
      dir="auto"
      role="group"
      aria-label={t('disputes.difference')}
    >
      {parts
        .map((part, index) => ({ ...part, index }))
        .map(({ kind, text, index }) =>
          kind === 'gone' ? (
            <del key={index}>{text}</del>
          ) : kind === 'added' ? (
            <ins key={index}>{text}</ins>
          ) : (
            <span key={index}>{text}</span>
          ),
        )}
    </p>
  );
}
