#include "stream/warc.h"

#include "base/utf8.h"
#include "stream/gunzip.h"

#include <limits.h>
#include <string.h>

enum { HEAD_MAX = 256 * 1024 }; /* bytes of a record's header, of HTTP's */

static const char early[] = "it ends early";
static const char no_record[] = "no WARC record begins here";

void
warc_init(struct warc *w, size_t max)
{
	buf_init(&w->head, HEAD_MAX);
	buf_init(&w->body, max);
	buf_init(&w->plain, max);
	buf_init(&w->url, HEAD_MAX);
	buf_init(&w->charset, 64);
	buf_init(&w->why, 256);
}

void
warc_release(struct warc *w)
{
	buf_release(&w->head);
	buf_release(&w->body);
	buf_release(&w->plain);
	buf_release(&w->url);
	buf_release(&w->charset);
	buf_release(&w->why);
}

bool
warc_looks(struct str head)
{
	return str_starts(head, "WARC/1.") || str_starts(head, "WARC/0.");
}

/* ---- header fields, of WARC and of HTTP ---- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Does S begin with LOWER, whatever its case? */
static bool
starts(struct str s, const char *small)
{
	size_t i = 0;

	while (small[i] && i < s.n && lower(s.p[i]) == small[i])
		i++;
	return !small[i];
}

/* The value of the field NAME ("content-type") in HEAD; p NULL: none. */
static struct str
field(struct str head, const char *name)
{
	size_t n = strlen(name);
	struct str line;

	while (str_split(&head, '\n', &line)) {
		if (line.n > n && line.p[n] == ':' && starts(line, name))
			return str_trim(str_slice(line, n + 1, line.n));
	}
	return (struct str){NULL, 0};
}

/* Does the list VALUE ("gzip, chunked") name WORD? */
static bool
lists(struct str value, const char *word)
{
	struct str part;

	while (str_split(&value, ',', &part)) {
		part = str_trim(part);
		if (part.n == strlen(word) && starts(part, word))
			return true;
	}
	return false;
}

static bool
read_number(struct str s, unsigned base, unsigned long long *v)
{
	size_t i = 0;

	*v = 0;
	for (; i < s.n; i++) {
		char c = lower(s.p[i]);
		unsigned d = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
			     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
						    : 99;

		if (d >= base)
			break;
		if (*v >> 58)
			return false;
		*v = *v * base + d;
	}
	return i > 0 && i == s.n;
}

/* ---- what HTTP did to the page ---- */

/*
 * Takes chunks apart. A payload that is said to be in chunks and is not was
 * put together by the crawler: it is left as it is.
 */
static const char *
join_chunks(struct warc *w, struct str *s)
{
	struct str rest = *s, line, size;
	unsigned long long n;
	const char *why = NULL;
	bool first = true;

	buf_reset(&w->body);
	for (;; first = false) {
		if (!str_split(&rest, '\n', &line))
			line = STR("");
		str_split(&line, ';', &size);
		if (!read_number(str_trim(size), 16, &n)) {
			why = "a chunk without its length";
			break;
		}
		if (n == 0)
			break;
		if (n > rest.n) {
			why = "a chunk that ends early";
			break;
		}
		buf_add(&w->body, rest.p, (size_t)n);
		rest = str_slice(rest, (size_t)n, rest.n);
		if (str_starts(rest, "\r\n"))
			rest = str_slice(rest, 2, rest.n);
		else if (str_starts(rest, "\n"))
			rest = str_slice(rest, 1, rest.n);
	}
	if (first && why)
		return NULL;
	*s = buf_str(&w->body);
	return why;
}

/* Could S be markup as it stands? */
static bool
is_plain(struct str s)
{
	s = str_trim(s);
	return s.n &&
	       (s.p[0] == '<' || str_starts(s, "\xEF\xBB\xBF") ||
		   str_starts(s, "\xFF\xFE") || str_starts(s, "\xFE\xFF"));
}

