import { Api } from 'telegram/tl/index.js';
import type { CodeDelivery, SentCode } from '../../sign-in.ts';

export function readSentCode({ type, nextType, timeout }: Api.auth.SentCode): SentCode {
  return {
    delivery: deliveryOf(type),
    length: 'length' in type ? type.length : null,
    // GramJS gives null where its types say undefined.
    nextDelivery: nextType ? nextDeliveryOf(nextType) : null,
    resendAfterSeconds: timeout ?? null,
  };
}

function deliveryOf(type: Api.auth.TypeSentCodeType): CodeDelivery {
  if (type instanceof Api.auth.SentCodeTypeApp) return 'app';
  if (type instanceof Api.auth.SentCodeTypeSms) return 'sms';
  if (type instanceof Api.auth.SentCodeTypeSmsWord) return 'sms';
  if (type instanceof Api.auth.SentCodeTypeSmsPhrase) return 'sms';
  if (type instanceof Api.auth.SentCodeTypeCall) return 'call';
  if (type instanceof Api.auth.SentCodeTypeFlashCall) return 'flash_call';
  if (type instanceof Api.auth.SentCodeTypeMissedCall) return 'missed_call';
  if (type instanceof Api.auth.SentCodeTypeEmailCode) return 'email';
  if (type instanceof Api.auth.SentCodeTypeFragmentSms) return 'fragment';
  return 'other';
}

function nextDeliveryOf(type: Api.auth.TypeCodeType): CodeDelivery {
  if (type instanceof Api.auth.CodeTypeSms) return 'sms';
  if (type instanceof Api.auth.CodeTypeCall) return 'call';
  if (type instanceof Api.auth.CodeTypeFlashCall) return 'flash_call';
  if (type instanceof Api.auth.CodeTypeMissedCall) return 'missed_call';
  return 'fragment';
}
