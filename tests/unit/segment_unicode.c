/*
 * news/segment_unicode: Unicode's own cases, joined lines, long texts.
 *
 * The 512 cases of SentenceBreakTest.txt (segment/unicode_sbt.jsonl: each
 * with its text, and spans in code points) are not part of the project: they
 * are read from the folder that COPYDESK_DATA names (by default
 * ../shared/data) and skipped where they are missing. Each is given as it
 * stands, as a paragraph of its own that is cut and not trimmed.
 */
#include "news/segment_unicode.h"

#include "base/utf8.h"
#include "stream/json.h"
#include "tap.h"

static struct unicode_segmenter *u;

/* Are SPANS (raw JSON) the sentences of TEXT? */
static bool
agrees(struct str text, struct str spans)
{
	struct json_iter all, one;
	struct str span, number;
	size_t from = 0, start, end, cp;

	unicode_segmenter_set(u, text, false);
	json_walk(&all, spans);
	while (json_element(&all, &span)) {
		json_walk(&one, span);
		if (!json_element(&one, &number) ||
		    !json_size(number, &start) ||
		    !json_element(&one, &number) || !json_size(number, &end))
			return false;
		cp = utf8_count(str_slice(text, 0, from));
		if (from >= text.n || cp != start)
			return false;
		from = unicode_segmenter_end(u, from);
		if (utf8_count(str_slice(text, 0, from)) != end)
			return false;
	}
	return from == text.n;
}

static void
unicode_cases(void)
{
	const char *data = getenv("COPYDESK_DATA");
	char path[1000], line[65536];
	struct arena a = {0};
	size_t n = 0, good = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/segment/unicode_sbt.jsonl",
	    data ? data : "../shared/data");
	f = fopen(path, "r");
	if (!f) {
		skip("no unicode_sbt.jsonl");
		return;
	}
	while (fgets(line, sizeof line, f)) {
		struct str row = str_trim(str_from(line));
		struct json_error err;
		struct json_top top;

		if (!json_scan(row, NULL, &top, &err))
			continue;
		n++;
		if (agrees(json_string(json_get(row, "text"), &a),
			json_get(row, "spans")))
			good++;
		else
			printf("# %.300s\n", line);
		arena_reset(&a);
	}
	fclose(f);
	check(n == 512 && good == n, "Unicode's cases: %zu of %zu", good, n);
	arena_release(&a);
}

static void
ends_are(struct str text, bool joined, const char *want)
{
	char got[200] = "";
	size_t from = 0, n = 0;

	unicode_segmenter_set(u, text, joined);
	while (from < text.n && n + 20 < sizeof got) {
		from = unicode_segmenter_end(u, from);
		n += (size_t)snprintf(got + n, sizeof got - n, "%zu ", from);
	}
	check(strcmp(got, want) == 0, "ends at %s: got %s", want, got);
}

int
main(void)
{
	struct buf b;
	size_t from = 0, n = 0;

	u = unicode_segmenter_new();
	unicode_cases();
	ends_are(STR("Llueve. Nieva."), false, "8 14 ");
	ends_are(STR("Llueve en\nla costa."), false, "10 19 ");
	ends_are(STR("Llueve en\nla costa. Nieva."), true, "20 26 ");
	ends_are(STR("下雨了。下雪了。"), false, "12 24 ");
	ends_are(STR(""), true, "");

	/* Long texts take time as they are long. */
	buf_init(&b, 1 << 22);
	while (b.n < 1000000)
		buf_addz(&b, b.n % 3 ? "a. 1 " : "B c.) ");
	unicode_segmenter_set(u, buf_str(&b), false);
	for (; from < b.n; n++)
		from = unicode_segmenter_end(u, from);
	check(from == b.n && n > 1000, "1 MB of points: %zu sentences", n);
	buf_release(&b);
	unicode_segmenter_free(u);
	return tap_done();
}
