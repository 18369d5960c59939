// A district of two schools in OneRoster 1.1, for tests.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "services/notification/oneroster/import.hpp"

namespace watchbell::notification::oneroster {

// A family of two children at two schools, their mother, a teacher and the superintendent.
inline Files Family() {
  return {{"orgs.csv",
           "sourcedId,status,name,type,identifier\n"
           "d,,Harbor District,district,\n"
           "s1,,Lincoln Elementary School,school,lincoln-es\n"
           "s2,,Harbor Middle School,school,\n"},
          {"users.csv",
           "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email,sms,phone,"
           "agentSourcedIds,metadata.language\n"
           "t1,,true,\"s2,s1\",teacher,Tom,Teacher,t@schools.example,,203-555-0101,,\n"
           "a1,,true,d,administrator,Sue,Super,,,,,\n"
           "c1,,true,s1,student,Ana,Silva,,,,g1,\n"
           "c2,,true,s2,student,Rui,Silva,,,,,\n"
           "g1,,true,s1,guardian,Eva,Silva,eva@families.example,203 555 0102,203 555 0103,c2,pt\n"},
          {"enrollments.csv", "sourcedId,schoolSourcedId,userSourcedId,role\ne1,s1,c1,student\n"},
          {"demographics.csv", "sourcedId,birthDate\nc1,2018-05-06\nt1,1980-01-01\n"}};
}

inline const v1::Person& Named(const ImportOutcome& outcome, std::string_view sourced_id) {
  for (const auto& person : outcome.people)
    if (person.id() == PersonId(sourced_id)) return person;
  throw std::out_of_range(std::string{sourced_id});
}

// "users.csv:7:email: is no mail address; it is left out"
inline std::vector<std::string> Said(const std::vector<v1::ImportError>& errors) {
  std::vector<std::string> said;
  for (const auto& error : errors)
    said.push_back(error.file() + ":" + std::to_string(error.line()) + ":" + error.column() + ": " +
                   error.problem());
  return said;
}

// What refuses the whole import.
inline std::vector<std::string> Problems(const Files& files) { return Said(ReadFiles(files).errors); }
// What is left out of it; that something refuses it is among it.
inline std::vector<std::string> LeftOut(const Files& files) {
  const auto outcome = ReadFiles(files);
  auto said = Said(outcome.left_out);
  for (const auto& refused : Said(outcome.errors)) said.push_back("REFUSED " + refused);
  return said;
}

inline Files With(const std::string& file, const std::string& row) {
  Files files = Family();
  files[file] += row;
  return files;
}

}  // namespace watchbell::notification::oneroster
