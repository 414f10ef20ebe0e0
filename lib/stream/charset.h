/*
 * charset - bytes in whatever character set to UTF-8.
 *
 * For: pages, feeds, tables and plain text as they come from the web and
 * from other people's programs.
 * Not for: JSON, which is UTF-8.
 */
#ifndef STREAM_CHARSET_H
#define STREAM_CHARSET_H

#include "base/str.h"

/*
 * BYTES as valid UTF-8 without NUL: themselves if they are that already,
 * else made in OUT. The character set is told by a byte order mark, else it
 * is NAME (as sent with the bytes; may be NULL), else with MARKUP what a
 * meta element or an XML declaration names, else UTF-8 if the bytes are
 * that, else Windows-1252. A name that means nothing is passed over; single
 * faulty bytes in UTF-8 are read as Windows-1252.
 */
struct str charset_utf8(
    struct str bytes, const char *name, bool markup, struct buf *out);

/*
 * The first bytes of a file as ASCII, to recognise its format by: those of
 * UTF-16 with a byte order mark are written to ROOM (of N bytes), what is
 * beyond ASCII as '?'; others are left as they are.
 */
struct str charset_head(struct str bytes, char *room, size_t n);

#endif
