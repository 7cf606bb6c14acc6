import { Api } from 'telegram/tl/index.js';
import type { SandboxMethod } from './method.ts';

/** GramJS asks it to learn whether it is signed in. */
export const updatesGetState: SandboxMethod = {
  request: 'updates.GetState',
  open: false,
  answer: () =>
    new Api.updates.State({
      pts: 1,
      qts: 0,
      date: Math.floor(Date.now() / 1000),
      seq: 0,
      unreadCount: 0,
    }).getBytes(),
};
