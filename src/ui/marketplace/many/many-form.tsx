import type { ReactNode } from 'react';
import { Button, Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../../app/errors.ts';
import { DataTable, type DataTableContent } from '../../components/chart/data-table.tsx';
import { ProgressWithCancel } from '../../components/feedback/progress-with-cancel.tsx';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError, type Read } from '../../components/states/loading-or-error.tsx';
import classes from '../marketplace.module.css';

/** One of the records, and whether the change can be made of it. */
export type ManyRow = { readonly id: number; readonly able: boolean; readonly cells: readonly ReactNode[] };

type ManyFormProps<Choice extends string> = {
  /** Which change it shall be. */
  readonly label: string;
  readonly choices: readonly { readonly value: Choice; readonly label: string }[];
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
  /** Null where the change needs none. */
  readonly reason: {
    readonly label: string;
    readonly description: string;
    readonly value: string;
    readonly onChange: (reason: string) => void;
  } | null;
  /** Of what the change will do. */
  readonly preview: Read;
  /** Undefined while the preview is not there. */
  readonly rows: readonly ManyRow[] | undefined;
  readonly columns: DataTableContent['columns'];
  readonly previewLabel: string;
  readonly command: { readonly isPending: boolean; readonly error: unknown; readonly done: number };
  readonly commandLabel: string;
  /** Said when the change can be made of none of them. */
  readonly noneCan: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
};

const tableHeight = 280;

/** Chooses one change of many records, and shows what it will do to each before it is made: those that it cannot be made of first. */
export function ManyForm<Choice extends string>(props: ManyFormProps<Choice>) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const { choices, chosen, reason, rows, command } = props;
  const able = rows?.filter((row) => row.able).length ?? 0;
  const refused = (rows?.length ?? 0) - able;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (able > 0 && !command.isPending) props.onSubmit();
      }}
    >
      <Select
        label={props.label}
        allowDeselect={false}
        data={choices}
        value={chosen}
        onChange={(next) => props.onChoose(choices.find(({ value }) => value === next)?.value ?? chosen)}
        disabled={command.isPending}
        data-autofocus
      />
      {reason === null ? null : (
        <Textarea
          label={reason.label}
          description={reason.description}
          required
          maxLength={500}
          disabled={command.isPending}
          value={reason.value}
          onChange={(event) => reason.onChange(event.currentTarget.value)}
        />
      )}
      {rows === undefined ? (
        <LoadingOrError read={props.preview} lines={4} variant="inline" />
      ) : (
        <>
          {refused === 0 ? null : (
            <p className={classes['text']}>
              {t('many.refused', { count: refused, number: integer(refused) })}
            </p>
          )}
          <DataTable
            label={props.previewLabel}
            maxHeight={tableHeight}
            columns={props.columns}
            rows={rows.toSorted((one, other) => Number(one.able) - Number(other.able))}
          />
        </>
      )}
      {command.error === null ? null : <ErrorState error={toConsoleError(command.error)} variant="inline" />}
      {command.isPending ? (
        <ProgressWithCancel label={t('many.underWay')} done={command.done} total={able} />
      ) : null}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={props.onClose}>
          {t('many.cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={command.isPending}
          reason={rows !== undefined && able === 0 ? props.noneCan : null}
        >
          {props.commandLabel}
        </GuardedButton>
      </div>
    </form>
  );
}
