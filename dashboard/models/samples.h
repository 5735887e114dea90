#pragma once

#include <QList>
#include <QtGlobal>

namespace footfall {

// One answer of the service, as a point of the live chart.
struct Sample {
    qint64 time = 0; // milliseconds since 1970, when the answer came
    qint64 views = 0;
    qint64 users = 0;
    bool operator==(const Sample &) const = default;
};

// The last samples in the order of time; a full one forgets its oldest.
class Samples {
public:
    explicit Samples(qsizetype capacity);

    // A sample no later than the last replaces it: the clock may have been set back.
    void add(const Sample &sample);
    void clear();

    bool isEmpty() const { return m_size == 0; }
    qsizetype size() const { return m_size; }
    const Sample &at(qsizetype i) const; // 0 is the oldest
    const Sample &last() const { return at(m_size - 1); }

    // From the last one at or before `time` (so that a line enters at the edge) to the newest.
    QList<Sample> since(qint64 time) const;

private:
    QList<Sample> m_ring;
    qsizetype m_first = 0;
    qsizetype m_size = 0;
};

// At most `most` of them that look the same as a line: of each stretch of time its lowest
// and highest by views, and the very first and last.
QList<Sample> thinned(const QList<Sample> &samples, qsizetype most);

}
