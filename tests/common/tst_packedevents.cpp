#include "common/event/canonical.h"
#include "common/event/packedevents.h"

#include <QTest>

#include <random>

using namespace footfall;

namespace {

std::string canonical(const Event &event)
{
    std::string line;
    appendCanonical(line, event);
    return line;
}

}

class TestPackedEvents : public QObject {
    Q_OBJECT

    std::mt19937 m_random;

    std::string anyText()
    {
        // Few are as large as a block of memory.
        return std::string(m_random() % 3 == 0 ? 0 : m_random() % 200 == 0 ? 1 << 20 : m_random() % 50, char('a' + m_random() % 26));
    }
    Event anyEvent()
    {
        Event event;
        for (const EventAttribute &dimension : eventDimensions)
            event.*dimension.member = anyText();
        for (std::string Event::*member : {&Event::siteId, &Event::userId, &Event::eventId, &Event::importId})
            event.*member = anyText();
        event.props = m_random() % 2 ? R"({"k":1})" : "";
        event.timestamp = Timestamp(m_random()) * 1'000'000;
        event.receivedAt = Timestamp(m_random()) * 1'000'000;
        event.count = std::int32_t(m_random() % 1'000'000);
        return event;
    }

private slots:
    void initTestCase()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        m_random.seed(seed);
    }

    void everyEventComesBack()
    {
        PackedEvents packed;
        std::vector<std::string> lines;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 300; ++i) {
                const Event event = anyEvent();
                packed.add(event);
                lines.push_back(canonical(event));
                if (m_random() % 50 == 0) { // as of a frame that cannot be read to its end
                    const std::size_t kept = m_random() % (lines.size() + 1);
                    packed.removeFrom(kept);
                    lines.resize(kept);
                }
            }
            QCOMPARE(packed.size(), lines.size());
            for (std::size_t i = 0; i < lines.size(); ++i)
                QVERIFY(canonical(packed.all()[i].unpacked()) == lines[i]);
            if (round == 1) {
                packed.clear();
                lines.clear();
            }
        }
    }

    // What is left of a moved list is an empty one, and of use.
    void bothAreGoodAfterAMove()
    {
        PackedEvents first;
        const Event event = anyEvent(), other = anyEvent();
        first.add(event);
        PackedEvents second = std::move(first);
        first.add(other);
        QVERIFY(canonical(second.all()[0].unpacked()) == canonical(event));
        QVERIFY(canonical(first.all()[0].unpacked()) == canonical(other));
    }
};

QTEST_APPLESS_MAIN(TestPackedEvents)
#include "tst_packedevents.moc"
