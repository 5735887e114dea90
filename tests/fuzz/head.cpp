// A request's line and headers, as they come from a socket: the same however they are cut into
// pieces, and never what Qt's parser could take for two requests.
#include "server/http/requesthead.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

using namespace footfall;
using namespace footfall::server;

namespace {

constexpr int maxLines = 100;

void checkHead(const RequestHead &head, QByteArrayView bytes)
{
    promise(std::count(bytes.begin(), bytes.end(), '\n') <= maxLines + 2, "there are no more lines than may be");
    const auto isControl = [](char c) { return uchar(c) < ' ' && c != '\t' && c != '\r' && c != '\n'; };
    promise(std::none_of(bytes.begin(), bytes.end(), isControl), "nothing hides behind a control character");
    promise(!head.method.isEmpty() && bytes.startsWith(QByteArray(head.method + ' ')), "the method is what stands first");
    const QByteArray lower = bytes.toByteArray().toLower();
    if (head.hasBody())
        promise(lower.contains(head.isChunked ? "\ntransfer-encoding:" : "\ncontent-length:"), "a body was announced");
    promise(head.contentLength.value_or(0) >= 0, "no length is negative");
    promise(!(head.isChunked && head.contentLength), "a body has one length");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = RequestHead::endIn(bytes, 0);
    const qsizetype pieces = std::min<qsizetype>(end < 0 ? bytes.size() : end, 64);
    for (qsizetype seen = 0; seen < pieces; ++seen)
        promise(RequestHead::endIn(bytes, seen) == end, "a head ends where it does, however it is cut");
    if (end < 0)
        return 0;
    promise(end <= bytes.size() && bytes[end - 1] == '\n', "a head ends with a line end");
    if (const auto head = RequestHead::read(bytes.first(end), maxLines))
        checkHead(*head, bytes.first(end));
    else
        promise(head.error().status >= 400 && head.error().body.contains("message"), "a refusal says why");
    return 0;
}
