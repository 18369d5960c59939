// What channels, and the reasons why something did not arrive, are called.
import { ContactPoint_Channel } from "../../gen/watchbell/notification/v1/directory_pb";
import { Channel } from "../../gen/watchbell/notification/v1/notice_pb";
import type { Text } from "../../i18n";
import { isTextKey, type TextKey } from "../../i18n/dictionary";

export const kChannels: Partial<Record<Channel, TextKey>> = {
  [Channel.EMAIL]: "delivery.channel.email",
  [Channel.WEBHOOK]: "delivery.channel.app",
  [Channel.SMS]: "delivery.channel.sms",
  [Channel.VOICE]: "delivery.channel.voice",
  [Channel.PUSH]: "delivery.channel.push",
  [Channel.CONSOLE]: "delivery.channel.console",
  [Channel.FEED]: "delivery.channel.feed",
  [Channel.INTERCOM]: "delivery.channel.intercom",
};

/** Of a person's addresses. */
export const kAddresses: Partial<Record<ContactPoint_Channel, TextKey>> = {
  [ContactPoint_Channel.EMAIL]: "delivery.channel.email",
  [ContactPoint_Channel.SMS]: "delivery.channel.sms",
  [ContactPoint_Channel.VOICE]: "delivery.channel.voice",
  [ContactPoint_Channel.PUSH]: "delivery.channel.push",
};

/** A reason that has no words of ours is shown as the service writes it. */
export function attemptReason(t: Text["t"], reason: string): string {
  const key = `attempt.${reason}`;
  return isTextKey(key) ? t(key) : reason.toLowerCase().replaceAll("_", " ");
}
