/*
 * relation_in - what the parts of relation.h share among themselves.
 *
 * For: relation.c (stories, the whole), relation_unit.c (claims as they are
 * compared), relation_compare.c (two claims) and relation_join.c (pairs to
 * slots). Not for anyone else.
 */
#ifndef NEWS_RELATION_IN_H
#define NEWS_RELATION_IN_H

#include "news/relation.h"

enum {
	STEM = 6,
	MAXSTEMS = 48,
	BLOCK = 160,
	MAXNUMBERS = 6,
	MAXWORDS = 80,
	MAXSLOT = 200,
	LONG = 6,
	MAXVALUES = 8
};

enum unit_type { CLAUSE, TITLE, QUOTE, SENTENCE };

/* What a sentence is made of, where it is compared with others. */
enum item_kind { ITEM_WORD, ITEM_TITLE, ITEM_NAME, ITEM_VALUE, ITEM_DATE };

/* A name, an amount, a date or a content word; bytes START to END. */
struct item {
	uint32_t hash, start, end;
	float weight;
	enum item_kind kind;
	struct str senses; /* of a word: keys of its synsets */
};

/* An item as a claim has it, each once; its weight tells how rare it is. */
struct stem {
	uint32_t hash;
	float weight;
	enum item_kind kind;
	bool topic; /* stands in many sentences of the story */
	struct str senses;
};

/* The days that a date expression covers, as far as they are known. */
struct days {
	int64_t from, to; /* days from 1970-01-01 */
	int weekday;      /* 1 (Monday) to 7, of a single day; 0: none */
	bool known;       /* FROM and TO are */
};

/* A claim as it is compared. */
struct unit {
	enum unit_type type;
	uint32_t doc;
	const struct kept_segment *segment;
	size_t start, end;
	struct stem *stem; /* sorted by hash */
	size_t nstem;
	float weight;          /* of all stems */
	uint8_t *order; /* of a sentence: its stems in the text's order */
	size_t norder;
	struct stem *pair; /* neighbours in that order */
	size_t npair;
	size_t sentence; /* index of the unit of the whole segment */
	struct str subject, predicate, object, title, speaker;
	uint32_t subject_key, class_key, opposite_key;
	bool negated;
	enum modality modality;
	struct claim_number *number;
	uint32_t *of_key;   /* of each number: its unit or counted noun */
	uint32_t *verb_key; /* of each number: the verb it stands behind */
	uint32_t *word;     /* of a quotation: its words' stems in order */
	size_t nword;
	size_t nnumber;
	struct date *date;
	struct days *days; /* of each date */
	struct str *date_text;
	size_t ndate;
	bool changing;             /* the predicate's value changes in time */
	uint32_t value[MAXVALUES]; /* keys of telling figures: 69.9 years */
	size_t nvalue;
	uint32_t date_verb; /* the verb that the date stands behind */
	size_t telling;     /* the date that matters, where there are several */
};

struct doc {
	struct meta meta;
	uint32_t story; /* index of the story's first document */
	struct stem *name;
	size_t nname;
};

/* Two facets that belong to one slot. */
struct link {
	uint64_t a, b; /* facet: unit * FACETS + respect */
	enum relation_kind kind;
	bool same;
	float score;
};

enum {
	FACET_NUMBER = 0, /* one for each of MAXNUMBERS */
	FACET_DATE = MAXNUMBERS,
	FACET_POLARITY,
	FACET_ANTONYM,
	FACET_TITLE,
	FACET_QUOTE,
	FACET_STATUS,
	FACET_FACT,
	FACET_RELATED,
	FACETS = 16
};

struct differ {
	const struct lexicon *words;
	const struct lexicon *synonyms;
	int verb[8], changing, class, opposite, increment, past, stop[8];
	int frequency, synset;
	size_t nverb, nstop;
	struct arena arena;
	struct doc *doc;
	size_t ndoc, doccap;
	struct unit *unit;
	size_t nunit, unitcap;
	struct item *item; /* of the segment that is being taken in */
	size_t nitem, itemcap;
	struct link *link;
	size_t nlink, linkcap;
	struct relation *relation;
	size_t nrelation, relationcap;
	bool all;
};

