// The visitors of one school, inside or held at the desk, kept true by the feed.
import { useApi } from "../../api/api";
import { type Live, useLive } from "../../feed/use_live";
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";

const kPageSize = 500;
// A school with more visitors than this is not what the list is for.
const kPagesMax = 4;

export function useOnSite(school: string): Live<Visit[]> {
  const { visits } = useApi();
  return useLive(
    school && `visits:${school}`,
    async (options) => {
      const found: Visit[] = [];
      let pageToken = "";
      for (let page = 0; page < kPagesMax; page++) {
        const answer = await visits.listOnSite({ school, pageSize: kPageSize, pageToken }, options);
        found.push(...answer.visits);
        pageToken = answer.nextPageToken;
        if (!pageToken) break;
      }
      return found;
    },
    (hint) => hint.aggregate === "visit" && hint.school === school,
  );
}
