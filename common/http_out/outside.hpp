// Which addresses are of the outside world: what nobody in the district's own networks answers to.
#pragma once

#include <sys/socket.h>

namespace watchbell::http {

// False for loopback, private, link-local, multicast and reserved addresses (the special-purpose registries
// of IANA), for IPv4 addresses of that kind inside IPv6 ones, and for everything that is no IP address.
bool IsOutside(const sockaddr* address);

}  // namespace watchbell::http
