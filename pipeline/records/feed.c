#include "records/feed.h"

enum { HEAD_BYTES = 1024 * 1024, PIECE_BYTES = 16 * 1024 };

static void break_off(ef_feed *feed)
{
    ef_fail_memory(&feed->failure);
    feed->end = EF_BROKE_OFF;
}

static size_t read_source(ef_feed *feed, char *room, size_t capacity)
{
    size_t got = 0;
    if (ef_source_read(feed->source, room, capacity, &got, &feed->failure) != EARFUL_OK)
        feed->end = EF_BROKE_OFF;
    else if (got == 0)
        feed->end = EF_ENDED;
    return feed->end == EF_GOES_ON ? got : 0;
}

void ef_feed_init(ef_feed *feed, ef_source *source)
{
    *feed = (ef_feed){.source = source, .end = EF_GOES_ON};
    char *const room = ef_buffer_reserve(&feed->waiting, HEAD_BYTES);
    if (room == NULL)
        break_off(feed);
    while (feed->end == EF_GOES_ON && feed->waiting.len < HEAD_BYTES)
        feed->waiting.len +=
            read_source(feed, room + feed->waiting.len, HEAD_BYTES - feed->waiting.len);
}

void ef_feed_fini(ef_feed *feed)
{
    ef_buffer_fini(&feed->waiting);
}

ef_span ef_feed_head(const ef_feed *feed)
{
    return ef_buffer_span(&feed->waiting);
}

/* Puts bytes of UTF-16 behind those that wait. */
static void add_transcoded(ef_feed *feed, ef_span in)
{
    char *const room = ef_buffer_reserve(&feed->waiting, ef_transcode_room(in.len) + 3);
    if (room == NULL) {
        break_off(feed);
        return;
    }
    size_t len = in.len > 0 ? ef_transcode(&feed->transcoder, in, room) : 0;
    if (feed->end != EF_GOES_ON) {
        bool odd = false;
        len += ef_transcode_finish(&feed->transcoder, room + len, &odd);
        feed->odd = odd && feed->end == EF_ENDED;
    }
    feed->waiting.len += len;
}

void ef_feed_set_utf16(ef_feed *feed, bool big_endian)
{
    ef_buffer head = feed->waiting;
    feed->waiting = (ef_buffer){0};
    feed->is_utf16 = true;
    ef_transcoder_init(&feed->transcoder, big_endian);
    add_transcoded(feed, ef_buffer_span(&head));
    ef_buffer_fini(&head);
}

static size_t take_waiting(ef_feed *feed, char *room, size_t capacity)
{
    const size_t left = feed->waiting.len - feed->from;
    const size_t len = left < capacity ? left : capacity;
    memcpy(room, feed->waiting.at + feed->from, len);
    feed->from += len;
    return len;
}

size_t ef_feed_pour(ef_feed *feed, char *room, size_t capacity)
{
    size_t len = 0;
    while (len < capacity) {
        if (feed->from < feed->waiting.len) {
            len += take_waiting(feed, room + len, capacity - len);
            continue;
        }
        if (feed->end != EF_GOES_ON)
            break;
        feed->from = 0;
        ef_buffer_reset(&feed->waiting);
        if (feed->is_utf16) {
            char piece[PIECE_BYTES];
            const size_t got = read_source(feed, piece, sizeof piece);
            add_transcoded(feed, ef_span_make(piece, got));
        } else {
            len += read_source(feed, room + len, capacity - len);
        }
    }
    return len;
}

bool ef_feed_give_back(ef_feed *feed, ef_span tail)
{
    if (tail.len <= feed->from) { /* the bytes poured last are still there */
        feed->from -= tail.len;
        return true;
    }
    const size_t left = feed->waiting.len - feed->from;
    if (ef_buffer_reserve(&feed->waiting, tail.len) == NULL)
        return false;
    memmove(feed->waiting.at + tail.len, feed->waiting.at + feed->from, left);
    memcpy(feed->waiting.at, tail.at, tail.len);
    feed->waiting.len = tail.len + left;
    feed->from = 0;
    return true;
}

ef_end ef_feed_end(const ef_feed *feed)
{
    if (feed->from < feed->waiting.len)
        return EF_GOES_ON;
    return feed->odd ? EF_BROKE_OFF : feed->end;
}
