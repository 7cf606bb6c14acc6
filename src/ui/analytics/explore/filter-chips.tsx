import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useKeyLabel } from '../use-key-label.ts';
import type { ExploreSearch } from './explore-search.ts';
import classes from './explore.module.css';

type FilterChipsProps = {
  readonly query: ExploreQuery;
  readonly onChange: (change: Partial<ExploreSearch>) => void;
};

const filtered = ['category', 'role', 'country', 'channel', 'advertiser', 'editor'] as const;

/** What is let through, each with a button that takes the filter away. */
export function FilterChips({ query, onChange }: FilterChipsProps) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const { channel, advertiser, editor } = query.filters;
  const [only] = channel ?? [];
  const channelName = useQuery({
    ...trpc.channels.get.queryOptions({ id: only ?? 1 }),
    enabled: only !== undefined,
  }).data?.title;
  const nameOf = (customer: number | undefined) => ({
    ...trpc.marketplace.customer.queryOptions({ id: customer ?? 1 }),
    enabled: customer !== undefined,
  });
  const advertiserName = useQuery(nameOf(advertiser)).data?.name;
  const editorName = useQuery(nameOf(editor)).data?.name;
  const names: Record<string, string> = {
    ...(channelName === undefined ? {} : { [`channel:${only}`]: channelName }),
    ...(advertiserName === undefined ? {} : { [`advertiser:${advertiser}`]: advertiserName }),
    ...(editorName === undefined ? {} : { [`editor:${editor}`]: editorName }),
  };
  const labels = {
    category: useKeyLabel('category', names),
    role: useKeyLabel('role', names),
    country: useKeyLabel('country', names),
    channel: useKeyLabel('channel', names),
    advertiser: useKeyLabel('advertiser', names),
    editor: useKeyLabel('editor', names),
  };
  const chips = filtered.flatMap((name) => {
    const value = query.filters[name];
    if (value === undefined) return [];
    return [
      {
        name,
        text: [value]
          .flat()
          .map((key) => labels[name](String(key)))
          .join(', '),
      },
    ];
  });
  if (chips.length === 0) return null;
  return (
    <div className={classes['chips']} role="group" aria-label={t('explore.filters')}>
      {chips.map(({ name, text }) => (
        <Button
          key={name}
          size="compact-xs"
          variant="light"
          rightSection={<IconX size={12} aria-hidden />}
          aria-label={t('explore.remove', { what: `${t(`dimensions.${name}`)}: ${text}` })}
          onClick={() => onChange({ [name]: undefined })}
        >
          {t(`dimensions.${name}`)}: <bdi>{text}</bdi>
        </Button>
      ))}
    </div>
  );
}