static const char *
unpack(struct warc *w, struct str head, struct str *s)
{
	struct str coding = field(head, "content-encoding");
	const char *why = NULL;
	bool zlib;

	if (!coding.n || lists(coding, "identity") || !s->n)
		return NULL;
	zlib = lists(coding, "deflate");
	if (gunzip_looks(*s))
		zlib = false;
	else if (is_plain(*s))
		return NULL; /* unpacked by the crawler */
	else if (!zlib && !lists(coding, "gzip") && !lists(coding, "x-gzip"))
		return "a content encoding that is not known";
	buf_reset(&w->plain);
	gunzip_all(*s, zlib, &w->plain, &why);
	*s = buf_str(&w->plain);
	return why;
}

static const char *
charset_of(struct warc *w, struct str type)
{
	struct str part, key;

	buf_reset(&w->charset);
	while (str_split(&type, ';', &part)) {
		part = str_trim(part);
		if (!str_split(&part, '=', &key) || !part.p ||
		    !lists(key, "charset"))
			continue;
		part = str_trim(part);
		if (part.n > 1 && (part.p[0] == '"' || part.p[0] == '\''))
			part = str_slice(part, 1, part.n - 1);
		if (!part.n || memchr(part.p, 0, part.n))
			continue;
		buf_adds(&w->charset, part);
		buf_addc(&w->charset, '\0');
		return w->charset.over ? NULL : w->charset.p;
	}
	return NULL;
}

/* The end of the header that begins S: behind its blank line; 0: none. */
static size_t
head_end(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		if (p < end && *p == '\n')
			return (size_t)(p + 1 - s.p);
		if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
			return (size_t)(p + 2 - s.p);
	}
	return 0;
}

/* From a whole HTTP response to its page; false with *WHY NULL: no page. */
static bool
read_response(
    struct warc *w, struct str http, struct warc_page *page, const char **why)
{
	size_t end = head_end(http);
	struct str head, line, type, rest, word;
	unsigned long long status;

	*why = NULL;
	if (!starts(http, "http/") || !end || end > HEAD_MAX) {
		*why = "no HTTP header";
		return false;
	}
	head = rest = str_slice(http, 0, end);
	page->page = str_slice(http, end, http.n);
	str_split(&rest, '\n', &line);
	str_split(&line, ' ', &word);
	line = str_trim(line.p ? line : STR(""));
	str_split(&line, ' ', &word);
	if (!read_number(str_trim(word), 10, &status)) {
		*why = "no HTTP status";
		return false;
	}
	type = field(head, "content-type");
	if (status != 200 || !(starts(type, "text/html") ||
				 starts(type, "application/xhtml+xml")))
		return false;
	page->charset = charset_of(w, type);
	if (lists(field(head, "transfer-encoding"), "chunked"))
		*why = join_chunks(w, &page->page);
	if (!*why)
		*why = unpack(w, head, &page->page);
	/* What the crawler says it has cut may end anywhere. */
	if (*why && field(buf_str(&w->head), "warc-truncated").n)
		*why = NULL;
	return !*why;
}

/* ---- records ---- */

/*
 * Reports the record at work. Where its gzip member is broken, that is why,
 * and what is left of the member goes with it.
 */
static enum warc_status
fault(struct warc *w, struct input *in, const char *why, const char **out)
{
	const char *broken = input_broken(in);

	if (broken && (!w->unpacked || !input_peek(in, 1).n)) {
		why = broken;
		input_skip(in, ULLONG_MAX);
	}
	buf_reset(&w->why);
	buf_addf(&w->why, "record at byte %llu%s: %.120s", w->at,
	    w->unpacked ? " (unpacked)" : "", why);
	buf_addc(&w->why, '\0');
	*out = w->why.p;
	return WARC_FAULT;
}

/*
 * To the beginning of a record: behind the blank lines after the one before.
 * *LOST is whether anything else had to be passed by. False at the end.
 */
static bool
find_record(struct input *in, bool *lost)
{
	struct str line;

	*lost = false;
	for (;;) {
		struct str head = input_peek(in, WARC_MAGIC);

		if (warc_looks(head))
			return true;
		if (!head.n)
			return false;
		if (head.p[0] == '\n' || head.p[0] == '\r') {
			input_skip(in, 1);
			continue;
		}
		*lost = true;
		if (input_line(in, &line) == INPUT_END) {
			input_skip(in, head.n);
			if (!input_peek(in, 1).n)
				return false;
		}
	}
}

