import { Anchor } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/states/empty-state.tsx';
import type { PickedSubject } from '#contract/metrics/dashboards/dashboard.ts';
import classes from './analytics.module.css';
import { useFoundSubjects } from './subject-picker.tsx';

const titles = { editor: 'chooseEditor', advertiser: 'chooseAdvertiser', channel: 'chooseChannel' } as const;
const offered = 8;

type ChooseSubjectProps = {
  readonly kind: PickedSubject;
  readonly currency: string;
  readonly onChoose: (subject: number) => void;
};

/** Nobody is chosen yet: those with most are a click away. */
export function ChooseSubject({ kind, currency, onChoose }: ChooseSubjectProps) {
  const { t } = useTranslation('analytics');
  const { data } = useFoundSubjects(kind, offered, currency);
  return (
    <EmptyState icon={IconUserSearch} title={t(`subject.${titles[kind]}`)}>
      {data === undefined ? null : data.rows.length === 0 ? (
        t('subject.noneYet')
      ) : (
        <>
          <p>{t('subject.text')}</p>
          <ul className={classes['offered']}>
            {data.rows.map(({ keys: [id = ''] }) => (
              <li key={id}>
                <Anchor component="button" type="button" size="sm" onClick={() => onChoose(Number(id))}>
                  <bdi>{data.names[`${kind}:${id}`] ?? `#${id}`}</bdi>
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  );
}
