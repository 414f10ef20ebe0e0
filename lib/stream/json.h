/*
 * json - a strict cursor over JSON text, and the writing of JSON strings.
 *
 * For: records on the hot path. json_scan reads a value once, checks all of
 * it against RFC 8259 (grammar, and UTF-8), and notes where the values of
 * the top object's known keys stand; nothing is converted that nobody asks
 * for. What has passed json_scan may be walked with json_members and
 * json_elements, which trust it.
 * Not for: trees, or JSON with comments. Expressions are libjq's (expr.h).
 *
 * Why our own: of the libraries in Debian, libjq changes numbers and costs
 * 72 MB/s, simdjson rejects numbers beyond 64 bits, jansson reads 88 MB/s;
 * this scans above 500 MB/s and keeps every byte (tests/bench/speed).
 * Numbers are held to the grammar and not to a range; lone surrogates in
 * escapes are allowed, as RFC 8259 does, and decode to U+FFFD.
 */
#ifndef STREAM_JSON_H
#define STREAM_JSON_H

#include "base/mem.h"
#include "base/str.h"

enum { JSON_DEPTH = 512, JSON_KEYS = 40 };

/* The keys to look for in the top object; at most JSON_KEYS. */
struct json_keys {
	const struct str *name;
	size_t n;
};

struct json_top {
	struct str v[JSON_KEYS]; /* raw value of each known key; p NULL: none */
	size_t start;            /* offset of the value's first byte */
	size_t end;              /* offset behind the value */
	size_t close;            /* object: offset of its closing brace */
	bool object;             /* the value is an object ... */
	bool empty;              /* ... without members */
};

struct json_error {
	size_t at;         /* byte offset in the text */
	const char *where; /* the same as a pointer */
	const char *why;   /* static: a few words without a full stop */
	bool more;         /* the text ends within the value */
};

/*
 * Scans the first value of TEXT (white space may stand before it). False
 * and *ERR if it is faulty, nested deeper than JSON_DEPTH, or gives a known
 * key twice. What follows the value is the caller's business (json_rest).
 */
bool json_scan(struct str text, const struct json_keys *keys,
    struct json_top *top, struct json_error *err);

/* Offset of the first byte at or after FROM that is not JSON white space. */
size_t json_space(struct str text, size_t from);

/* Walks a scanned object or array; start with json_walk. */
struct json_iter {
	const char *p, *end;
};
/* False if VALUE (raw) is neither object nor array. */
bool json_walk(struct json_iter *it, struct str value);
/* The next member; KEY without its quotes, undecoded. False at the end. */
bool json_member(struct json_iter *it, struct str *key, struct str *value);
/* The next element of an array. False at the end. */
bool json_element(struct json_iter *it, struct str *value);
/*
 * The raw value of KEY (however it is escaped) in the scanned object VALUE,
 * or p NULL.
 */
struct str json_get(struct str value, const char *key);

/*
 * The raw values of N keys of the scanned object in one pass, in the order
 * of NAME (written without escapes); p NULL for those that it lacks.
 */
void json_pick(
    struct str object, const char *const *name, size_t n, struct str *value);

/* Is the raw value of that kind? A raw value that is absent is none. */
bool json_is_string(struct str raw);
bool json_is_object(struct str raw);
bool json_is_array(struct str raw);
bool json_is_true(struct str raw);
bool json_is_null(struct str raw);

/*
 * The decoded text of the scanned string RAW (with its quotes): a view into
 * RAW where it has no escapes, else made in A. p NULL if RAW is no string.
 */
struct str json_string(struct str raw, struct arena *a);
/* The scanned number RAW as a size; false unless an integer in 0..2^53. */
bool json_size(struct str raw, size_t *v);
/* The scanned number RAW as a double; false if RAW is no number. */
bool json_double(struct str raw, double *v);

/* Appends S, valid UTF-8, as a JSON string with its quotes. */
void json_add_string(struct buf *b, struct str s);
/* Appends V as a JSON number: plain digits where they are exact. */
void json_add_double(struct buf *b, double v);
/*
 * Appends ,"KEY":  with the comma left out where the object or array was
 * only just opened (the last byte of B is '{' or '[').
 */
void json_add_key(struct buf *b, const char *key);
/* The same with a value. A string whose p is NULL is left out altogether. */
void json_add_member(struct buf *b, const char *key, struct str value);
void json_add_size(struct buf *b, const char *key, size_t value);
/* Appends a comma unless an object or array was only just opened. */
void json_add_comma(struct buf *b);

#endif
