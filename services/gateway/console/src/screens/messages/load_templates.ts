// The templates in use: the school's own, and the district's for those who may read them there.
import { type CallOptions, Code, ConnectError } from "@connectrpc/connect";
import type { Api } from "../../api/api";
import type { MessageTemplate } from "../../gen/watchbell/notification/v1/message_template_pb";

const kPageSize = 200;
const kDistrict = "district";

export async function loadTemplates(templates: Api["templates"], school: string, options: CallOptions): Promise<MessageTemplate[]> {
  const of = async (where: string) => (await templates.listTemplates({ school: where, pageSize: kPageSize }, options)).templates;
  // Asked for first, so that both are on their way together.
  const shared = of(kDistrict).catch((error: unknown) => {
    // A role at one school reads that school's; its own templates are no less true for that.
    if (ConnectError.from(error).code === Code.PermissionDenied) return [];
    throw error;
  });
  return [...(await of(school)), ...(await shared)].filter(({ retired }) => !retired);
}
