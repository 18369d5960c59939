#include "services/visitor/domain/agency/agency_pages.hpp"

#include <algorithm>

#include "common/time/clock.hpp"
#include "services/visitor/domain/agency/agency_visit.hpp"

namespace watchbell::visitor {
namespace {

using v1::AgencyPage;
using v1::AgencyVisit;

const PersonIds& LadderOf(const AgencyVisit& visit, AgencyPage::Ladder ladder) {
  return ladder == AgencyPage::LADDER_COUNSEL ? visit.counsel_ids() : visit.administrator_ids();
}

}  // namespace

int RungOf(const AgencyVisit& visit, AgencyPage::Ladder ladder) {
  return visit.page().ladder() == ladder ? visit.page().rung() : 0;
}

int NextRung(const AgencyVisit& visit) {
  const int size = std::max(1, LadderOf(visit, visit.page().ladder()).size());
  return (visit.page().rung() + 1) % size;
}

PersonIds PagedAt(const AgencyVisit& visit, AgencyPage::Ladder ladder, int rung) {
  PersonIds paged;
  const auto& people = LadderOf(visit, ladder);
  if (rung < people.size()) *paged.Add() = people[rung];
  return paged;
}

void StartPaging(AgencyVisit& visit, AgencyPage::Ladder ladder, const google::protobuf::Timestamp& at) {
  auto& page = *visit.mutable_page();
  if (page.ladder() != ladder) page.Clear();
  page.set_ladder(ladder);
  page.set_asked(page.asked() + 1);
  page.clear_answered_by();
  const auto& step = ladder == AgencyPage::LADDER_COUNSEL ? visit.counsel_step() : visit.administrator_step();
  page.clear_next_at();
  if (page.asked() < kAsksMax)
    *page.mutable_next_at() = ToProto(FromProto(at) + std::chrono::seconds{step.seconds()});
}

}  // namespace watchbell::visitor
