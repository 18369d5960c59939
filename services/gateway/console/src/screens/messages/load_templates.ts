// The templates in use: the school's own, then the district's, page by page.
import type { CallOptions } from "@connectrpc/connect";
import type { Api } from "../../api/api";
import type { MessageTemplate } from "../../gen/watchbell/notification/v1/message_template_pb";

const kPageSize = 200;

export async function loadTemplates(templates: Api["templates"], school: string, options: CallOptions): Promise<MessageTemplate[]> {
  const all: MessageTemplate[] = [];
  let pageToken = "";
  do {
    const page = await templates.listTemplates({ school, pageSize: kPageSize, pageToken }, options);
    all.push(...page.templates);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return all.filter(({ retired }) => !retired);
}
