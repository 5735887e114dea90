#pragma once

#include "common/options.h"
#include "common/result.h"

#include <array>
#include <optional>
#include <vector>

namespace footfall {

// The keys of the pipe's CURVE (Curve25519, as ZeroMQ has it), and their files: docs/protocol.md.
using PipeKey = std::array<std::uint8_t, 32>;

struct PipeKeyPair {
    PipeKey secret;
    PipeKey publicKey;
};

// What one end of the pipe needs: its own pair, and the public keys of those it talks to.
struct PipeKeys {
    PipeKeyPair own;
    std::vector<PipeKey> others;
};

PipeKeyPair newPipeKeyPair();

// What their files say. `name` is for people: whose the key is.
QByteArray secretKeyText(const PipeKeyPair &pair, const QString &name);
QByteArray publicKeyText(const PipeKeyPair &pair, const QString &name);

// Errors name the file and the rule, and never show what is in it.
Result<PipeKeyPair> readSecretPipeKey(const QString &path);
Result<std::vector<PipeKey>> readPublicPipeKeys(const QString &path); // one at least

// Those of --pipe-key and of the list option `others`; none if neither is given. An error
// names the option.
Result<std::optional<PipeKeys>> readPipeKeys(const Options &options, const QString &others);

}
