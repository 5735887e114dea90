#pragma once

#include <string>
#include <string_view>

namespace footfall {

// As hosts are compared: "Www.Shop.example" is "shop.example", and so is "shop.example.".
std::string plainHost(std::string_view host);

// The plain host of a referrer, with or without a scheme; an app's name for android-app://name/. Empty:
// there is none.
std::string hostOf(std::string_view referrer);

// A referrer as it is kept: scheme, host and path, so https://host/path. Never its query or fragment, which
// may be secrets (/reset?token=...), nor user and password; a port only where it is not the scheme's own.
// The path is as normalizedPath() has it, and "/" if there is none. Without a scheme, host/path is that,
// and a text that is no URL stays one. Nothing remains of what names no host: file:///home/..., /path, a
// host of over 255 bytes. At most 2048 bytes if `referrer` has no more; of its result it is the same again.
std::string normalizedReferrer(std::string_view referrer);

}
