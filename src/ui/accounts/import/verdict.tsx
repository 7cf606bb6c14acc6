import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconCopy } from '@tabler/icons-react';
import type { ImportRow, ImportVerdict } from '#contract/account-import.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const looks = {
  new: { tone: 'positive', icon: IconCircleCheck },
  returns: { tone: 'info', icon: IconArrowBackUp },
  'in-pool': { tone: 'neutral', icon: IconCopy },
  repeated: { tone: 'neutral', icon: IconCopy },
  malformed: { tone: 'critical', icon: IconCircleX },
} as const satisfies Record<ImportVerdict['kind'], { tone: Tone; icon: unknown }>;

/** What becomes of a row, and what there is to say about it, in words. */
export function useVerdictText(): (row: ImportRow) => string {
  const { t } = useTranslation('accounts');
  return useCallback(
    ({ verdict, warnings }) => {
      const words = (): string => {
        switch (verdict.kind) {
          case 'new':
            return t('import.verdict.new');
          case 'returns':
            return t('import.verdict.returns', { id: verdict.accountId });
          case 'in-pool':
            return t('import.verdict.inPool', { id: verdict.accountId });
          case 'repeated':
            return t('import.verdict.repeated', { row: verdict.row });
          case 'malformed':
            return t('import.verdict.malformed', { problem: verdict.problem });
          default:
            return exhaustive(verdict);
        }
      };
      return [words(), ...warnings.map((warning) => t(`import.warning.${warning}`))].join('. ');
    },
    [t],
  );
}

export function Verdict({ row }: { readonly row: ImportRow }) {
  const text = useVerdictText()(row);
  const { tone, icon } = looks[row.verdict.kind];
  const shownTone = tone === 'positive' && row.warnings.length > 0 ? 'caution' : tone;
  return (
    <span title={text}>
      <ToneBadge tone={shownTone} icon={icon} quiet>
        {text}
      </ToneBadge>
    </span>
  );
}
