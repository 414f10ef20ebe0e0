/*
 * json - how fast json_scan reads records, beside libjq's parser.
 *
 * Makes news-like Segment records (pseudo-random words, the same in each
 * run), scans them as the filters do, and prints MB/s, best of five. With
 * files as operands, reads their lines instead.
 */
#include "base/utf8.h"
#include "stream/record.h"

#include <jv.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SIZE = 32 << 20, RUNS = 5, JQ_SIZE = 8 << 20 };

static uint64_t seed = 20260309;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % n;
}

static const char *const words[] = {"the", "harbor", "of", "said", "and",
    "to", "minister", "a", "Monday", "ferry", "council", "in", "more", "than",
    "officials", "1.2", "million", "who", "had", "been", "statement",
    "caf\xC3\xA9", "S\xC3\xA3o", "\xE2\x80\x9Ctalks\xE2\x80\x9D",
    "\\\"deal\\\"", "vote", "for", "was", "on", "their", "Northfield",
    "infrastructure", "by"};

static void
make(struct buf *b)
{
	unsigned at = 0, n = 0, len;

	while (b->n < SIZE) {
		len = 8 + pick(30);
		buf_addf(b, "{\"doc\":{\"id\":\"https://news.example/2026/03/"
			    "%u\",\"date\":\"2026-03-09\",\"source\":\"Harbor "
			    "Wire\",\"title\":\"Ferry talks go on\"},\"n\":%u,"
			    "\"par\":%u,\"kind\":\"sentence\",\"start\":%u,"
			    "\"end\":%u,\"text\":\"",
		    n / 30, n % 30, n % 30 / 2, at, at + len * 6);
		for (unsigned i = 0; i < len; i++) {
			if (i)
				buf_addc(b, ' ');
			buf_addz(b, words[pick(sizeof words / sizeof *words)]);
		}
		buf_addz(b, ".\"");
		/* Half of the stream went through an earlier filter. */
		if (pick(2))
			buf_addf(b, ",\"entities\":[{\"start\":%u,\"end\":%u,"
				    "\"text\":\"Northfield\",\"label\":\"GPE\","
				    "\"name\":\"Northfield\",\"score\":0.97},"
				    "{\"start\":4,\"end\":9,\"text\":\"more\","
				    "\"label\":\"QUANTITY\",\"value\":1200000,"
				    "\"unit\":\"people\",\"bound\":\"min\"}]",
			    at % 50, at % 50 + 10);
		buf_addz(b, n % 30 == 29 ? ",\"last\":true}\n" : "}\n");
		at += len * 6 + 1;
		n++;
	}
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Each of these reads the lines of TEXT and counts what it could read. */
static size_t
by_scan(struct str text)
{
	struct json_error err;
	struct json_top top;
	struct str line;
	size_t n = 0;

	while (str_split(&text, '\n', &line))
		if (line.n && json_scan(line, &record_keys, &top, &err))
			n++;
	return n;
}

static size_t
by_record(struct str text)
{
	struct record r;
	const char *why;
	struct str line;
	size_t n = 0;

	while (str_split(&text, '\n', &line))
		if (line.n && record_read(&r, line, &why))
			n++;
	return n;
}

static size_t
by_jq(struct str text)
{
	struct str line;
	size_t n = 0;
	jv v;

	while (str_split(&text, '\n', &line)) {
		if (!line.n)
			continue;
		v = jv_parse_sized(line.p, (int)line.n);
		n += (size_t)jv_is_valid(v);
		jv_free(v);
	}
	return n;
}

static void
measure(const char *name, size_t (*read)(struct str), struct str text)
{
	double best = 1e9, t;
	size_t n = 0;

	for (int i = 0; i < RUNS; i++) {
		t = now();
		n = read(text);
		t = now() - t;
		best = t < best ? t : best;
	}
	printf("%-12s %8.0f MB/s %9zu records\n", name,
	    (double)text.n / 1e6 / best, n);
}

int
main(int argc, char *argv[])
{
	struct str text;
	struct buf b;
	char part[65536];
	size_t k;

	buf_init(&b, BUF_MAX);
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");

		if (!f) {
			perror(argv[i]);
			return 2;
		}
		while ((k = fread(part, 1, sizeof part, f)) > 0)
			buf_add(&b, part, k);
		fclose(f);
	}
	if (argc < 2)
		make(&b);
	text = buf_str(&b);
	measure("json_scan", by_scan, text);
	measure("record_read", by_record, text);
	if (text.n > JQ_SIZE) {
		k = str_find(text, STR("\n"), JQ_SIZE);
		text = str_slice(text, 0, k < text.n ? k : text.n);
	}
	measure("jv_parse", by_jq, text);
	buf_release(&b);
	return 0;
}
