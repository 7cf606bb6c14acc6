import type { OrdersBehind } from '#contract/metrics/drill-down.ts';

/** What of the page of orders has to stand in its URL to show the orders behind a number. */
export function ordersSearch(behind: OrdersBehind): Readonly<Record<string, unknown>> {
  const { created, completed, statuses, categories, currency, channelId, advertiserId, editorId } = behind;
  return {
    ...(created === null ? {} : { created }),
    ...(completed === null ? {} : { completed }),
    ...(statuses.length === 0 ? {} : { status: statuses }),
    ...(categories.length === 0 ? {} : { category: categories }),
    ...(currency === null ? {} : { currency }),
    ...(channelId === null ? {} : { channel: channelId }),
    ...(advertiserId === null ? {} : { buyer: advertiserId }),
    ...(editorId === null ? {} : { seller: editorId }),
  };
}
