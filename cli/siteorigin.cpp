#include "cli/siteorigin.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace footfall::cli {

Result<QString> originOf(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    const bool isMore = !url.path().isEmpty() || url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty();
    if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty() || url.host().contains(u'*') || isMore) {
        return invalid(u"--origin: expected scheme://host[:port] without a path, such as https://shop.example, not '%1'"_s
                           .arg(text));
    }
    if ((url.scheme() == u"https" && url.port() == 443) || (url.scheme() == u"http" && url.port() == 80))
        url.setPort(-1);
    return url.toString(QUrl::FullyEncoded);
}

}
