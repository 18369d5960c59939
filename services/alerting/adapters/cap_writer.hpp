// A CAP document as XML, and the feed that links to it.
#pragma once

#include <string>
#include <vector>

#include "services/alerting/adapters/xml_ptr.hpp"
#include "services/alerting/domain/cap/message.hpp"

namespace watchbell::alerting {

inline constexpr char kCapNamespace[] = "urn:oasis:names:tc:emergency:cap:1.2";
inline constexpr char kCapMediaType[] = "application/cap+xml";
inline constexpr char kAtomMediaType[] = "application/atom+xml";

// The same bytes for the same document.
XmlDocument CapXml(const v1::CapAlert& alert);

// Newest first, in the order given. `now` dates a feed without entries.
std::string CapFeed(const std::vector<v1::CapMessage>& messages, const cap::Settings& settings,
                    TimePoint now);

}  // namespace watchbell::alerting
