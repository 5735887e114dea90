// Runs a fuzz target over its corpus without libFuzzer, so that each find of the past is tested
// with every build. Usage: fuzz_TARGET FOLDER
#include <QDir>
#include <QFile>

#include <cstdint>
#include <cstdio>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char *argv[])
{
    if (argc != 2)
        return 2;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QStringList names = folder.entryList(QDir::Files);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return 2;
        const QByteArray bytes = file.readAll();
        std::puts(qPrintable(name)); // the last one is the culprit
        std::fflush(stdout);
        // A copy of exactly that length, for the address sanitizer to guard.
        const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    return names.isEmpty() ? 2 : 0;
}
