#include "common/userset.h"

#include <utility>

namespace footfall {

UserSet::UserSet()
    : m_bitmap(roaring_bitmap_create())
{
}

UserSet::UserSet(roaring_bitmap_t *bitmap)
    : m_bitmap(bitmap)
{
}

std::optional<UserSet> UserSet::read(std::string_view bytes)
{
    roaring_bitmap_t *bitmap = roaring_bitmap_portable_deserialize_safe(bytes.data(), bytes.size());
    return bitmap ? std::optional(UserSet(bitmap)) : std::nullopt;
}

UserSet UserSet::of(std::span<const std::uint32_t> numbers)
{
    return UserSet(roaring_bitmap_of_ptr(numbers.size(), numbers.data()));
}

void UserSet::add(std::uint32_t number)
{
    roaring_bitmap_add(whole(), number);
}

// Many unions after one another are several times as fast if nobody counts in between: whole()
// does that once, before anything else is done with the set.
void UserSet::add(const UserSet &other)
{
    roaring_bitmap_lazy_or_inplace(m_bitmap.get(), other.whole(), true);
    m_isLazy = true;
}

roaring_bitmap_t *UserSet::whole() const
{
    if (m_isLazy) { // else nothing is written: other threads may be reading
        roaring_bitmap_repair_after_lazy(m_bitmap.get());
        m_isLazy = false;
    }
    return m_bitmap.get();
}

std::uint64_t UserSet::size() const
{
    return roaring_bitmap_get_cardinality(whole());
}

std::uint64_t UserSet::sizeWithout(const UserSet &other) const
{
    return roaring_bitmap_andnot_cardinality(whole(), other.whole());
}

bool UserSet::operator==(const UserSet &other) const
{
    return roaring_bitmap_equals(whole(), other.whole());
}

std::vector<std::uint32_t> UserSet::numbers() const
{
    std::vector<std::uint32_t> numbers(size());
    roaring_bitmap_to_uint32_array(whole(), numbers.data());
    return numbers;
}

std::string UserSet::bytes()
{
    roaring_bitmap_run_optimize(whole());
    std::string bytes(roaring_bitmap_portable_size_in_bytes(m_bitmap.get()), '\0');
    roaring_bitmap_portable_serialize(m_bitmap.get(), bytes.data());
    return bytes;
}

std::size_t UserSet::memory() const
{
    return roaring_bitmap_portable_size_in_bytes(whole());
}

}
