#pragma once

#include <tl/expected.hpp>

#include <QHash>
#include <QProcessEnvironment>
#include <QStringList>

#include <optional>

namespace footfall {

// One option. Its flag is `--name`, its environment variable FOOTFALL_NAME, its key in the
// INI file `name`; the first of these three that is present wins, then the default.
struct Option {
    enum class Kind {
        Text, // any string
        Switch, // no value; in the environment and the file: true|false|1|0
        Port, // 0-65535; 0 lets the system choose
        Count, // a whole number of at least 1
        Number, // a whole number, 0 too
        Bytes, // 4096, 64KiB, 10GiB, ...
        Choice, // one of `choices`
        List, // Text that may be given more than once; comma separated elsewhere
    };
    QString name;
    Kind kind = Kind::Text;
    QString placeholder; // what --help calls the value: DIR, URL, ...
    QString defaultValue;
    QString help;
    QStringList choices = {};
    // A rule of its own: why the value breaks it, empty if it does not. `isExposed`: other users
    // of the machine can read it where it stands. The value itself is never shown then.
    QString (*complaint)(const QString &value, bool isExposed) = nullptr;
};

// What a program was told, already checked: the accessors cannot fail. Immutable after
// parse(), so any thread may read it.
class Options {
public:
    // The program should print `text` (to stdout if code is 0, else to stderr) and exit.
    struct Exit {
        int code;
        QString text;
    };
    struct Program {
        QString name; // as typed: footfall-server
        QString summary; // one line
        QList<Option> options; // --config, --help and --version come by themselves
        QString arguments = {}; // "FILE..." if it takes positional arguments
    };

    // `arguments` without the program's name. --help and --version are an Exit of code 0,
    // an unknown flag or a bad value one of code 2 whose text names it.
    static tl::expected<Options, Exit> parse(const Program &program, const QStringList &arguments,
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

    // parse(), and on an Exit print and leave the process.
    static Options parseOrExit(const Program &program, const QStringList &arguments);

    QString text(const QString &name) const;
    QStringList list(const QString &name) const;
    bool isOn(const QString &name) const;
    quint16 port(const QString &name) const;
    qint64 number(const QString &name) const; // Count, Number, Bytes
    QStringList positional() const { return m_positional; }

private:
    QHash<QString, QStringList> m_values;
    QStringList m_positional;
};

// "10GiB" -> 10737418240. Suffixes B, KiB, MiB, GiB, TiB; none means bytes. nullopt: not a size.
std::optional<qint64> parseBytes(const QString &text);

}
