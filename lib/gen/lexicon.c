/*
 * lexicon - compiles lists of CSV into a block of bytes (lang/lexicon.h).
 *
 * usage: lexicon [-a ABBREVIATIONS.csv] OUT LIST.csv ...
 * Without -a the lists are taken as whole words: that is how the list of
 * abbreviations itself is compiled, which the other lists' tokens need.
 */
#include "base/diag.h"
#include "base/utf8.h"
#include "lang/lexicon.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
read_file(const char *name, struct buf *b)
{
	char part[65536];
	FILE *f = fopen(name, "rb");
	size_t k;

	buf_init(b, 256 << 20);
	if (!f)
		die_at(name, 0, "%s", strerror(errno));
	while ((k = fread(part, 1, sizeof part, f)) > 0)
		buf_add(b, part, k);
	if (ferror(f) || b->over)
		die_at(name, 0, "cannot be read");
	fclose(f);
}

static void
add_list(struct lexicon_builder *b, const char *name)
{
	struct table_error err;
	struct table t;
	struct buf text;
	size_t bad;

	read_file(name, &text);
	if (!utf8_valid(buf_str(&text), &bad))
		die_at(name, 0, "invalid UTF-8 at byte %zu", bad);
	if (!table_read(&t, buf_str(&text), true, &err) ||
	    !lexicon_builder_table(b, &t, NULL, &err))
		die_at(name, err.line, "%s", err.why);
	table_release(&t);
	buf_release(&text);
}

int
main(int argc, char *argv[])
{
	struct lexicon_builder b, ab;
	struct lexicon abbreviations = {0};
	struct buf out;
	int i = 1;
	FILE *f;

	diag_set_name("gen/lexicon");
	lexicon_builder_init(&ab, NULL);
	if (argc > 2 && strcmp(argv[1], "-a") == 0) {
		add_list(&ab, argv[2]);
		lexicon_builder_open(&ab, &abbreviations);
		i = 3;
	}
	if (argc < i + 2)
		die("usage: lexicon [-a ABBREVIATIONS.csv] OUT LIST.csv ...");
	lexicon_builder_init(&b, abbreviations.nslot ? &abbreviations : NULL);
	for (int k = i + 1; k < argc; k++)
		add_list(&b, argv[k]);
	buf_init(&out, 256 << 20);
	lexicon_builder_write(&b, &out);
	f = fopen(argv[i], "wb");
	if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f))
		die_at(argv[i], 0, "%s", strerror(errno));
	buf_release(&out);
	lexicon_builder_release(&b);
	lexicon_builder_release(&ab);
	lexicon_release(&abbreviations);
	return 0;
}
