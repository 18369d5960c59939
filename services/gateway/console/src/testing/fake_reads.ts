// Who has read what, as each service of the fake gateway lists it.
import type { ReadAudit } from "../gen/watchbell/audit/v1/read_audit_pb";

interface Asked {
  aboutId: string;
  pageSize: number;
  pageToken: string;
}

/** Newest first; a page token is where the next page begins. */
export function readsPage(reads: ReadAudit[], { aboutId, pageSize, pageToken }: Asked) {
  const asked = reads.filter((read) => !aboutId || read.aboutId === aboutId);
  const end = Number(pageToken || 0) + pageSize;
  return { reads: asked.slice(end - pageSize, end), nextPageToken: asked.length > end ? String(end) : "" };
}
