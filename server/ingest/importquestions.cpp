#include "server/ingest/importquestions.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::size_t mostWaiting = 100;

}

void ImportQuestions::Question::answer(const Answer &answer)
{
    QMetaObject::invokeMethod(
        context, [reply = std::move(reply), answer] { reply.send(answer); }, Qt::QueuedConnection);
}

void ImportQuestions::ask(const Request &request, QObject *context, const Reply &reply)
{
    const auto import = importOf(request, "id");
    if (!import)
        return reply.send(Answer::error(import.error()));
    if (import->empty())
        return reply.send(Answer::error(400, u"Missing required parameter: id"_s));
    {
        const std::lock_guard lock(m_mutex);
        if (m_questions.size() < mostWaiting) {
            m_questions.push_back({*import, context, reply});
            m_wake.notify_one();
            return;
        }
    }
    reply.send(unavailable());
}

bool ImportQuestions::wait(const std::stop_token &stop, std::chrono::steady_clock::time_point until)
{
    std::unique_lock lock(m_mutex);
    return m_wake.wait_until(lock, stop, until, [this] { return !m_questions.empty(); }) && !stop.stop_requested()
        && std::chrono::steady_clock::now() < until;
}

std::vector<ImportQuestions::Question> ImportQuestions::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_questions, {});
}

Answer ImportQuestions::answerOf(const std::string &import, const ImportCounts &counts)
{
    return Answer::json("{\"import\":\"" + import
        + "\",\"counted\":" + std::to_string(counts.counted)
        + ",\"already_counted\":" + std::to_string(counts.alreadyCounted)
        + ",\"rejected\":" + std::to_string(counts.rejected) + '}');
}

Answer ImportQuestions::unavailable()
{
    return Answer::error({Error::Kind::Unavailable, u"PostgreSQL cannot be asked just now; try again"_s});
}

Result<std::string> importOf(const Request &request, const char *name)
{
    const auto value = request.parameter(name);
    if (!value)
        return std::string();
    if (!request.origin.isEmpty())
        return invalid(u"%1: not from a browser"_s.arg(QLatin1StringView(name)));
    const QUuid import(*value);
    if (import.isNull() || import.toByteArray(QUuid::WithoutBraces) != value->toLower())
        return invalid(u"%1: expected a UUID"_s.arg(QLatin1StringView(name)));
    return value->toLower().toStdString();
}

}
