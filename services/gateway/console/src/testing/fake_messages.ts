// Messages of the fake gateway: families need the administrator, and a text that names a student is not sent.
import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { AudiencePart_People, AudienceService, type TestList, TestListSchema } from "../gen/watchbell/notification/v1/audience_pb";
import { type Message, Message_State, MessageApproval, MessageSchema } from "../gen/watchbell/notification/v1/message_pb";
import { MessageService } from "../gen/watchbell/notification/v1/message_service_pb";
import { DeliveryReportService } from "../gen/watchbell/notification/v1/delivery_report_pb";
import { Channel } from "../gen/watchbell/notification/v1/notice_pb";
import { type MessageTemplate, MessageTemplateSchema, MessageTemplateService } from "../gen/watchbell/notification/v1/message_template_pb";
import { refusal } from "./fake_alarm";

const kStaff = 76;
const kFamilies = 940;

export class FakeMessages {
  messages: Message[] = [];
  templates: MessageTemplate[] = [];
  testLists: TestList[] = [];
}

export function messageRoutes(router: ConnectRouter, state: FakeMessages): void {
  const find = (id: string): Message => {
    const found = state.messages.find((one) => one.id === id);
    if (!found) throw new ConnectError("gone", Code.NotFound);
    return found;
  };
  const toFamilies = ({ content }: Message) =>
    content?.audience?.include.some(({ people }) => people === AudiencePart_People.FAMILIES) ?? false;
  router.service(AudienceService, {
    setTestList({ requestId, school, tag, staffIds }) {
      const id = state.testLists.find((one) => one.tag === tag)?.id ?? requestId;
      const list = create(TestListSchema, { id, school, tag, staffIds });
      state.testLists = [...state.testLists.filter((one) => one.id !== id), list];
      return list;
    },
    listTestLists: () => ({ testLists: state.testLists }),
    previewAudience({ audience }) {
      const families = audience?.include[0]?.people === AudiencePart_People.FAMILIES;
      return families ? { recipients: kFamilies, familyMembers: kFamilies, unreachable: 3 } : { recipients: kStaff, staff: kStaff };
    },
  });
  const writtenBy = "person-1";
  router.service(MessageTemplateService, {
    makeTemplate({ requestId: id, school, name, level, texts }) {
      const made = create(MessageTemplateSchema, { id, school, name, level, version: 1, texts: texts.map((text) => ({ text, writtenBy })) });
      state.templates = [...state.templates, made];
      return made;
    },
    reviewTemplate({ templateId, language, version }) {
      const template = state.templates.find(({ id }) => id === templateId)!;
      if (template.version !== version) throw refusal(Code.FailedPrecondition, "CHANGED", "Read it again.");
      for (const text of template.texts.filter((one) => one.text?.language === language)) text.reviewedBy = "person-1";
      return template;
    },
    // The district's are a page of their own, as they are there.
    listTemplates({ school, pageToken }) {
      const owner = pageToken || school;
      return { templates: state.templates.filter((one) => one.school === owner), nextPageToken: owner === "district" ? "" : "district" };
    },
    rehearseTemplates: () => ({
      texts: state.templates.flatMap(({ id: templateId, name, texts }) =>
        texts.map(({ text, reviewedBy }) => ({ templateId, name, language: text?.language, used: reviewedBy !== "" })),
      ),
    }),
  });
  router.service(DeliveryReportService, {
    getDeliveryReport: () => ({
      complete: true,
      rows: [
        {
          ...{ channel: Channel.SMS, recipients: { number: 940n }, reached: { number: 921n } },
          ...{ firstMs: 400, halfMs: 9_500, nearlyAllMs: 190_000 },
          reasons: [{ reason: "STOPPED", recipients: { hidden: true } }],
        },
      ],
    }),
    exportDeliveryReport: () => ({ csv: "channel,reached\nsms,921\n" }),
  });
  router.service(MessageService, {
    draftMessage({ requestId: id, school, content, kind, openingId }) {
      const message = create(MessageSchema, { id, school, content, kind, openingId, revision: 1, draftedAt: timestampNow() });
      message.state = Message_State.DRAFT;
      state.messages = [message, ...state.messages];
      return message;
    },
    checkMessage({ messageId }) {
      const message = find(messageId);
      const texts = (message.content?.texts ?? []).map(({ language, subject, body }) => ({ language, subject, body }));
      const named = texts.some(({ body }) => body.includes("Tommy"));
      return {
        texts,
        findings: named ? [{ reason: "STUDENT_NAMED", rule: "N9", blocking: true, remedy: "Leave out the student's name." }] : [],
        recipients: toFamilies(message) ? kFamilies : kStaff,
        needed: toFamilies(message) ? [MessageApproval.ADMINISTRATOR] : [],
      };
    },
    submitMessage({ messageId, typedSchool }) {
      const message = find(messageId);
      if (toFamilies(message) && typedSchool !== "Lincoln Elementary School")
        throw refusal(Code.FailedPrecondition, "SCHOOL_NOT_TYPED", "Type the school's name as it is shown.");
      message.state = toFamilies(message) ? Message_State.WAITING : Message_State.SENT;
      message.needed = toFamilies(message) ? [MessageApproval.ADMINISTRATOR] : [];
      return message;
    },
    approveMessage({ messageId }) {
      const message = find(messageId);
      message.state = Message_State.SENT;
      message.needed = [];
      return message;
    },
    returnMessage({ messageId, reason }) {
      const message = find(messageId);
      message.state = Message_State.DRAFT;
      message.returnedBecause = reason;
      return message;
    },
    cancelMessage({ messageId }) {
      const message = find(messageId);
      message.state = Message_State.CANCELLED;
      return message;
    },
    listMessages: ({ school }) => ({ messages: state.messages.filter((one) => one.school === school) }),
  });
}
