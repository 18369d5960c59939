// What a tip is about, in the order in which the form asks.
import { Tip_Category } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kTipCategories: Record<Tip_Category, TextKey> = {
  [Tip_Category.UNSPECIFIED]: "tip.cat.other",
  [Tip_Category.THREAT]: "tip.cat.threat",
  [Tip_Category.FIREARM]: "tip.cat.firearm",
  [Tip_Category.WEAPON]: "tip.cat.weapon",
  [Tip_Category.BULLYING]: "tip.cat.bullying",
  [Tip_Category.CYBERBULLYING]: "tip.cat.cyberbullying",
  [Tip_Category.ABUSE]: "tip.cat.abuse",
  [Tip_Category.SELF_HARM]: "tip.cat.selfHarm",
  [Tip_Category.DRUGS]: "tip.cat.drugs",
  [Tip_Category.OTHER]: "tip.cat.other",
};

export const kAskedCategories = [
  ...[Tip_Category.THREAT, Tip_Category.FIREARM, Tip_Category.WEAPON, Tip_Category.BULLYING, Tip_Category.CYBERBULLYING],
  ...[Tip_Category.ABUSE, Tip_Category.SELF_HARM, Tip_Category.DRUGS, Tip_Category.OTHER],
];
