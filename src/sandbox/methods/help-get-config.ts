import { Api } from 'telegram/tl/index.js';
import type { SandboxMethod } from './method.ts';

/** Seconds a client may keep the configuration. */
const configLifetime = 3_600;

export const helpGetConfig: SandboxMethod = {
  request: 'help.GetConfig',
  open: true,
  answer: (_request, { addresses, dataCentre }) => {
    const now = Math.floor(Date.now() / 1000);
    return new Api.Config({
      date: now,
      expires: now + configLifetime,
      testMode: true,
      thisDc: dataCentre,
      dcOptions: addresses().map(({ id, host, port }) => new Api.DcOption({ id, ipAddress: host, port })),
      webfileDcId: dataCentre,
      ...limits,
    }).getBytes();
  },
};

/** Telegram's own values; nothing here depends on them. */
const limits = {
  dcTxtDomainName: '',
  chatSizeMax: 200,
  megagroupSizeMax: 200_000,
  forwardedCountMax: 100,
  onlineUpdatePeriodMs: 210_000,
  offlineBlurTimeoutMs: 5_000,
  offlineIdleTimeoutMs: 30_000,
  onlineCloudTimeoutMs: 300_000,
  notifyCloudDelayMs: 30_000,
  notifyDefaultDelayMs: 1_500,
  pushChatPeriodMs: 60_000,
  pushChatLimit: 2,
  editTimeLimit: 172_800,
  revokeTimeLimit: 2_147_483_647,
  revokePmTimeLimit: 2_147_483_647,
  ratingEDecay: 2_419_200,
  stickersRecentLimit: 200,
  channelsReadMediaPeriod: 604_800,
  callReceiveTimeoutMs: 20_000,
  callRingTimeoutMs: 90_000,
  callConnectTimeoutMs: 30_000,
  callPacketTimeoutMs: 10_000,
  meUrlPrefix: 'https://t.me/',
  captionLengthMax: 1_024,
  messageLengthMax: 4_096,
};
