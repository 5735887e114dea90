#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace footfall::cli {

// The one form of an IP address, however a log writes it: with a port or without
// (192.0.2.1:40001, [2001:db8::1]:443), short or long, IPv4 mapped into IPv6 or not. IPv6 is
// written as in RFC 5952. nullopt: `text` is no address.
std::optional<std::string> canonicalAddress(std::string_view text);

// The port in address:port or host:port; nullopt: there is none.
std::optional<int> portOf(std::string_view text);

// The client among lists such as X-Forwarded-For has them: comma separated, the client before
// its proxies. It is the first public address of all lists in their order, else the first address;
// "-", "unknown" and other words are no addresses. Empty: there is none.
std::string clientOf(std::initializer_list<std::string_view> lists);

// shop.example, localhost, shop.example:443: the name in lower case without its port and without
// a dot at its end; an address in its one form. nullopt: `text` is no host's name.
std::optional<std::string> hostName(std::string_view text);

}
