/*
 * relation_in - what the parts of relation.h share among themselves.
 *
 * For: relation.c (the whole), relation_unit.c (claims as they are
 * compared), relation_word.c (what is known of a word), relation_item.c (what
 * sentences are made of), relation_figure.c (numbers and dates in them),
 * relation_slot.c (which of them are of one thing),
 * relation_deed.c (what was done then), relation_entity.c (who made it),
 * relation_copy.c (what is printed alike), relation_pair.c (which claims
 * meet), relation_compare.c (two claims) and relation_join.c (pairs to
 * slots). Not for anyone else.
 */
#ifndef NEWS_RELATION_IN_H
#define NEWS_RELATION_IN_H

#include "news/relation.h"

enum {
	STEM = 6,
	MAXSTEMS = 48,
	MAXFIGURES = 10,
	MAXWORDS = 80,
	MAXSLOT = 200,
	LONG = 6
};

enum unit_type { CLAUSE, TITLE, QUOTE, SENTENCE };

/* What a sentence is made of, where it is compared with others. */
enum item_kind { ITEM_WORD, ITEM_TITLE, ITEM_NAME, ITEM_VALUE, ITEM_DATE };

/* A name, an amount, a date or a content word; bytes START to END. */
struct item {
	uint32_t hash, start, end;
	float weight;
	enum item_kind kind;
	struct str senses;                 /* of a word: keys of its synsets */
	const struct lexicon_entry *state; /* of a word, or NULL */
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

/*
 * What was done at a date, as far as the words around its verb tell: by whom
 * and to what: names, or the keys of phrases' heads; 0: not told.
 */
struct deed {
	uint32_t verb; /* class */
	bool once;     /* done to somebody once: "convicted" */
	bool act;      /* done to one thing once: "unveiled" */
	bool event;    /* what is announced, and then takes place: "met" */
	struct str agent_name, patient_name;
	uint32_t agent, patient;
	struct str senses; /* of the patient: keys of its synsets */
};

/* A number or a date in a sentence, with its place among the items. */
struct figure {
	/* KIND_NUMBER, KIND_DATE, KIND_ANTONYM, KIND_ENTITY */
	enum relation_kind kind;
	struct str text;
	struct claim_number number;
	struct days days;
	bool relative; /* "Friday", "last year": told by when it was written */
	bool yearless; /* "August 7": the year is a guess */
	struct deed deed; /* of a date */
	uint32_t unit;    /* key of its unit, or of what it counts */
	uint32_t noun;    /* of persons: what they are called */
	bool rare;        /* the noun is: "cadets" */
	uint32_t fate;    /* of persons: what became of them */
	uint32_t who;     /* of an age, a majority, a share: whose it is */
	uint32_t *member; /* of names: their keys */
	struct str thing, done; /* of names: "bill", "sponsor" */
	uint8_t nmember;
	uint8_t at, inside; /* place in the unit's order; items that follow */
	size_t start, end;  /* bytes in the segment */
	size_t clause; /* the unit of the claim it stands in, or SIZE_MAX */
};

enum compare { SAME, APART, UNCLEAR };

/* A claim as it is compared. */
struct unit {
	enum unit_type type;
	uint32_t doc;
	const struct kept_segment *segment;
	size_t start, end;
	struct stem *stem; /* sorted by hash */
	size_t nstem;
	float weight;   /* of all stems */
	uint8_t *order; /* of a sentence: its stems in the text's order */
	size_t norder;
	struct stem *pair; /* neighbours in that order */
	size_t npair;
	size_t sentence; /* index of the unit of the whole segment */
	struct str subject, predicate, object, title, speaker;
	struct str subject_text; /* "Captain Voll", as it stands */
	uint32_t subject_key, object_key, class_key, opposite_key;
	uint32_t office, office_class; /* of a title; 0: none that excludes */
	bool negated, repeated;        /* done again and again: "said" */
	enum modality modality;
	struct deed deed;      /* of a clause */
	struct figure *figure; /* of a sentence: its numbers */
	size_t nfigure;
	uint32_t *word; /* of a quotation: its words' keys in order */
	size_t nword;
	size_t spare;  /* words that may be written otherwise: "Gen." */
	bool cut;      /* some of its words are left out */
	bool changing; /* its figures change in time */
	/* The next unit that says the same in the same words, or NO_UNIT. */
	uint32_t copy;
	bool is_copy;  /* there is one before it */
	bool embedded; /* it is no claim of the record's: deed_embedded */
};

#define NO_UNIT UINT32_MAX

struct doc {
	struct meta meta;
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
	FACET_FIGURE = 0, /* one for each of MAXFIGURES */
	FACET_POLARITY = MAXFIGURES,
	FACET_ANTONYM,
	FACET_TITLE,
	FACET_QUOTE,
	FACET_STATUS,
	FACET_FACT,
	FACET_RELATED,
	FACETS = 32
};

/* What the lists know of a word, looked up once. */
struct word {
	uint64_t hash; /* the token's; 0: no word */
	uint32_t stem;
	float weight;
	bool stop, changing, increment;
	const struct lexicon_entry *past, *state; /* NULL: it is none */
	struct str senses;
};

/* The forms of verbs, as places in differ's verb. */
enum {
	VERB_PAST,
	VERB_PAST_WEAK,
	VERB_S,
	VERB_S_WEAK,
	VERB_BASE,
	VERB_BASE_WEAK,
	VERB_ING,
	VERB_FORMS
};

struct differ {
	const struct lexicon *words;
	const struct lexicon *synonyms;
	/* Numbers of the words' labels (claims.csv), or -1. */
	int verb[VERB_FORMS], stop[8];
	int auxiliary, preposition, pronoun, clause, pair, number, frequency;
	int changing, class, opposite, state, increment, vague, cue, people;
	int once, act, event, pending, other_time, by; /* of deeds */
	int past, next, grade, rank, office;           /* of titles */
	int noun_class, maker, comprise, held, partitive, fate;
	int synset, person; /* of the synonyms */
	size_t nverb, nstop;
	struct arena arena;
	struct str story;
	struct kept_segment **segment;
	size_t nsegment, segmentcap;
	struct doc *doc;
	size_t ndoc, doccap;
	struct unit *unit;
	size_t nunit, unitcap;
	struct item *item; /* of the segment that is being taken in */
	size_t nitem, itemcap;
	struct word *word; /* those met so far, by hash */
	size_t nword, wordcap;
	struct link *link;
	size_t nlink, linkcap;
	uint64_t *clash; /* pairs of sentences that do, sorted */
	size_t nclash;
	struct relation *relation;
	size_t nrelation, relationcap;
	struct differ_counts counts;
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
/* The class of a predicate: of its list, or the lemma itself; 0: none. */
uint32_t class_key(
    const struct differ *r, struct str lemma, uint32_t *opposite);
/* The key of V to three decimals; a record may hold any number. Never 0. */
uint32_t value_key(double v);
/* For qsort and bsearch: by hash. */
int stem_order(const void *a, const void *b);
/* Sorts stems by hash, each once; returns how many are left. */
size_t stems_sort(struct stem *v, size_t n);
/* Significant digits of a whole number: 3,200,000 has two. */
int number_digits(double v);

/* relation_word.c */

/* What is known of token T of TEXT; until the next call. */
const struct word *word_of(
    struct differ *r, struct str text, const struct token *t);

/* Has the list token I of S under LABEL, a label's number or -1? */
bool token_has(
    const struct differ *r, const struct segment *s, size_t i, int label);
/* The verb that W is a form of; p NULL: none. */
struct str word_lemma(const struct differ *r, struct str w);
/* The entry of W under LABEL, else that of its verb; or NULL. */
const struct lexicon_entry *word_or_verb(
    const struct differ *r, struct str w, int label);
/*
 * The key of the noun at token I of S: of its class where reports have several
 * nouns for the same thing ("plan", "proposal"), else its stem.
 */
uint32_t noun_key(struct differ *r, const struct segment *s, size_t i);
/* How much W tells, by how rare it or its verb is in news. */
float word_weight(const struct differ *r, struct str w);

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
 * How alike two sentences are: UNLIKE where they share next to nothing, from
 * about 0 on they speak of the same. *FACT: the logarithm of the odds that
 * they state a fact in common.
 */
#define UNLIKE (-9.0)
double sentences_alike(
    const struct unit *a, const struct unit *b, double *fact);
/* Have two lists of synsets one in common? */
bool senses_shared(struct str a, struct str b);

/* relation_figure.c */

/* The figures of sentence U: R's items are those of S. */
void figures_find(struct differ *r, const struct segment *s, struct unit *u);
/* Tells the figures of sentence U which of the units from FIRST holds them. */
void figures_place(
    struct differ *r, const struct segment *s, size_t u, size_t first);
/* The unit of the claim that figure I of U stands in, or U. */
const struct unit *figure_clause(
    const struct differ *r, const struct unit *u, size_t i);

/* relation_slot.c */

/* Do two figures of one slot say the same? */
bool figures_same(const struct figure *a, const struct figure *b);
/*
 * Links the figures of sentences I and J, which are ALIKE, where they stand
 * for the same: what surrounds them is alike, and alike in no other two.
 * True if two of them clash.
 */
bool figures_compare(struct differ *r, size_t i, size_t j, double alike);

/* relation_deed.c */

/* What clause C of S tells that somebody does. */
struct deed deed_of(
    struct differ *r, const struct segment *s, const struct unit *c);
/*
 * The next verb of S from token I on that is no claim's (whose units are those
 * from FIRST on) and tells of a deed: "an order Voll signed". Then U has its
 * bytes, subject, predicate, modality and deed, and what is returned is the
 * token to go on from; else 0.
 */
size_t deed_embedded(struct differ *r, const struct segment *s, size_t i,
    size_t first, struct unit *u);
/* What was done at the date F, which stands in clause C of S. */
struct deed deed_find(struct differ *r, const struct segment *s,
    const struct unit *c, const struct figure *f);
/* Are they of one event, whatever else is said of it? */
bool deeds_same(const struct deed *a, const struct deed *b);
/* Are they of one kind and by one agent, at times of which one may be ahead? */
bool deeds_meet(const struct deed *a, const struct deed *b);

/* relation_entity.c */

/*
 * Does the name at item AT tell who made a thing, "sponsored by Ana Reyes",
 * or a list that begins there what a thing is made of? Then F, whose bytes
 * are the item's, becomes that.
 */
bool entity_find(
    struct differ *r, const struct segment *s, size_t at, struct figure *f);
enum compare entities_compare(const struct figure *a, const struct figure *b);

/* relation.c */

/* Weight (of A's) and number of the stems that two sorted lists share. */
double stems_shared(const struct stem *a, size_t na, const struct stem *b,
    size_t nb, size_t *common);

/* relation_compare.c */

/* Links facet FA of unit A with facet FB of unit B. */
void differ_link(struct differ *r, size_t a, int fa, size_t b, int fb,
    enum relation_kind kind, bool same, double score);

/* Can both numbers be right? UNCLEAR: they can, but say different things. */
enum compare numbers_compare(
    const struct claim_number *a, const struct claim_number *b);
/* Is it sure that they are not the same days? */
bool days_apart(const struct days *x, const struct days *y);
/* Does every word of A, but "former" and "senior", stand in B (by stem)? */
bool words_within(const struct differ *r, struct str a, struct str b);
/* Compares units I and J, I before J: makes R's links. */
void units_compare(struct differ *r, size_t i, size_t j);

/* relation_copy.c */

/* Finds what several documents print alike. */
void differ_copies(struct differ *r);

/* relation_pair.c */

/*
 * Weighs the claims' words by how many of the story share them, and compares
 * the claims that share some (units_compare).
 */
void differ_pairs(struct differ *r);
/* Do the sentences of two facets clash, so that they cannot agree? */
bool sentences_clash(const struct differ *r, uint64_t a, uint64_t b);

/* relation_join.c */

/* The members of the links of KIND (-1: of all), each once, sorted. */
size_t links_members(const struct differ *r, struct member *m, int kind);
/* The surest links first: they make the centres of the slots. */
void links_sort(struct differ *r);
/* Joins the links of KIND, sorted, whose N members are in M, into relations. */
void links_join(
    struct differ *r, struct member *m, size_t n, enum relation_kind kind);
/* Makes a relation of each claim that is in no link. */
void differ_unique(struct differ *r, const struct member *all, size_t n);

#endif