/* The record's header, up to its blank line, into w->head. */
static bool
read_head(struct warc *w, struct input *in)
{
	struct str line;

	buf_reset(&w->head);
	for (;;) {
		switch (input_line(in, &line)) {
		case INPUT_END:
			return false;
		case INPUT_LONG:
			w->head.over = true;
			return false;
		case INPUT_OK:
			break;
		}
		if (!line.n)
			return !w->head.over;
		/* A field over several lines. */
		if (w->head.n && (line.p[0] == ' ' || line.p[0] == '\t'))
			w->head.p[w->head.n - 1] = ' ';
		buf_adds(&w->head, line);
		buf_addc(&w->head, '\n');
		if (w->head.over)
			return false;
	}
}

static void
keep_url(struct warc *w, struct warc_page *page)
{
	struct str url = field(buf_str(&w->head), "warc-target-uri");

	/* WARC 1.0 writes <...> around it. */
	if (url.n > 1 && url.p[0] == '<' && url.p[url.n - 1] == '>')
		url = str_slice(url, 1, url.n - 1);
	buf_reset(&w->url);
	if (!url.n || !utf8_valid(url, NULL))
		return;
	buf_adds(&w->url, url);
	page->url = buf_str(&w->url);
}

/* Is it a response of HTTP, and its first part? */
static bool
is_response(struct str head)
{
	struct str type = field(head, "content-type");
	struct str part = field(head, "warc-segment-number");

	return lists(field(head, "warc-type"), "response") &&
	       (!type.n || starts(type, "application/http")) &&
	       (!part.n || str_eqz(part, "1"));
}

/* Is the record whose bytes were taken the last that can be read? */
static bool
is_broken(const struct warc *w, struct input *in, bool at_end)
{
	return input_broken(in) && (!w->unpacked || at_end);
}

/* The record behind its header; *WHY stays NULL if it holds no page. */
static bool
read_record(
    struct warc *w, struct input *in, struct warc_page *page, const char **why)
{
	struct str head = buf_str(&w->head), http;
	unsigned long long length;
	bool at_end;

	if (!read_number(field(head, "content-length"), 10, &length)) {
		*why = "no Content-Length";
		return false;
	}
	if (!is_response(head) || length > w->body.max) {
		if (!input_skip(in, length))
			*why = early;
		else if (is_broken(w, in, false))
			*why = input_broken(in);
		else if (is_response(head))
			*why = "longer than --max-size allows";
		return false;
	}
	keep_url(w, page);
	/* What follows it tells whether its gzip member is whole. */
	http = input_peek(in, (size_t)length + 4);
	at_end =
	    input_broken(in) && input_peek(in, (size_t)length + 5).n == http.n;
	input_skip(in, at_end || http.n < length ? http.n : length);
	if (http.n < length) {
		*why = early;
		return false;
	}
	if (is_broken(w, in, at_end)) {
		*why = input_broken(in);
		return false;
	}
	return read_response(w, str_slice(http, 0, (size_t)length), page, why);
}

enum warc_status
warc_next(
    struct warc *w, struct input *in, struct warc_page *page, const char **why)
{
	for (;;) {
		bool lost, resumed = false;

		*page = (struct warc_page){{NULL, 0}, {NULL, 0}, NULL};
		*why = NULL;
		/* What comes begins a gzip member, perhaps. */
		if (!input_peek(in, 1).n && input_broken(in)) {
			resumed = input_resume(in);
			if (!resumed)
				return WARC_END;
			input_peek(in, 1);
		}
		w->at = input_offset(in, &w->unpacked);
		if (!find_record(in, &lost)) {
			if (!lost && !input_broken(in))
				return WARC_END;
			return fault(w, in, no_record, why);
		}
		if (lost && !resumed)
			return fault(w, in, no_record, why);
		w->at = input_offset(in, &w->unpacked);
		if (!read_head(w, in)) {
			*why = w->head.over ? "its header is too long" : early;
			if (!w->head.over)
				input_skip(in, ULLONG_MAX);
		} else if (read_record(w, in, page, why)) {
			return WARC_PAGE;
		}
		if (*why)
			return fault(w, in, *why, why);
	}
}
