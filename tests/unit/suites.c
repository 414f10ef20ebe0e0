/*
 * suites - json_scan and utf8_valid over the public test suites.
 *
 * JSONTestSuite (y_ accepted, n_ rejected, i_ either), Markus Kuhn's UTF-8
 * test and the Big List of Naughty Strings are not part of the project: they
 * are read from robustness/ in the folder that COPYDESK_DATA names (by
 * default ../shared/data) and skipped where they are missing.
 */
#include "base/utf8.h"
#include "stream/json.h"
#include "tap.h"

#include <dirent.h>

static char root[1000];

static bool
read_file(struct buf *b, const char *path)
{
	char part[65536];
	FILE *f = fopen(path, "rb");
	size_t k;

	buf_reset(b);
	if (!f)
		return false;
	while ((k = fread(part, 1, sizeof part, f)) > 0)
		buf_add(b, part, k);
	fclose(f);
	return true;
}

static bool
scan(struct str text)
{
	struct json_error err;
	struct json_top top;
	bool ok = json_scan(text, NULL, &top, &err);

	return ok && json_space(text, top.end) == text.n;
}

static void
json_suite(struct buf *b)
{
	char path[1400];
	struct dirent *e;
	size_t n = 0;
	DIR *dir;

	snprintf(path, sizeof path, "%s/JSONTestSuite", root);
	dir = opendir(path);
	if (!dir) {
		skip("no JSONTestSuite");
		return;
	}
	while ((e = readdir(dir))) {
		bool ok;

		if (!str_ends(str_from(e->d_name), ".json"))
			continue;
		snprintf(path, sizeof path, "%s/JSONTestSuite/%s", root,
		    e->d_name);
		if (!read_file(b, path))
			continue;
		n++;
		ok = scan(buf_str(b));
		if (e->d_name[0] == 'i')
			check(true, "%s: %s", e->d_name,
			    ok ? "accepted" : "rejected");
		else
			check(ok == (e->d_name[0] == 'y'), "%s", e->d_name);
	}
	closedir(dir);
	check(n > 300, "JSONTestSuite has %zu files", n);
}

/*
 * The lines of the UTF-8 test that are valid, by an independent measure: a
 * line is rejected if and only if iconv-like decoding by the definition of
 * RFC 3629 fails.
 */
static bool
by_definition(struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i++];
		uint32_t v, min;
		unsigned k;

		if (c < 0x80)
			continue;
		k = c >= 0xF0 && c < 0xF8 ? 3 : c >= 0xE0 && c < 0xF0 ? 2
		    : c >= 0xC0 && c < 0xE0			     ? 1
								     : 0;
		if (!k || s.n - i < k)
			return false;
		v = c & (0x3Fu >> k);
		min = k == 1 ? 0x80 : k == 2 ? 0x800 : 0x10000;
		for (; k; k--, i++) {
			if (((unsigned char)s.p[i] & 0xC0) != 0x80)
				return false;
			v = v << 6 | ((unsigned char)s.p[i] & 0x3F);
		}
		if (v < min || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000))
			return false;
	}
	return true;
}

static void
utf8_suite(struct buf *b)
{
	char path[1400];
	struct str rest, line;
	size_t valid = 0, invalid = 0, wrong = 0, no = 0;

	snprintf(path, sizeof path, "%s/UTF-8-test.txt", root);
	if (!read_file(b, path)) {
		skip("no UTF-8 test");
		return;
	}
	rest = buf_str(b);
	while (str_split(&rest, '\n', &line)) {
		bool ok = utf8_valid(line, NULL);

		no++;
		*(ok ? &valid : &invalid) += 1;
		if (ok != by_definition(line)) {
			printf("# line %zu\n", no);
			wrong++;
		}
	}
	check(wrong == 0, "UTF-8 test: each line as RFC 3629 has it");
	check(valid > 150 && invalid > 50, "%zu lines valid, %zu not", valid,
	    invalid);
	/* Sections 3 to 5 (but noncharacters) are invalid, 1 and 2 mostly not. */
	check(!utf8_valid(buf_str(b), NULL), "the file as a whole is invalid");
}

/* Naughty strings: written as JSON, scanned and decoded, they come back. */
static void
naughty(struct buf *b)
{
	char path[1400];
	struct json_error err;
	struct json_top top;
	struct arena a = {0};
	struct str rest, line;
	struct buf out;
	size_t n = 0, bad = 0;

	snprintf(path, sizeof path, "%s/blns.txt", root);
	if (!read_file(b, path)) {
		skip("no Big List of Naughty Strings");
		return;
	}
	buf_init(&out, BUF_MAX);
	rest = buf_str(b);
	while (str_split(&rest, '\n', &line)) {
		struct utf8_map map = {0};
		struct str s;

		if (!utf8_valid(line, NULL))
			continue;
		n++;
		buf_reset(&out);
		json_add_string(&out, line);
		if (!json_scan(buf_str(&out), NULL, &top, &err)) {
			bad++;
			continue;
		}
		s = json_string(buf_str(&out), &a);
		utf8_map_set(&map, s);
		bad += !str_eq(s, line) ||
		    utf8_map_cp(&map, s.n) != utf8_count(line);
		utf8_map_release(&map);
	}
	check(n > 500 && bad == 0, "%zu naughty strings come back", n);
	buf_release(&out);
	arena_release(&a);
}

int
main(void)
{
	const char *data = getenv("COPYDESK_DATA");
	struct buf b;

	snprintf(root, sizeof root, "%s/robustness",
	    data ? data : "../shared/data");
	buf_init(&b, BUF_MAX);
	json_suite(&b);
	utf8_suite(&b);
	naughty(&b);
	buf_release(&b);
	return tap_done();
}
