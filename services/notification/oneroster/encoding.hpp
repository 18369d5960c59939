// The bytes of an export as UTF-8, in whatever encoding the district's machine wrote them.
#pragma once

#include <string>
#include <string_view>

namespace watchbell::notification::oneroster {

// UTF-16 is known by its byte order mark or by its zero bytes. A line that is no UTF-8 is Windows-1252, which
// Excel saves; the other lines stay what they are. No byte order mark, no zero bytes and no Ctrl-Z (the end
// of a DOS text) are left. Always valid UTF-8, with as many lines as the text has.
std::string Utf8Of(std::string_view text);

}  // namespace watchbell::notification::oneroster
