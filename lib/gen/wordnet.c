/*
 * wordnet - makes lists of English word forms out of WordNet's files.
 *
 * usage: wordnet DIR > forms.csv
 * Of index.verb, index.noun (which words there are), verb.exc, noun.exc
 * (irregular forms) and cntlist.rev (how often each sense was seen in text)
 * it makes a list for gen/lexicon: verb-base, verb-s, verb-past, verb-part
 * and verb-ing, each with the lemma as id ("sank": verb-past, sink). A form
 * that is commoner as a noun ("reports") has the label with "-weak".
 * The rules of spelling here are English: WordNet is.
 */
#include "base/diag.h"
#include "gen/wordnet_in.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAXWORD = 64, MAXWORDS = 40000, MAXEXC = 8000 };

struct word {
	char text[MAXWORD]; /* first: wordnet_by_text */
	long verb, noun, adj;
};

static struct word words[MAXWORDS];
static size_t nword;
static char exc[MAXEXC][2][MAXWORD];
static size_t nexc;

static void
read_verbs(const char *dir)
{
	FILE *f = wordnet_open(dir, "index", "verb");
	char line[8192], *end;

	while (fgets(line, sizeof line, f)) {
		end = strchr(line, ' ');
		if (line[0] == ' ' || !end || end - line >= MAXWORD)
			continue;
		*end = '\0';
		if (wordnet_plain(line, "") && nword < MAXWORDS)
			memcpy(words[nword++].text, line, strlen(line) + 1);
	}
	fclose(f);
	qsort(words, nword, sizeof *words, wordnet_by_text);
}

static void
read_counts(const char *dir)
{
	FILE *f = wordnet_open(dir, "cntlist", "rev");
	char line[1024], *percent, *count;
	struct word *w;

	while (fgets(line, sizeof line, f)) {
		percent = strchr(line, '%');
		count = strrchr(line, ' ');
		if (!percent || !count)
			continue;
		*percent = '\0';
		w = bsearch(line, words, nword, sizeof *words, wordnet_by_text);
		if (!w)
			continue;
		if (percent[1] == '1')
			w->noun += strtol(count, NULL, 10);
		else if (percent[1] == '2')
			w->verb += strtol(count, NULL, 10);
		else
			w->adj += strtol(count, NULL, 10);
	}
	fclose(f);
}

static void
read_exceptions(const char *dir)
{
	FILE *f = wordnet_open(dir, "verb", "exc");
	char line[256], form[MAXWORD], lemma[MAXWORD];

	while (fgets(line, sizeof line, f) && nexc < MAXEXC)
		if (sscanf(line, "%63s %63s", form, lemma) == 2 &&
		    wordnet_plain(form, "") && wordnet_plain(lemma, "")) {
			memcpy(exc[nexc][0], form, sizeof form);
			memcpy(exc[nexc++][1], lemma, sizeof lemma);
		}
	fclose(f);
}

static void
emit(const char *stem, const char *ending, const char *label, bool weak,
    const char *lemma)
{
	printf(
	    "%s%s,%s%s,%s,\n", stem, ending, label, weak ? "-weak" : "", lemma);
}

/* Verbs whose past is written like the verb itself: "the storm hit". */
static bool
keeps_form(const char *s)
{
	static const char *const verbs[] = {"hit", "cut", "put", "shut", "set",
	    "let", "cost", "hurt", "burst", "cast", "spread", "split", "quit",
	    "shed", "rid", "bid", "wed", "thrust", "upset", "broadcast",
	    "forecast", "read", "beat", "bet"};

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(s, verbs[i]) == 0)
			return true;
	return false;
}

static bool
vowel(char c)
{
	return c && strchr("aeiou", c);
}

/* Does the last consonant double before an ending: "stop", "admit"? */
static bool
doubles(const char *s, size_t n)
{
	static const char *const last[] = {"admit", "commit", "permit",
	    "submit", "omit", "transmit", "refer", "prefer", "defer", "infer",
	    "occur", "incur", "recur", "compel", "expel", "propel", "repel",
	    "control", "patrol", "rebel", "begin", "forget", "regret", "equip",
	    "transfer", "confer", "deter", "cancel", "travel", "label"};

	for (size_t i = 0; i < sizeof last / sizeof *last; i++)
		if (strcmp(s, last[i]) == 0)
			return true;
	if (n < 3 || vowel(s[n - 1]) || strchr("wxy", s[n - 1]) ||
	    !vowel(s[n - 2]) || vowel(s[n - 3]))
		return false;
	for (size_t i = 0; i + 3 < n; i++)
		if (vowel(s[i]) || s[i] == 'y')
			return false; /* more than one syllable */
	return true;
}

static void
emit_forms(const struct word *w)
{
	const char *s = w->text;
	size_t n = strlen(s);
	char stem[MAXWORD + 1];
	bool weak = w->noun > w->verb, past = false, ing = false;
	char c = s[n - 1], last = 0;
	int irregular = 0;

	for (size_t i = 0; i < nexc; i++) {
		const char *f = exc[i][0];

		if (strcmp(exc[i][1], s) != 0)
			continue;
		if (strlen(f) > 3 && strcmp(f + strlen(f) - 3, "ing") == 0) {
			emit(f, "", "verb-ing", false, s);
			ing = true;
		} else if (f[strlen(f) - 1] != 's') {
			emit(f, "", "verb-past", false, s);
			past = true;
			irregular++;
			last = f[strlen(f) - 1];
		}
	}
	/* "burnt" and "burned", "shown" and "showed": both are in use. */
	if (irregular == 1 &&
	    (last == 'n' || (last == 't' && strchr("lmnp", c))))
		past = false;
	if (keeps_form(s))
		emit(s, "", "verb-past", weak, s);
	emit(s, "", "verb-base", weak, s);
	memcpy(stem, s, n + 1);
	if (c == 'y' && n > 1 && !vowel(s[n - 2])) {
		stem[n - 1] = '\0';
		emit(stem, "ies", "verb-s", weak, s);
		if (!past)
			emit(stem, "ied", "verb-past", false, s);
		emit(s, "ing", "verb-ing", false, s);
		return;
	}
	emit(s,
	    strchr("sxzo", c) || (n > 1 && c == 'h' && strchr("cs", s[n - 2]))
		? "es"
		: "s",
	    "verb-s", weak, s);
	if (doubles(s, n)) {
		stem[n] = c;
		stem[n + 1] = '\0';
	}
	if (!past)
		emit(stem, c == 'e' ? "d" : "ed", "verb-past", w->adj > w->verb,
		    s);
	if (!ing) {
		if (c == 'e' && n > 2 && s[n - 2] != 'e' && s[n - 2] != 'y')
			stem[n - 1] = '\0';
		emit(stem, "ing", "verb-ing", false, s);
	}
}

int
main(int argc, char *argv[])
{
	diag_set_name("wordnet");
	if (argc != 2) {
		fprintf(stderr, "usage: wordnet DIR\n");
		return 2;
	}
	read_verbs(argv[1]);
	read_counts(argv[1]);
	read_exceptions(argv[1]);
	printf("name,label,id,aliases\n");
	for (size_t i = 0; i < nword; i++)
		if (words[i].verb > 0 && strcmp(words[i].text, "be") != 0 &&
		    strcmp(words[i].text, "have") != 0)
			emit_forms(&words[i]);
	if (fflush(stdout) || ferror(stdout))
		return 2;
	return 0;
}
