/*
 * wordnet_classes - makes the list of word classes out of WordNet's files.
 *
 * usage: wordnet_classes DIR > classes.csv
 * Of index.* (which words there are), cntlist.rev (how often each sense was
 * seen in text) and *.exc (irregular forms) it makes a list for gen/lexicon
 * (lang/lemma.h): a base form has the label noun, verb, adj or adv and as id
 * a digit, the binary logarithm of its count; an irregular form the label
 * with "-form" and its base as id ("sank": verb-form, sink).
 */
#include "base/diag.h"
#include "gen/wordnet_in.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAXWORD = 40, MAXWORDS = 100000, CLASSES = 4 };

static const char *const classes[CLASSES] = {"noun", "verb", "adj", "adv"};

struct word {
	char text[MAXWORD]; /* first: wordnet_by_text */
	unsigned is;        /* bits of classes */
	long count[CLASSES];
};

static struct word words[MAXWORDS];
static size_t nword;

static void
read_words(const char *dir, unsigned class)
{
	FILE *f = wordnet_open(dir, "index", classes[class]);
	char line[16384], *end;
	size_t known = nword;
	struct word *w;

	while (fgets(line, sizeof line, f)) {
		end = strchr(line, ' ');
		if (line[0] == ' ' || !end || end - line >= MAXWORD)
			continue;
		*end = '\0';
		if (!wordnet_plain(line, "-"))
			continue;
		w = bsearch(line, words, known, sizeof *words, wordnet_by_text);
		if (!w && nword < MAXWORDS) {
			w = &words[nword++];
			memcpy(w->text, line, strlen(line) + 1);
		}
		if (w)
			w->is |= 1u << class;
	}
	fclose(f);
	qsort(words, nword, sizeof *words, wordnet_by_text);
}

static void
read_counts(const char *dir)
{
	/* Of "%1:" and so on: 5 is an adjective beside another's sense. */
	static const int class_of[6] = {-1, 0, 1, 2, 3, 2};
	FILE *f = wordnet_open(dir, "cntlist", "rev");
	char line[1024], *percent, *count;
	struct word *w;

	while (fgets(line, sizeof line, f)) {
		percent = strchr(line, '%');
		count = strrchr(line, ' ');
		if (!percent || !count || percent[1] < '1' || percent[1] > '5')
			continue;
		*percent = '\0';
		w = bsearch(line, words, nword, sizeof *words, wordnet_by_text);
		if (w)
			w->count[class_of[percent[1] - '0']] +=
			    strtol(count, NULL, 10);
	}
	fclose(f);
}

static void
write_exceptions(const char *dir, const char *class)
{
	FILE *f = wordnet_open(dir, class, "exc");
	char line[256], form[MAXWORD], base[MAXWORD];

	while (fgets(line, sizeof line, f))
		if (sscanf(line, "%39s %39s", form, base) == 2 &&
		    wordnet_plain(form, "-") && wordnet_plain(base, "-"))
			printf("%s,%s-form,%s,\n", form, class, base);
	fclose(f);
}

static int
log_of(long n)
{
	int k = 0;

	while (n > 0 && k < 9) {
		n /= 2;
		k++;
	}
	return k;
}

int
main(int argc, char *argv[])
{
	diag_set_name("wordnet_classes");
	if (argc != 2) {
		fprintf(stderr, "usage: wordnet_classes DIR\n");
		return 2;
	}
	for (unsigned c = 0; c < CLASSES; c++)
		read_words(argv[1], c);
	read_counts(argv[1]);
	printf("name,label,id,aliases\n");
	for (size_t i = 0; i < nword; i++)
		for (unsigned c = 0; c < CLASSES; c++)
			if (words[i].is >> c & 1)
				printf("%s,%s,%d,\n", words[i].text, classes[c],
				    log_of(words[i].count[c]));
	for (unsigned c = 0; c < CLASSES; c++)
		write_exceptions(argv[1], classes[c]);
	return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
