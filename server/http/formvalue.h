#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace footfall::server {

// The first `name=` of a query string, form-decoded ('+' is a space); nullopt: not there.
std::optional<QByteArray> formValue(const QByteArray &query, QByteArrayView name);

}
