#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace footfall {

// Compression and checksums of a segment's streams. Each thread has a context of zstd's of its own.

// Appends `raw` as a zstd frame, or as it is where that is not smaller: then as many bytes as it has.
void appendCompressed(std::string &out, std::string_view raw);

// The `rawBytes` bytes that appendCompressed() made `stored` of. False: it is not so.
bool decompress(std::string_view stored, std::size_t rawBytes, std::string &raw);

// The lower half of XXH3-64: finds damage, not malice.
std::uint32_t checksum(std::string_view bytes);
bool isIntact(std::string_view bytes, std::uint32_t checksum);

}
