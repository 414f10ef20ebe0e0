/*
 * synonyms - makes a list of words that can stand for one another out of
 * WordNet's files.
 *
 * usage: synonyms DIR > synonyms.csv
 * For each word the synsets of its commonest senses (FIRST of them a part of
 * speech, index.noun, index.verb, index.adj) that hold another single word:
 * a list for gen/lexicon with label "synset" and as id the synsets' keys,
 * four characters each ("propose": the key that "suggest" has too). Then,
 * with label "person", the nouns whose commonest sense is one (the file
 * noun.person of WordNet's lexicographers): "passenger", "cadet".
 */
#include "base/diag.h"
#include "gen/wordnet_in.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST = 3,
	MAXWORD = 32,
	MAXUSES = 400000,
	KEY = 4,
	PERSON = 18,      /* the number of noun.person (lexnames(5WN)) */
	MAXNOUN = 1 << 24 /* bytes of data.noun */
};

static const char alphabet[] =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct use {
	char word[MAXWORD];
	uint32_t synset; /* byte offset in the data file * 3 + file */
};

static struct use uses[MAXUSES];
static size_t nuse;
static char *nouns; /* data.noun */

static void
read_nouns(const char *dir)
{
	FILE *f = wordnet_open(dir, "data", "noun");
	size_t n;

	nouns = malloc(MAXNOUN);
	if (!nouns)
		exit(2);
	n = fread(nouns, 1, MAXNOUN - 1, f);
	nouns[n] = '\0';
	fclose(f);
}

/* Is the synset at byte OFFSET of data.noun a person? "OFFSET FILE n ..." */
static bool
is_person(unsigned long offset)
{
	return offset < MAXNOUN - 16 &&
	       strtoul(nouns + offset, NULL, 10) == offset &&
	       strtol(nouns + offset + 9, NULL, 10) == PERSON;
}

/* The next word of a line, ended in place; *P moves behind it. */
static char *
next_field(char **p)
{
	char *start = *p + strspn(*p, " \n"), *end;

	if (!*start)
		return NULL;
	end = start + strcspn(start, " \n");
	*p = *end ? end + 1 : end;
	*end = '\0';
	return start;
}

/* A line: lemma pos senses pointers pointer... senses tagged offset... */
static void
read_index(const char *dir, const char *class, uint32_t file)
{
	FILE *f = wordnet_open(dir, "index", class);
	char line[16384];

	while (fgets(line, sizeof line, f)) {
		char *p = line, *lemma, *field[3] = {NULL, NULL, NULL}, *offset;
		long senses, skip;

		if (line[0] == ' ')
			continue;
		lemma = next_field(&p);
		for (int i = 0; i < 3; i++)
			field[i] = next_field(&p);
		if (!lemma || !field[2] || strlen(lemma) >= MAXWORD ||
		    !wordnet_plain(lemma, ""))
			continue;
		senses = strtol(field[1], NULL, 10);
		skip = strtol(field[2], NULL, 10) + 2;
		while (skip-- > 0)
			next_field(&p);
		for (long i = 0; i < senses && i < FIRST; i++) {
			offset = next_field(&p);
			if (!offset)
				break;
			if (i == 0 && file == 0 &&
			    is_person(strtoul(offset, NULL, 10)))
				printf("%s,person,,\n", lemma);
			if (nuse == MAXUSES)
				die("too many words");
			memcpy(uses[nuse].word, lemma, strlen(lemma) + 1);
			uses[nuse++].synset =
			    (uint32_t)strtoul(offset, NULL, 10) * 3 + file;
		}
	}
	fclose(f);
}

static int
by_synset(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	if (x->synset != y->synset)
		return x->synset < y->synset ? -1 : 1;
	return strcmp(x->word, y->word);
}

static int
by_word(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	int c = strcmp(x->word, y->word);

	return c ? c : (x->synset > y->synset) - (x->synset < y->synset);
}

static void
write_key(uint32_t n)
{
	for (int i = 0; i < KEY; i++, n /= sizeof alphabet - 1)
		putchar(alphabet[n % (sizeof alphabet - 1)]);
}

int
main(int argc, char *argv[])
{
	size_t n = 0;
	uint32_t key = 0;

	diag_set_name("synonyms");
	if (argc != 2) {
		fprintf(stderr, "usage: synonyms DIR\n");
		return 2;
	}
	read_nouns(argv[1]);
	printf("name,label,id,aliases\n");
	read_index(argv[1], "noun", 0);
	read_index(argv[1], "verb", 1);
	read_index(argv[1], "adj", 2);
	qsort(uses, nuse, sizeof *uses, by_synset);
	/* Synsets that nothing shares are left out, the others numbered. */
	for (size_t i = 0, j; i < nuse; i = j, key++) {
		for (j = i + 1; j < nuse && uses[j].synset == uses[i].synset;
		     j++)
			;
		for (size_t k = i; j - i > 1 && k < j; k++) {
			uses[n] = uses[k];
			uses[n++].synset = key;
		}
	}
	qsort(uses, n, sizeof *uses, by_word);
	for (size_t i = 0, j; i < n; i = j) {
		printf("%s,synset,", uses[i].word);
		for (j = i; j < n && !strcmp(uses[j].word, uses[i].word); j++)
			write_key(uses[j].synset);
		printf(",\n");
	}
	return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
