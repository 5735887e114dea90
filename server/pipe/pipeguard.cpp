#include "server/pipe/pipeguard.h"

#include <QDebug>

#include <zmq_addon.hpp>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::size_t mostLogged = 100; // a stranger has as many keys as it likes

// The parts of a question: version, request, domain, address, identity, mechanism, credentials.
constexpr std::size_t requestPart = 1;
constexpr std::size_t addressPart = 3;
constexpr std::size_t mechanismPart = 5;
constexpr std::size_t keyPart = 6;

}

PipeGuard::PipeGuard(zmq::context_t &context, const PipeKeys &keys)
    : m_secret(keys.own.secret)
    , m_workers(keys.others.begin(), keys.others.end())
    , m_questions(context, zmq::socket_type::rep)
{
    m_questions.set(zmq::sockopt::linger, 0);
    m_questions.bind("inproc://zeromq.zap.01");
}

void PipeGuard::protect(zmq::socket_t &socket) const
{
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, zmq::buffer(m_secret));
    socket.set(zmq::sockopt::zap_domain, "footfall");
}

void PipeGuard::answerAll()
{
    std::vector<zmq::message_t> question;
    while (zmq::recv_multipart(m_questions, std::back_inserter(question), zmq::recv_flags::dontwait)) {
        const bool well = question.size() == keyPart + 1 && question[mechanismPart].to_string_view() == "CURVE"
            && isKnown(question[keyPart], QString::fromStdString(question[addressPart].to_string()));
        const std::string request = question.size() > requestPart ? question[requestPart].to_string() : std::string();
        const std::array<zmq::const_buffer, 6> answer {zmq::str_buffer("1.0"), zmq::buffer(request),
            well ? zmq::str_buffer("200") : zmq::str_buffer("400"), zmq::str_buffer(""), zmq::str_buffer(""),
            zmq::str_buffer("")}; // version, request, status, its text, user, metadata
        zmq::send_multipart(m_questions, answer, zmq::send_flags::dontwait);
        question.clear();
    }
}

bool PipeGuard::isKnown(const zmq::message_t &key, const QString &address)
{
    PipeKey bytes {};
    if (key.size() != bytes.size())
        return false;
    std::memcpy(bytes.data(), key.data(), bytes.size());
    if (m_workers.contains(bytes))
        return true;
    if (m_refused.size() < mostLogged && m_refused.insert(bytes).second)
        qWarning().noquote() << "pipe: refused a worker at" << address << "whose key is not in --pipe-worker-keys: public"
                             << QByteArray(key.data<char>(), qsizetype(key.size())).toHex();
    return false;
}

}
