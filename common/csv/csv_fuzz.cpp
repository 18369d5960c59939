// Whatever a district uploads, reading ends within the limits and what was read can be written and read
// again.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "common/csv/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell::csv;
  constexpr Limits kSmall{.field_bytes_max = 32, .columns_max = 8};
  Reader reader(std::string_view(reinterpret_cast<const char*>(data), size), kSmall);
  Row row;
  for (auto read = reader.Next(row); read && *read; read = reader.Next(row)) {
    if (row.fields.size() > kSmall.columns_max) std::abort();
    std::stringstream file;
    Write(file, {"header"});  // so that a field which begins with a byte order mark is not the file's first
    Write(file, row.fields);
    Row again;
    Reader second(file, kSmall);
    if (!second.Next(again) || !second.Next(again).value_or(false) || again.fields != row.fields)
      std::abort();
  }
  return 0;
}
