#include "common/options.h"

#include "common/secretfile.h"

#include <QFileInfo>
#include <QSettings>
#include <QTextStream>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

using Kind = Option::Kind;

QString environmentName(const QString &option)
{
    return u"FOOTFALL_"_s + option.toUpper().replace(u'-', u'_');
}

// Why `value` is not one for this option; empty if it is.
QString complaint(const Option &option, const QString &value)
{
    bool ok = false;
    switch (option.kind) {
    case Kind::Text:
    case Kind::List:
        return {};
    case Kind::Switch:
        return QStringList {u"true"_s, u"false"_s, u"1"_s, u"0"_s}.contains(value)
            ? QString()
            : u"expected true or false"_s;
    case Kind::Port:
        value.toUShort(&ok);
        return ok ? QString() : u"expected a port, 0 to 65535"_s;
    case Kind::Count:
        return value.toLongLong(&ok) >= 1 && ok ? QString() : u"expected a whole number of at least 1"_s;
    case Kind::Number:
        return value.toLongLong(&ok) >= 0 && ok ? QString() : u"expected a whole number"_s;
    case Kind::Bytes:
        return parseBytes(value) ? QString() : u"expected a size such as 512MiB or 10GiB"_s;
    case Kind::Choice:
        return option.choices.contains(value) ? QString() : u"expected one of "_s + option.choices.join(u", "_s);
    }
    Q_UNREACHABLE();
}

QString helpText(const Options::Program &program, const QList<Option> &options)
{
    QString text;
    QTextStream out(&text);
    out << "Usage: " << program.name << " [options]"
        << (program.arguments.isEmpty() ? QString() : u' ' + program.arguments) << "\n\n"
        << program.summary << "\n\nOptions:\n";
    for (const Option &option : options) {
        QString flag = u"--"_s + option.name;
        if (option.kind != Kind::Switch)
            flag += u' ' + (option.kind == Kind::Choice ? option.choices.join(u'|') : option.placeholder);
        out << "  " << flag.leftJustified(30) << ' ' << option.help;
        if (!option.defaultValue.isEmpty())
            out << " (default " << option.defaultValue << ')';
        out << '\n';
    }
    out << "\nAn option may also be an environment variable (" << environmentName(u"config"_s)
        << " for --config) or a key in the file that --config names; flags win, then the environment.\n";
    return text;
}

}

std::optional<qint64> parseBytes(const QString &text)
{
    static constexpr std::pair<QStringView, int> suffixes[]
        = {{u"KiB", 10}, {u"MiB", 20}, {u"GiB", 30}, {u"TiB", 40}, {u"B", 0}};
    QStringView digits = text;
    int shift = 0;
    for (const auto &[suffix, bits] : suffixes) {
        if (!digits.endsWith(suffix))
            continue;
        digits.chop(suffix.size());
        shift = bits;
        break;
    }
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    if (!ok || number < 0 || number > (std::numeric_limits<qint64>::max() >> shift))
        return std::nullopt;
    return number << shift;
}

