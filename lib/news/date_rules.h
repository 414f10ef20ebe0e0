/*
 * date_rules - the rule files of dates, read (lib/data/en/dates.rules).
 *
 * For: turning the text of a rule file into rules with a prefilter, a
 * pattern and value expressions. The language of the files is described at
 * the top of dates.rules.
 * Not for: running the rules (date.c) or what the functions do
 * (date_value.h).
 */
#ifndef NEWS_DATE_RULES_H
#define NEWS_DATE_RULES_H

#include "base/mem.h"
#include "lang/lexicon.h"
#include "lang/pattern.h"
#include "news/date.h"

enum {
	DATE_CLASSES = 60,
	DATE_ARGS = 6,
	DATE_NEEDS = 3,
	DATE_RECENT = 64,
	DATE_REACH = 9,  /* words that the prefilter looks at, at most */
	DATE_PHRASE = 3, /* words by which longer forms are known */
	DATE_KNOWN = 1 << 13
};

/* A value expression. */
enum node_kind { NODE_CALL, NODE_GROUP, NODE_INT, NODE_STRING };

struct date_function;

struct date_node {
	enum node_kind kind;
	const struct date_function *function; /* NODE_CALL */
	int64_t number;
	const char *text; /* name of a group, or a string */
	int nargs;
	struct date_node *arg[DATE_ARGS];
};

/* When a rule applies: in documents with a day of publication, or without. */
enum date_mode { MODE_ANY, MODE_NEWS, MODE_NARRATIVE };

struct date_rule {
	uint64_t at;               /* classes of its first word; 0: any */
	uint64_t need[DATE_NEEDS]; /* of the words from there on; 0: none */
	int within; /* ... of how many words, from 1 to DATE_REACH */
	struct pattern *pattern;
	enum date_type type;
	bool not_date; /* what it matches is no date */
	bool follows;  /* only right behind another date */
	enum date_mode mode;
	struct date_node *value, *mod, *freq, *quant, *alt;
	unsigned long line;
};

/* The words of one label. */
struct date_list {
	const char *label;
	int number; /* in the lexicon */
	struct str *name, *id;
	size_t n;
};

/*
 * A class of words, for the prefilter: a bit a label. What begins longer
 * forms only ("New" of "New Year") is of these classes if the next words, too,
 * are theirs: there is an entry for the two or three words.
 */
struct date_word {
	uint64_t hash, classes, more;
};

struct date_rules {
	const struct lexicon *words;
	struct date_rule *rule;
	size_t nrule, cap;
	struct date_list *list;
	size_t nlist, listcap;
	/* entries of the lexicon by label, and where each label's begin */
	uint32_t *sorted, *first;
	size_t recent[DATE_RECENT]; /* lists by the address of their label */
	struct arena arena;
	/* label of each class bit; the table of words, a power of two */
	const char *label[DATE_CLASSES];
	int nclass;
	struct date_word *word;
	size_t nslot;
	/* Lengths of its words by their first and last byte (modulo 32). */
	uint32_t length[1024];
	/* Bits by the hashes of its words, and of those behind the first. */
	uint64_t known[DATE_KNOWN / 64], second[DATE_KNOWN / 64];
	/* %macros */
	struct date_macro *macro;
	size_t nmacro, macrocap;
	char why[160];
};

/* Bits of numbers: any; of one or two digits; of four; before "-/.:" and a
 * digit. */
#define DATE_DIGITS (UINT64_C(1) << 63)
#define DATE_FIGURE (UINT64_C(1) << 62)
#define DATE_YEAR (UINT64_C(1) << 61)
#define DATE_JOINED (UINT64_C(1) << 60)

/*
 * Reads TEXT into R (zeroed but for words), after the rules already there,
 * or before them if FIRST. False and *ERR if faulty; R then has none of it.
 * With CHECK the patterns are compiled at once.
 */
bool date_rules_read(struct date_rules *r, struct str text, bool first,
    bool check, struct dater_error *err);
/* The words of LABEL (a list made at first use). */
const struct date_list *date_rules_list(
    struct date_rules *r, const char *label);
/* The bit of the class that LABEL's words make; 0 if there are too many. */
uint64_t date_rules_class(struct date_rules *r, const char *label);
/* Where in r->length a word stands, which is not empty. */
static inline size_t
date_rules_ends(struct str word)
{
	return ((size_t)word.p[0] & 31) << 5 |
	       ((size_t)word.p[word.n - 1] & 31);
}
/* Its length there; those beyond all words of the lists are one. */
static inline uint32_t
date_rules_length(struct str word)
{
	return UINT32_C(1) << (word.n < 31 ? word.n : 31);
}
/*
 * The classes of WORD, a run of letters: of the forms in the lists that it is;
 * *MORE: of those that it begins.
 */
uint64_t date_rules_known(
    const struct date_rules *r, struct str word, uint64_t *more);
/* The same, with a quick no for most words. */
static inline uint64_t
date_rules_classes(const struct date_rules *r, struct str word, uint64_t *more)
{
	*more = 0;
	if (!(r->length[date_rules_ends(word)] & date_rules_length(word)))
		return 0;
	return date_rules_known(r, word, more);
}
/*
 * The classes of longer forms that begin with the words W, of which there are
 * N, at most DATE_PHRASE.
 */
uint64_t date_rules_phrase(
    const struct date_rules *r, const struct str *w, size_t n);
void date_rules_release(struct date_rules *r);

#endif
