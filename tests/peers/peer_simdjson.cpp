#include <cstdlib>
#include <cstring>
#include <simdjson.h>
#include <string>

#include "peer.h"

using namespace simdjson;

namespace
{

bool find(dom::element at, const char *const *steps, dom::element &found)
{
    dom::array array;
    dom::object object;
    const bool is_array = at.get(array) == SUCCESS;
    const bool is_object = at.get(object) == SUCCESS;
    if (*steps == nullptr) {
        found = at;
        return !is_array && !is_object && !at.is_null();
    }
    if (std::strcmp(*steps, "[]") == 0) {
        if (is_array)
            for (dom::element each : array)
                if (find(each, steps + 1, found))
                    return true;
        if (is_object)
            for (dom::key_value_pair pair : object)
                if (find(pair.value, steps + 1, found))
                    return true;
        return false;
    }
    bool there = false;
    dom::element last;
    if (is_object)
        for (dom::key_value_pair pair : object)
            if (pair.key == *steps) {
                there = true;
                last = pair.value;
            }
    return there && find(last, steps + 1, found);
}

peer_value take(dom::element from)
{
    peer_value value = {PEER_BYTES, nullptr, 0, 0};
    std::string text;
    switch (from.type()) {
    case dom::element_type::DOUBLE:
        value.kind = PEER_REAL;
        value.real = double(from);
        break;
    case dom::element_type::INT64: text = std::to_string(int64_t(from)); break;
    case dom::element_type::UINT64: text = std::to_string(uint64_t(from)); break;
    case dom::element_type::BOOL: text = bool(from) ? "true" : "false"; break;
    default: text = std::string(std::string_view(from)); break;
    }
    value.len = text.size();
    value.bytes = static_cast<char *>(std::malloc(text.size() + 1));
    if (value.bytes == nullptr)
        std::abort();
    std::memcpy(value.bytes, text.data(), text.size());
    return value;
}

} // namespace

extern "C" peer_verdict peer_read_simdjson(const char *bytes, size_t len, const peer_path *paths,
                                           size_t n_paths, peer_value *values)
{
    static dom::parser parser;
    dom::element root;
    error_code error =
        parser.allocate(len + 64, 1024 + 1); /* it nests one level less than it says */
    if (error == SUCCESS)
        error = parser.parse(padded_string(bytes, len)).get(root);
    if (error == NUMBER_ERROR)
        return PEER_FINDS_NUMBER_TOO_LARGE;
    if (error == DEPTH_ERROR)
        return PEER_FINDS_TOO_DEEP;
    if (error != SUCCESS)
        return PEER_REFUSES;
    for (size_t i = 0; i < n_paths; i++) {
        dom::element found;
        values[i] = find(root, paths[i].steps, found) ? take(found)
                                                      : peer_value{PEER_NOTHING, nullptr, 0, 0};
    }
    return PEER_READS;
}
