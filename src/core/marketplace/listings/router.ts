import type { z } from 'zod';
import { listingsContract } from '#contract/marketplace/listing-contract.ts';
import type { CommandKey } from '#contract/outbox.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Caller } from '../../rpc/caller.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { blockDay } from '../channels/commands/block-day.ts';
import { channelCalendar } from '../channels/queries/channel-calendar.ts';
import { createListing } from './commands/create-listing.ts';
import { editListing, setListingState } from './commands/edit-listing.ts';
import { getListing } from './queries/get-listing.ts';
import { listingFacets } from './queries/listing-facets.ts';
import { listListings } from './queries/list-listings.ts';

/** The catalogue: queries read the local copy, commands happen once under their keys. */
export function listingsRouter(workspace: Workspace, cache: Cache) {
  const { create, edit, setState, blockDay: blocking } = listingsContract;

  const once = <Answer>(
    name: string,
    output: z.ZodType<Answer>,
    { key, caller }: { readonly key: CommandKey; readonly caller: Caller },
    work: (transaction: Transaction) => Promise<Answer>,
  ) => answerOnce(workspace, output, { command: `listings.${name}`, key, caller }, work);

  return implement(listingsContract, {
    list: ({ input }) => listListings(cache, input),
    get: ({ input }) => getListing(cache, input.id),
    facets: () => listingFacets(cache),
    calendar: ({ input }) => channelCalendar(cache, input),
    create: ({ input: { key, price, ...input }, caller }) =>
      once('create', create.output, { key, caller }, (transaction) => {
        const wanted = { ...input, priceMicros: BigInt(price) };
        return createListing(transaction, workspace, operatorActor(caller), wanted, new Date());
      }),
    edit: ({ input: { key, price, ...input }, caller }) =>
      once('edit', edit.output, { key, caller }, (transaction) => {
        const wanted = { ...input, priceMicros: BigInt(price) };
        return editListing(transaction, workspace, operatorActor(caller), wanted, new Date());
      }),
    setState: ({ input: { key, ...input }, caller }) =>
      once('setState', setState.output, { key, caller }, (transaction) =>
        setListingState(transaction, workspace, operatorActor(caller), input, new Date()),
      ),
    blockDay: ({ input: { key, ...input }, caller }) =>
      once('blockDay', blocking.output, { key, caller }, async (transaction) => {
        await blockDay(transaction, workspace, operatorActor(caller), input, new Date());
        return {};
      }),
  });
}
