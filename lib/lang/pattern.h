/*
 * pattern - regular expressions that are data, by PCRE2 with its JIT.
 *
 * For: the rules of lib/data and those of users: compiled at first use,
 * match data reused, match and heap limits set, so that no text can hang a
 * tool; an overflow of the JIT stack is tried again in the interpreter.
 * Not for: hot loops over every word.
 * Texts are valid UTF-8 (checked once where they are read, so PCRE2 does
 * not check again). Offsets are bytes.
 */
#ifndef LANG_PATTERN_H
#define LANG_PATTERN_H

#include "base/str.h"

struct pattern;

enum pattern_status {
	PATTERN_NO = 0,
	PATTERN_YES = 1,
	PATTERN_LIMIT = -1 /* gave up at a limit: report it, it is not "no" */
};

enum { PATTERN_CASELESS = 1, PATTERN_ANCHORED = 2 };

/*
 * A pattern of SOURCE (copied). It is compiled at the first match or by
 * pattern_check. Free with pattern_free.
 */
struct pattern *pattern_new(struct str source, unsigned flags);
/* Compiles now: false with *WHY and the offset *AT in SOURCE if faulty. */
bool pattern_check(struct pattern *p, const char **why, size_t *at);
void pattern_free(struct pattern *p);

/*
 * Finds the first match in TEXT at or after FROM. The groups can be read
 * until the next match of the same pattern. A faulty pattern never matches.
 */
enum pattern_status pattern_match(
    struct pattern *p, struct str text, size_t from);
/* Bounds of the whole match. */
size_t pattern_start(const struct pattern *p);
size_t pattern_end(const struct pattern *p);
/* Text of the named group; p NULL where it is unknown or took no part. */
struct str pattern_group(const struct pattern *p, const char *name);

#endif
