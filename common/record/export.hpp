// A report as a CSV file, in pieces: first how far the counting is, then the rows.
#pragma once

#include "common/report/sheet.hpp"
#include "common/rpc/server.hpp"

namespace watchbell {

inline constexpr std::size_t kExportPieceBytes = 32 * 1024;  // of a CSV file, in one message

using Sheet = std::vector<std::vector<std::string>>;

// `count`: (tell) -> Result<Sheet>, where tell(read, total) says how far it is and answers whether anybody
// still listens. `Piece` has csv, read and total.
template <class Piece, class Count>
void ExportSheet(rpc::Stream& stream, Count count) {
  Piece piece;
  Result<Sheet> sheet = count([&](std::int64_t read, std::int64_t total) {
    piece.set_read(read);
    piece.set_total(total);
    return stream.Send(piece);
  });
  if (!sheet) return stream.Finish(tl::unexpected<Error>(sheet.error()));
  for (auto& row : *sheet) {
    *piece.mutable_csv() += report::SheetRow(std::move(row));
    if (piece.csv().size() < kExportPieceBytes) continue;
    if (!stream.Send(piece)) return;
    piece.clear_csv();
  }
  if (!piece.csv().empty()) stream.Send(piece);
  stream.Finish({});
}

}  // namespace watchbell
