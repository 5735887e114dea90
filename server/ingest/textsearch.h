#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace footfall::server {

// Finds which of many short texts occur in another, in one pass over it (Aho and Corasick, "Efficient
// string matching", 1975). Immutable, so any thread may ask.
class TextSearch {
public:
    TextSearch() : TextSearch(std::vector<std::string>()) {}
    // The texts are different, and none is empty.
    explicit TextSearch(const std::vector<std::string> &texts);

    // Indexes of those that occur, each once, in no order.
    std::vector<int> find(std::string_view text) const;

private:
    // Of a node of the tree of the texts' beginnings; 0 is the root.
    struct Node {
        int text = -1; // that ends here
        int shorter = 0; // where the longest text ends that is an end of this beginning; 0: nowhere
    };

    int &next(int node, unsigned char byte) { return m_next[std::size_t(node) * m_kinds + m_kind[byte]]; }
    int next(int node, unsigned char byte) const { return m_next[std::size_t(node) * m_kinds + m_kind[byte]]; }

    std::array<std::uint16_t, 256> m_kind {}; // of each byte; 0: in none of the texts
    std::size_t m_kinds = 1;
    std::vector<Node> m_nodes;
    std::vector<int> m_next; // node after node and kind
    std::size_t m_texts = 0;
};

}
