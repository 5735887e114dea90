#include "server/ingest/textsearch.h"

namespace footfall::server {

TextSearch::TextSearch(const std::vector<std::string> &texts)
    : m_texts(texts.size())
{
    for (const std::string &text : texts) {
        for (const unsigned char byte : text) {
            if (!m_kind[byte])
                m_kind[byte] = std::uint16_t(m_kinds++);
        }
    }
    const auto addNode = [&] {
        m_nodes.emplace_back();
        m_next.resize(m_nodes.size() * m_kinds);
        return int(m_nodes.size()) - 1;
    };
    addNode();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        int node = 0;
        for (const unsigned char byte : texts[i]) {
            if (!next(node, byte)) {
                const int added = addNode(); // moves what next() refers to
                next(node, byte) = added;
            }
            node = next(node, byte);
        }
        m_nodes[std::size_t(node)].text = int(i);
    }

    // Level by level, where a beginning goes on that no text goes on with: where its longest end
    // does that is a beginning too.
    std::vector<int> ends(m_nodes.size()); // that longest end
    std::vector<int> level = {0};
    while (!level.empty()) {
        std::vector<int> nextLevel;
        for (const int node : level) {
            const std::size_t from = std::size_t(node) * m_kinds;
            const std::size_t end = std::size_t(ends[std::size_t(node)]) * m_kinds;
            for (std::size_t kind = 1; kind < m_kinds; ++kind) {
                int &to = m_next[from + kind];
                const int otherwise = node ? m_next[end + kind] : 0;
                if (!to) {
                    to = otherwise;
                    continue;
                }
                const Node &shorter = m_nodes[std::size_t(otherwise)];
                ends[std::size_t(to)] = otherwise;
                m_nodes[std::size_t(to)].shorter = shorter.text < 0 ? shorter.shorter : otherwise;
                nextLevel.push_back(to);
            }
        }
        level = std::move(nextLevel);
    }
}

std::vector<int> TextSearch::find(std::string_view text) const
{
    std::vector<int> found;
    std::vector<bool> isFound(m_texts);
    int node = 0;
    for (const unsigned char byte : text) {
        node = next(node, byte);
        for (int end = node; end; end = m_nodes[std::size_t(end)].shorter) {
            const int index = m_nodes[std::size_t(end)].text;
            if (index < 0)
                continue;
            if (isFound[std::size_t(index)])
                break; // and with it all that are its ends
            isFound[std::size_t(index)] = true;
            found.push_back(index);
        }
    }
    return found;
}

}
