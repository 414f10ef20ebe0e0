/*
 * train - makes the models of lib/data from labelled text.
 *
 * usage: train segment OUT [GENRES] FILE.jsonl ...
 * A line is {"text", "spans": [[start, end], ...], "pars": [[start, end], ...],
 * "genre"}, offsets in code points. GENRES ("-g news,bio") leaves out lines
 * of other genres from the files that follow; "-g ''" takes all again.
 * The same files in the same order give the same model, bit for bit.
 */
#include "base/diag.h"
#include "base/utf8.h"
#include "lang/model.h"
#include "news/segment_gap.h"
#include "stream/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 17, EPOCHS = 8, MAXLINE = 64 << 20 };

static bool
is_end(const size_t *end, size_t n, size_t at)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (end[mid] < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && end[lo] == at;
}

/* Ends of the spans in LIST as byte offsets; returns how many. */
static size_t
read_ends(struct str list, const struct utf8_map *m, size_t *out, size_t max,
    bool starts)
{
	struct json_iter it, pair;
	struct str v, a, b;
	size_t n = 0, k;

	if (!json_walk(&it, list))
		return 0;
	while (n < max && json_element(&it, &v)) {
		if (!json_walk(&pair, v) || !json_element(&pair, &a) ||
		    !json_element(&pair, &b) || !json_size(starts ? a : b, &k))
			continue;
		out[n++] = utf8_map_byte(m, k);
	}
	return n;
}

static bool
is_stop(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* Adds every gap of the paragraph that the model would be asked about. */
static void
add_gaps(struct trainer *t, struct str text, size_t par, size_t end,
    const size_t *ends, size_t n)
{
	size_t start = par, i = par;
	uint32_t feature[GAP_FEATURES];

	while (i < end) {
		size_t prev = i, next;
		bool yes;

		if (text.p[i] != ' ' && text.p[i] != '\n') {
			i++;
			continue;
		}
		while (i < end && (text.p[i] == ' ' || text.p[i] == '\n'))
			i++;
		next = i;
		if (next >= end || prev == par)
			break;
		yes = is_end(ends, n, prev);
		if (!is_stop(text.p[prev - 1]) &&
		    gap_possible(text, prev, next, end)) {
			size_t k = gap_features(
			    text, par, start, prev, next, end, feature);

			trainer_add(
			    t, gap_key(text, prev, next), feature, k, yes, 1);
		}
		if (yes)
			start = next;
	}
}

static void
add_line(struct trainer *t, struct str line, const char *genres)
{
	static size_t ends[1 << 16], from[1 << 14], to[1 << 14];
	struct json_error err;
	struct json_top top;
	struct arena a = {0};
	struct utf8_map m = {0};
	struct str text, genre, rest = str_from(genres), g;
	size_t n, p;
	bool wanted = rest.n == 0;

	if (!json_scan(line, NULL, &top, &err))
		die("a line is no JSON: %s", err.why);
	genre = json_string(json_get(line, "genre"), &a);
	while (!wanted && str_split(&rest, ',', &g))
		wanted = str_eq(g, genre);
	text = json_string(json_get(line, "text"), &a);
	if (wanted && text.p) {
		utf8_map_set(&m, text);
		n = read_ends(
		    json_get(line, "spans"), &m, ends, 1 << 16, false);
		p = read_ends(json_get(line, "pars"), &m, from, 1 << 14, true);
		read_ends(json_get(line, "pars"), &m, to, 1 << 14, false);
		for (size_t i = 0; i < p; i++)
			add_gaps(t, text, from[i], to[i], ends, n);
	}
	utf8_map_release(&m);
	arena_release(&a);
}

static void
add_file(struct trainer *t, const char *name, const char *genres)
{
	FILE *f = fopen(name, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!f)
		die_at(name, 0, "%s", strerror(errno));
	while ((n = getline(&line, &cap, f)) > 0)
		if (n < MAXLINE)
			add_line(t, (struct str){line, (size_t)n}, genres);
	free(line);
	fclose(f);
}

int
main(int argc, char *argv[])
{
	struct trainer *t = trainer_new(BITS);
	const char *genres = "";
	struct buf out;
	FILE *f;

	diag_set_name("gen/train");
	if (argc < 4 || strcmp(argv[1], "segment") != 0)
		die("usage: train segment OUT [-g GENRES] FILE ...");
	for (int i = 3; i < argc; i++) {
		if (strcmp(argv[i], "-g") == 0 && i + 1 < argc)
			genres = argv[++i];
		else
			add_file(t, argv[i], genres);
	}
	trainer_run(t, EPOCHS, 1e-5f);
	buf_init(&out, BUF_MAX);
	trainer_write(t, &out);
	f = fopen(argv[2], "wb");
	if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f))
		die_at(argv[2], 0, "%s", strerror(errno));
	buf_release(&out);
	trainer_free(t);
	return 0;
}
