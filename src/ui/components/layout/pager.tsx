import { Pagination } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumberFormats } from '../number/format-number.ts';

type PagerProps = {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Rows in all. */
  readonly total: number;
  readonly onPage: (page: number) => void;
};

/** The way through a list that comes in pages. Not there when one page holds all of it. */
export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const { t } = useTranslation('components');
  const { integer } = useNumberFormats();
  const pages = Math.ceil(total / pageSize);
  if (pages <= 1) return null;
  return (
    <Pagination
      total={pages}
      value={Math.min(page, pages)}
      onChange={onPage}
      size="sm"
      getItemProps={(number) => ({ 'aria-label': t('pager.page', { number: integer(number) }) })}
      getControlProps={(control) => ({
        'aria-label': t(control === 'next' ? 'pager.next' : 'pager.previous'),
      })}
    />
  );
}