/* A facet that takes part in a link, in one slot and on one side of it. */
struct member {
	uint64_t facet;
	uint32_t slot, side; /* union-find parents, as indexes of members */
	bool centre;         /* of a slot of facts */
};

/* relation_unit.c */

/* A copy of S in R's arena; of nothing, nothing. */
struct str differ_keep(struct differ *r, struct str s);
/* The first entry of W under one of N labels, or NULL. */
const struct lexicon_entry *word_entry(
    const struct differ *r, struct str w, const int *label, size_t n);
/*
 * The key of a word: of its verb's lemma where it is a verb's form, else of
 * its first letters, which serve as a stem in many languages. Never 0.
 */
uint32_t word_stem(const struct differ *r, struct str w);
/* The key of a name as it stands, whatever its case. Never 0. */
uint32_t name_key(struct str name);
struct str word_last(struct str s);
/* The key of V to three decimals; a record may hold any number. Never 0. */
uint32_t value_key(double v);
/* For qsort and bsearch: by hash. */
int stem_order(const void *a, const void *b);
/* Sorts stems by hash, each once; returns how many are left. */
size_t stems_sort(struct stem *v, size_t n);
/* Does it tell a day, if only its name? */
bool days_told(const struct days *d);
/* Significant digits of a whole number: 3,200,000 has two. */
int number_digits(double v);

/* How many telling figures two claims share. */
size_t values_shared(const struct unit *a, const struct unit *b);

/* relation_item.c */

/* Makes R's items those of S, in order. */
void items_find(struct differ *r, const struct segment *s);
/*
 * The items of R in bytes [START, END), each once, as U's stems; those of an
 * inner claim of S are left to it, and amounts and dates too unless VALUES.
 */
void items_keep(struct differ *r, const struct segment *s, size_t start,
    size_t end, bool values, struct unit *u);
/* All items of R as stems of U, a whole sentence. */
void items_sentence(struct differ *r, struct unit *u);
/*
 * Weighs the stem HASH of U anew, which stands in SENTENCES sentences of a
 * story of DOCS reports; items_weighed when all of U's are weighed.
 */
void item_weigh(struct unit *u, uint32_t hash, size_t sentences, size_t docs);
void items_weighed(struct differ *r, struct unit *u);
/*
 * How surely two sentences state a fact in common, 0 to 1; 0 too where they
 * share too little to tell.
 */
double sentences_alike(const struct unit *a, const struct unit *b);

/* relation.c */

/* The document that stands for the story of document I. */
uint32_t story_root(struct differ *r, uint32_t i);
/* Weight (of A's) and number of the stems that two sorted lists share. */
double stems_shared(const struct stem *a, size_t na, const struct stem *b,
    size_t nb, size_t *common);

/* relation_compare.c */

enum compare { SAME, APART, UNCLEAR };

/* Can both numbers be right? UNCLEAR: they can, but say different things. */
enum compare numbers_compare(
    const struct claim_number *a, const struct claim_number *b);
/* Is it sure that they are not the same days? */
bool days_apart(const struct days *x, const struct days *y);
/* The index of the date that a claim turns on, or its ndate. */
size_t unit_day(const struct unit *u);
/* Does every word of A, but "former" and its like, stand in B (by stem)? */
bool words_within(const struct differ *r, struct str a, struct str b);
/* Compares the claims of each story that share words: makes R's links. */
void differ_pairs(struct differ *r);

/* relation_join.c */

/* The members of the links of KIND (-1: of all), each once, sorted. */
size_t links_members(const struct differ *r, struct member *m, int kind);
/* Joins the links of KIND, whose N members are in M, into relations. */
void links_join(
    struct differ *r, struct member *m, size_t n, enum relation_kind kind);
/* Makes a relation of each claim that is in no link. */
void differ_unique(struct differ *r, const struct member *all, size_t n);

#endif
