#pragma once

#include <roaring/roaring.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// A set of users of one site, by their numbers: a Roaring bitmap, as ended_periods keeps it
// (docs/protocol.md). Once size() was called, any threads may read it until it is changed again.
class UserSet {
public:
    UserSet();
    static std::optional<UserSet> read(std::string_view bytes); // nullopt: they are no set
    static UserSet of(std::span<const std::uint32_t> numbers); // fastest in ascending order

    void add(std::uint32_t number);
    void add(const UserSet &other);
    std::uint64_t size() const;
    std::uint64_t sizeWithout(const UserSet &other) const; // of those that are not in the other
    bool operator==(const UserSet &other) const;
    std::vector<std::uint32_t> numbers() const; // in order
    std::string bytes(); // as small as it can be
    std::size_t memory() const; // in bytes, about

private:
    struct Free {
        void operator()(roaring_bitmap_t *bitmap) const { roaring_bitmap_free(bitmap); }
    };
    explicit UserSet(roaring_bitmap_t *bitmap);
    roaring_bitmap_t *whole() const;

    std::unique_ptr<roaring_bitmap_t, Free> m_bitmap;
    mutable bool m_isLazy = false; // see add(UserSet)
};

}
