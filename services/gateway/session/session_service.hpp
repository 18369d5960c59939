// SessionService: signing in, signing out, and who one is.
#pragma once

#include "common/rpc/server.hpp"
#include "services/gateway/session/demo_people.hpp"
#include "services/gateway/session/sessions.hpp"

namespace watchbell::gateway {

struct SessionServiceParts {
  Sessions& sessions;
  const identity::Roles& roles;
  const DemoPeople* demo_people;  // nullptr: nobody can sign in here
  bool secure_cookie;
};

// Everything must outlive the server.
void AddSessionService(rpc::Server& server, const SessionServiceParts& parts);

}  // namespace watchbell::gateway
