// The watch list and one registry of the fake gateway.
import { create } from "@bufbuild/protobuf";
import { type ConnectRouter } from "@connectrpc/connect";
import { RegistryProgress_Stage as Stage, RegistryService } from "../gen/watchbell/visitor/v1/registry_pb";
import { RetirementProposalSchema, WatchlistEntrySchema } from "../gen/watchbell/visitor/v1/watchlist_pb";
import { ListEntriesRequest_Which as Which, WatchlistService } from "../gen/watchbell/visitor/v1/watchlist_service_pb";
import { type FakeState, listedPerson } from "./fake_state";

export function listRoutes(router: ConnectRouter, state: FakeState): void {
  const find = (id: string) => state.entries.find((one) => one.id === id) ?? listedPerson;
  router.service(WatchlistService, {
    getEntry: () => listedPerson,
    addEntry: (request) =>
      state.once(request.requestId, () => {
        const entry = Object.assign(request.entry ?? create(WatchlistEntrySchema), { id: request.requestId, school: request.school });
        state.entries = [...state.entries, entry];
        return entry;
      }),
    updateEntry: (request) => Object.assign(find(request.entryId), { expiresOn: request.entry?.expiresOn }),
    retireEntry: (request) =>
      Object.assign(find(request.entryId), {
        proposal: create(RetirementProposalSchema, { reason: request.reason, proposedBy: "person-1" }),
      }),
    approveRetirement: (request) => Object.assign(find(request.entryId), { retired: true }),
    rejectRetirement: (request) => Object.assign(find(request.entryId), { proposal: undefined }),
    listEntries: ({ which }) => ({
      entries: state.entries.filter(({ proposal, retired }) => !retired && (which !== Which.PROPOSED || proposal)),
    }),
    listRenewals: () => ({ entries: state.entries.filter(({ expired }) => expired) }),
  });
  router.service(RegistryService, {
    listRegistries: () => ({ registries: [{ id: "registry-1", school: "district", name: "State registry", owner: "State police" }] }),
    async *importRegistry({ dryRun }) {
      yield { stage: Stage.READING, done: 50, total: 100 };
      yield { stage: Stage.DONE, done: 100, total: 100, changes: { added: 3, changed: 2, retired: 1 }, version: dryRun ? 0 : 4 };
    },
  });
}