tl::expected<Options, Options::Exit> Options::parse(
    const Program &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    const QList<Option> options = program.options
        + QList<Option> {
            {u"config"_s, Kind::Text, u"FILE"_s, {}, u"Read options from an INI file"_s},
            {u"help"_s, Kind::Switch, {}, {}, u"Show this and exit"_s},
            {u"version"_s, Kind::Switch, {}, {}, u"Show the version and exit"_s},
        };
    const auto fail = [&](const QString &message) {
        return tl::unexpected(Exit {2, u"%1: %2\nTry '%1 --help'.\n"_s.arg(program.name, message)});
    };
    const auto find = [&](const QString &name) -> const Option * {
        const auto it = std::find_if(options.begin(), options.end(), [&](const Option &o) { return o.name == name; });
        return it == options.end() ? nullptr : &*it;
    };

    // Not QCommandLineParser: it cannot say which of two forms a value came from, and it
    // takes "-data" for eight short options.
    QHash<QString, QStringList> flags;
    Options result;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == u"--") {
            result.m_positional += arguments.mid(i + 1);
            break;
        }
        if (!argument.startsWith(u'-') || argument == u"-") {
            result.m_positional += argument;
            continue;
        }
        const QString flag = argument.section(u'=', 0, 0);
        const Option *option = flag.startsWith(u"--") ? find(flag.mid(2)) : nullptr;
        if (!option)
            return fail(u"unknown option %1"_s.arg(flag));
        const bool inlineValue = argument.size() > flag.size();
        if (option->kind == Kind::Switch) {
            flags[option->name] += inlineValue ? argument.mid(flag.size() + 1) : u"true"_s;
        } else if (inlineValue) {
            flags[option->name] += argument.mid(flag.size() + 1);
        } else if (i + 1 < arguments.size()) {
            flags[option->name] += arguments[++i];
        } else {
            return fail(u"%1: a value is missing"_s.arg(flag));
        }
    }
    if (flags.contains(u"help"_s))
        return tl::unexpected(Exit {0, helpText(program, options)});
    if (flags.contains(u"version"_s))
        return tl::unexpected(Exit {0, u"%1 %2\n"_s.arg(program.name, QStringLiteral(FOOTFALL_VERSION))});
    if (program.arguments.isEmpty() && !result.m_positional.isEmpty())
        return fail(u"unexpected argument %1"_s.arg(result.m_positional.first()));

    const auto fromEnvironment = [&](const Option &option) -> QStringList {
        const QString value = environment.value(environmentName(option.name));
        // FOOTFALL_VERSION names a release in many an image or unit file; it asks for nothing.
        if (value.isEmpty() || option.name == u"version" || option.name == u"help")
            return {};
        return option.kind == Kind::List ? value.split(u',') : QStringList {value};
    };

    const QStringList configFlag = flags.value(u"config"_s, fromEnvironment(*find(u"config"_s)));
    std::unique_ptr<QSettings> file;
    if (!configFlag.isEmpty()) {
        const QString path = configFlag.last();
        if (!QFileInfo(path).isReadable())
            return fail(u"--config: cannot read %1"_s.arg(path));
        file = std::make_unique<QSettings>(path, QSettings::IniFormat);
        file->allKeys(); // makes it read, so that status() can tell
        if (file->status() != QSettings::NoError)
            return fail(u"--config: %1 is not an INI file"_s.arg(path));
    }

    for (const Option &option : options) {
        bool isExposed = flags.contains(option.name);
        QString origin = u"--"_s + option.name;
        QStringList values = flags.value(option.name);
        if (values.isEmpty()) {
            values = fromEnvironment(option);
            origin = environmentName(option.name);
        }
        if (values.isEmpty() && file && file->contains(option.name)) {
            // QSettings splits at commas; only a List wants that.
            values = file->value(option.name).toStringList();
            if (option.kind != Kind::List)
                values = {values.join(u',')};
            origin = u"%1 in %2"_s.arg(option.name, file->fileName());
            isExposed = !readSecretFile(file->fileName());
        }
        for (const QString &value : values) {
            if (const QString why = complaint(option, value); !why.isEmpty())
                return fail(u"%1: %2, not '%3'"_s.arg(origin, why, value));
            if (const QString why = option.complaint ? option.complaint(value, isExposed) : QString(); !why.isEmpty())
                return fail(u"%1: %2"_s.arg(origin, why));
        }
        if (values.isEmpty() && !option.defaultValue.isEmpty())
            values = {option.defaultValue};
        if (option.kind != Kind::List && values.size() > 1)
            values = {values.last()};
        result.m_values.insert(option.name, values);
    }
    return result;
}

Options Options::parseOrExit(const Program &program, const QStringList &arguments)
{
    auto options = parse(program, arguments);
    if (options)
        return *options;
    QTextStream(options.error().code == 0 ? stdout : stderr) << options.error().text;
    std::exit(options.error().code);
}

QStringList Options::list(const QString &name) const
{
    Q_ASSERT_X(m_values.contains(name), "Options", qPrintable(name));
    return m_values.value(name);
}

QString Options::text(const QString &name) const
{
    const QStringList values = list(name);
    return values.isEmpty() ? QString() : values.last();
}

bool Options::isOn(const QString &name) const
{
    const QString value = text(name);
    return value == u"true" || value == u"1";
}

quint16 Options::port(const QString &name) const
{
    return text(name).toUShort();
}

qint64 Options::number(const QString &name) const
{
    return parseBytes(text(name)).value_or(0);
}

}
