// Audiences read from the directory in memory, from the district's own lists and from what was told of
// incidents.
#pragma once

#include "common/ledger/ledger.hpp"
#include "services/notification/adapters/audience.hpp"
#include "services/notification/adapters/group_directory.hpp"
#include "services/notification/desk/neighbours.hpp"
#include "services/notification/domain/messages/audience.hpp"
#include "services/notification/domain/messages/lists.hpp"
#include "services/notification/domain/notice.hpp"

namespace watchbell::notification {

// Thread-safe; what it is made of outlives it.
class DirectorySource : public AudienceSource {
 public:
  DirectorySource(const AudienceDirectory& directory, const GroupDirectory& classes,
                  ledger::Ledger<AudienceLists>& lists, ledger::Ledger<Notices>& notices,
                  Neighbours neighbours)
      : directory_(directory),
        classes_(classes),
        lists_(lists),
        notices_(notices),
        neighbours_(std::move(neighbours)) {}

  std::vector<std::string> Schools() const override;
  std::vector<v1::Person> At(const std::string& school, v1::Person::Kind kind) const override;
  std::optional<v1::Person> Find(const std::string& person_id) const override;
  std::vector<v1::Person> GuardiansOf(const std::string& student_id) const override;
  std::optional<v1::Group> Class(const std::string& class_id) const override;
  std::optional<v1::AudienceList> List(const std::string& school, v1::AudiencePart::Scope kind,
                                       const std::string& tag) const override;
  std::vector<std::string> VisitsInside(const std::string& school) const override;
  bool Barred(const std::string& student_id, const v1::Person& adult) const override;
  std::vector<std::string> NeighboursOf(const std::string& school) const override;
  std::vector<std::string> SchoolsOf(const std::string& incident_id) const override;

 private:
  const AudienceDirectory& directory_;
  const GroupDirectory& classes_;
  ledger::Ledger<AudienceLists>& lists_;
  ledger::Ledger<Notices>& notices_;
  const Neighbours neighbours_;
};

}  // namespace watchbell::notification
