import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#contract/ids.ts';
import { useLabels } from '../../app/i18n.ts';
import { Dialog } from '../../components/layout/dialog.tsx';
import { addMethods } from './add-methods.ts';
import classes from './add.module.css';

type AddAccountProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (id: AccountId) => void;
};

/** The dialog that adds accounts, one tab for each way. Leaving a tab or closing the dialog ends what it was doing. */
export function AddAccount({ opened, onClose, onAdded }: AddAccountProps) {
  const { t } = useTranslation('accounts');
  const label = useLabels();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('add.title')} width={560}>
      <Tabs
        defaultValue={addMethods[0].id}
        keepMounted={false}
        classNames={{
          panel: classes['panel'] ?? '',
          list: classes['tabs'] ?? '',
          tab: classes['tab'] ?? '',
        }}
      >
        <Tabs.List aria-label={t('add.methods')}>
          {addMethods.map(({ id, labelKey, icon: Icon }) => (
            <Tabs.Tab key={id} value={id} leftSection={<Icon size={16} stroke={1.7} aria-hidden />}>
              {label(labelKey)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {addMethods.map(({ id, component: Method }) => (
          <Tabs.Panel key={id} value={id}>
            <Method onClose={onClose} onOpenAccount={onAdded} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Dialog>
  );
}
