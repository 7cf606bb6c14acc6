import { type Calendar, dayMs, hourMs } from './calendar.ts';
import { audience, type Channel } from './catalogue.ts';
import type { Random } from './random.ts';
import type { Value } from './copy/business-tables.ts';

const fineDays = 30;
const posts = 10;

/** When a channel was measured: daily at first, every six hours in the last thirty days. */
export function measuringTimes(channel: Channel, index: number, calendar: Calendar): number[] {
  if (channel.state === 'rejected' || channel.decidedAt === null) return [];
  const offset = (index % 60) * 60_000 + (index % 37) * 1_000;
  const fine = Math.floor((calendar.until - fineDays * dayMs) / dayMs) * dayMs;
  const times: number[] = [];
  for (let day = calendar.start; day < fine; day += dayMs) times.push(day + 3 * hourMs + offset);
  for (let hour = fine; hour <= calendar.until; hour += 6 * hourMs) times.push(hour + offset);
  const from = channel.decidedAt;
  return times.filter((time) => time > from && time <= calendar.until);
}

/** One row of `channel_metrics`. The last one is what the channel itself shows. */
export function measurement(
  channel: Channel,
  channelId: number,
  at: number,
  last: boolean,
  calendar: Calendar,
  random: Random,
): Value[] {
  const part = last ? 1 : audience(channel, at, calendar) * Math.exp(0.004 * random.normal());
  const views =
    Math.round(channel.averageViews * (last ? 1 : part * Math.exp(0.08 * random.normal()))) * posts;
  return [
    channelId,
    at,
    views,
    Math.round(channel.subscribers * part),
    posts,
    Math.round(views * random.between(0.002, 0.014)),
    Math.round(views * random.between(0.01, 0.05)),
    Math.round(views * random.between(0, 0.006)),
    Math.round((views / posts) * random.between(0.6, 0.8)),
  ];
}
