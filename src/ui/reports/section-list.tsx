import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mostSections, type ReportSection } from '#contract/reports/report-content.ts';
import { SectionFields } from './section-fields.tsx';
import { sectionWords } from './section-words.ts';
import classes from './reports.module.css';

const fresh: Readonly<Record<ReportSection['kind'], ReportSection>> = {
  standard: { kind: 'standard', report: 'earnings', customerId: null },
  dashboard: { kind: 'dashboard', dashboard: 'platform', customerId: null, channelId: null, categories: [] },
  pivot: {
    kind: 'pivot',
    metric: 'revenue',
    rows: 'category',
    columns: null,
    granularity: 'month',
    filters: {},
  },
};
const kinds = ['standard', 'dashboard', 'pivot'] as const;

type SectionListProps = {
  readonly sections: readonly ReportSection[];
  readonly onChange: (sections: readonly ReportSection[]) => void;
};

/** The parts of a report in their order: added, moved, taken out. */
export function SectionList({ sections, onChange }: SectionListProps) {
  const { t } = useTranslation(['reports', 'analytics']);
  const swap = (at: number, other: number) => {
    const [one, two] = [sections[at], sections[other]];
    if (one === undefined || two === undefined) return;
    onChange(sections.map((section, index) => (index === at ? two : index === other ? one : section)));
  };
  return (
    <fieldset className={classes['sections']}>
      <legend>{t('editor.sections')}</legend>
      <ol className={classes['sectionList']}>
        {sections.map((section, at) => {
          const name = sectionWords(t, section);
          return (
            // Parts have no name of their own, and several may be alike.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at} className={classes['sectionRow']}>
              <SectionFields
                section={section}
                onChange={(changed) =>
                  onChange(sections.map((each, index) => (index === at ? changed : each)))
                }
              />
              <span className={classes['sectionActions']}>
                <ActionIcon
                  aria-label={t('sections.up', { name })}
                  disabled={at === 0}
                  onClick={() => swap(at, at - 1)}
                >
                  <IconArrowUp size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('sections.down', { name })}
                  disabled={at === sections.length - 1}
                  onClick={() => swap(at, at + 1)}
                >
                  <IconArrowDown size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('sections.remove', { name })}
                  onClick={() => onChange(sections.filter((_each, index) => index !== at))}
                >
                  <IconTrash size={15} aria-hidden />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ol>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            disabled={sections.length >= mostSections}
          >
            {t('sections.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...sections, fresh[kind]])}>
              {t(`sections.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  );
}
