// Prints one line for every safety event of a district: time, fact, school, event id, and what is public of it. Of
// Watchbell it knows nothing but the protos.     usage: npm start -- [--nats URL] [--proto FOLDER]
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "nats";
import protobuf from "protobufjs";

const { nats: servers, proto: folder } = parseArgs({
  options: { nats: { type: "string", default: "127.0.0.1:14222" }, proto: { type: "string", default: "../../proto" } },
}).values;

// Takes out every field that the contract calls more than public: what we cannot name we cannot print.
function keepWhatIsPublic(space: protobuf.NamespaceBase) {
  for (const part of space.nestedArray) {
    if (part instanceof protobuf.Type) {
      const sensitive = part.fieldsArray.filter((field) => field.options?.["(policy.v1.field).class"] !== undefined);
      sensitive.forEach((field) => part.remove(field));
    }
    if (part instanceof protobuf.Namespace) keepWhatIsPublic(part);
  }
}

const descriptor = "google/protobuf/descriptor";
protobuf.common(`${descriptor}.proto`, createRequire(import.meta.url)(`protobufjs/${descriptor}.json`));
const contract = new protobuf.Root();
contract.resolvePath = (_, file) => join(folder, file);
const files = readdirSync(join(folder, "watchbell"), { recursive: true }).map(String);
contract.loadSync(files.filter((file) => file.endsWith(".proto")).map((file) => join("watchbell", file)));
keepWhatIsPublic(contract);

// Core NATS tells what happens while we listen, at most once. Whoever must not miss anything reads the stream instead.
const nats = await connect({ servers, name: "subscriber example", maxReconnectAttempts: -1 });
const events = nats.subscribe("watchbell.>");
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void nats.drain());
await nats.flush();
console.error(`listening on ${nats.getServer()}`);

for await (const { headers, data } of events) {
  // CloudEvents, binary mode: attributes in headers, the event itself in protobuf.
  const attribute = (name: string) => headers?.get(`ce-${name}`) ?? "";
  const [, school] = attribute("subject").split("/");
  const fact = attribute("type").split(".").at(-1);
  const type = contract.lookup(attribute("dataschema").replace("type.googleapis.com/", ""), protobuf.Type);
  const event = type instanceof protobuf.Type ? type.decode(data).toJSON() : {}; // newer than our protos
  delete event.meta;
  delete event.sealed;
  console.log(attribute("time"), fact, school, attribute("id"), JSON.stringify(event));
}
