// Words for the kinds of entries of the watch list.
import { WatchlistEntry_Kind } from "../../gen/watchbell/visitor/v1/watchlist_pb";
import type { TextKey } from "../../i18n/dictionary";

export const kEntryKinds: Record<WatchlistEntry_Kind, TextKey> = {
  [WatchlistEntry_Kind.UNSPECIFIED]: "desk.kind.other",
  [WatchlistEntry_Kind.BANNED]: "desk.kind.banned",
  [WatchlistEntry_Kind.TRESPASS]: "desk.kind.trespass",
  [WatchlistEntry_Kind.CUSTODY]: "desk.kind.custody",
  [WatchlistEntry_Kind.PROTECTIVE_ORDER]: "desk.kind.protective",
  [WatchlistEntry_Kind.STAFF_DISMISSED]: "desk.kind.dismissed",
  [WatchlistEntry_Kind.REGISTRY]: "desk.kind.registry",
};
