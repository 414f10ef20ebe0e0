/*
 * entity_in - what the parts of entity share.
 *
 * For: entity.c (lists and rules, full names), entity_title.c (titles behind
 * a name) and entity_model.c (the model that has the last word on spans and
 * labels).
 * Not for: anybody else, but gen/train, which makes the model.
 */
#ifndef NEWS_ENTITY_IN_H
#define NEWS_ENTITY_IN_H

#include "lang/sequence.h"
#include "news/amount.h"
#include "news/entity.h"

enum { MAXHITS = 8, MAXRUN = 12, MEMORY = 1024 };

/* What the lists say of one token, as bits. */
enum {
	GIVEN = 1,
	GIVEN_WORD = 2, /* a given name that is a word: "Mark" */
	SURNAME = 4,
	SURNAME_WORD = 8,
	TITLE = 16,
	ROLE = 32,
	COMMON = 64, /* an ordinary word in lower case */
	ORG_HEAD = 128,
	FAC_HEAD = 256,
	LOC_HEAD = 512,
	GPE_HEAD = 1024,
	EVENT_HEAD = 2048,
	LAW_HEAD = 4096,
	PRODUCT_HEAD = 8192,
	WORK_HEAD = 16384,
	HEAD = ORG_HEAD | FAC_HEAD | LOC_HEAD | GPE_HEAD | EVENT_HEAD |
	       LAW_HEAD | PRODUCT_HEAD | WORK_HEAD,
	PARTICLE = 1 << 15,     /* joins parts of a name: "de", "bin" */
	CONNECTOR = 1 << 16,    /* joins parts of an organisation's: "of" */
	STARTER = 1 << 17,      /* begins sentences */
	PLACE_BEFORE = 1 << 18, /* stands before places: "in", "near" */
	SPEAKS = 1 << 19,       /* stands beside persons: "said" */
	PREFIX = 1 << 20,       /* belongs to a title: "former" */
	CALENDAR = 1 << 21,     /* a month or weekday: no name by itself */
	MONTH = 1 << 22,        /* a month that may be a name: "May" */
	PAIR = 1 << 23,         /* joins two words behind a connector */
	VESSEL = 1 << 24,       /* stands before ships' names: "ferry" */
	GIVEN_USUAL = 1 << 25   /* a first name that many bear: "Maria" */
};

/* What is known of a token in its sentence. */
struct look {
	unsigned bits;
	uint8_t title, role; /* tokens of a title or role beginning here */
	uint8_t listed;      /* tokens of a listed name beginning here */
	bool user;           /* the user lists it */
	/* Labels of listed names, as bits: of this token alone, of longer
	 * names that begin here, of longer names that go on here. */
	uint16_t alone, first, inside;
	const struct lexicon *lexicon;
	const struct lexicon_entry *entry;
};

/* What each label of a lexicon means here, by its number. */
struct labels {
	int *entity; /* enum entity_label, or -1 */
	unsigned *bit;
};

/* What the lists' labels mean to titles behind a name, as bits. */
enum {
	TITLE_OFFICE = 1,
	TITLE_PAST = 2, /* belongs to an office: "former" */
	TITLE_DETERMINER = 4,
	TITLE_PREPOSITION = 8,
	TITLE_STOP = 16,     /* begins a clause, or denies */
	TITLE_RELATIVE = 32, /* "who" */
	TITLE_VERB = 64,
	TITLE_JOIN = 128 /* "president and chief executive" */
};

struct titles {
	const struct lexicon *words, *names;
	unsigned *word_bit, *name_bit; /* of each label */
};

/* A name that the document has used. */
struct memory {
	uint64_t key; /* of the last word, or of the whole name */
	uint32_t votes[ENTITY_LABELS];
	struct str name; /* fullest PERSON with this last word */
	struct str title;
	bool two; /* two persons share the last word */
};

struct tagger {
	const struct lexicon *abbreviations, *words, *names, *user;
	struct labels word_labels, name_labels, user_labels;
	struct titles titles;
	struct amounter *amounter;
	struct look *looks, *look; /* of the document; of the segment at work */
	size_t cap;
	const struct sequence *model;
	struct observer *observer;
	bool observed; /* by tagger_observe */
	/* For training: DROP in 100 listed names are not found, by SEED. */
	unsigned drop;
	uint64_t seed;
	bool careless; /* the segment at work: is_careless */
	struct memory memory[MEMORY];
	size_t remembered;
	struct entity *found; /* of the segment at work */
	size_t nfound, foundcap;
	struct tokens half; /* of part of a token */
};

/* How the segment writes its words. */
enum casing { NORMAL, HEADLINE, SHOUTING };

/* A name by the tokens I up to J of its segment. */
struct span {
	size_t i, j;
	int label;
	double score;
};

/* Is token K a word with a capital? */
static inline bool
is_cap(const struct token *k)
{
	return k->kind == TOKEN_WORD && k->flags & TOKEN_CAP;
}

/*
 * Is S written without regard to capitals, so that names may lack them? Its
 * first word has none, or no word has: "my sister lives in lisbon".
 */
bool is_careless(const struct segment *s);
enum casing casing_of(const struct segment *s);
/* Does token I stand where any word has a capital? */
bool opens(const struct segment *s, size_t i);

/* With the lists, which must outlive X; titles_release frees it. */
void titles_init(
    struct titles *x, const struct lexicon *words, const struct lexicon *names);
void titles_release(struct titles *x);
/*
 * The title of the person whose name ends before token I of S: "transport
 * minister" in "Irena Voll, the country's transport minister, ...". A slice
 * of S's text; p NULL: none.
 */
struct str title_behind(
    const struct titles *x, const struct segment *s, size_t i);
/* May token I of S be a preposition: "under"? */
bool title_preposition(
    const struct titles *x, const struct segment *s, size_t i);

/*
 * The model's side. Labels of a token: 0 outside, 1 + 2 * label where a name
 * begins, 2 + 2 * label where it goes on.
 */
enum { NAME_LABELS = ENTITY_WORK + 1, TOKEN_LABELS = 1 + 2 * NAME_LABELS };

struct observer *observer_new(void);
void observer_free(struct observer *o);
/* Has features tell of the classes of words (NULL: no more). */
void observer_set_classes(struct observer *o, const struct wordclasses *c);
/* Forgets the document. */
void observer_reset(struct observer *o);
/*
 * Takes note of a segment (LOOK) that the rules have tagged (N entities in
 * FOUND), in the order of the document.
 */
void observer_note(struct observer *o, const struct segment *s,
    const struct look *look, const struct entity *found, size_t n);
/*
 * Makes the runs of tokens of segment number K noted that may hold names,
 * and their features; returns their number.
 */
size_t observer_runs(struct observer *o, const struct segment *s,
    const struct look *look, size_t k);
/* Run R, and its first token in the segment. */
struct sequence_run observer_run(
    const struct observer *o, size_t r, size_t *first);
/*
 * The names that model M finds, in three steps: observer_weigh for each
 * segment noted, in their order, from number 0 (as observer_runs, whose runs
 * it makes and weighs); observer_agree, once; observer_names for each segment
 * again, which gives an array that lives until the next call.
 *
 * A name that a document mentions several times is mostly one thing, and one
 * mention says more of it than another: "her sister Gloria Venn ... Gloria was
 * taken to Corrin". So what is in favour of each label at one mention counts,
 * by half, at all (a simple case of what Finkel, Grenager and Manning, ACL
 * 2005, do by sampling).
 */
void observer_weigh(struct observer *o, const struct sequence *m,
    const struct segment *s, const struct look *look, size_t k);
void observer_agree(struct observer *o);
const struct span *observer_names(
    struct observer *o, const struct sequence *m, size_t *n);

/*
 * For training: tags D by rules and hands each segment to EACH: without a
 * model with its runs (observer_runs made), with one ready for
 * observer_names.
 */
void tagger_observe(struct tagger *t, struct document *d,
    void (*each)(void *arg, struct observer *o, const struct segment *s,
	const struct look *look, size_t runs),
    void *arg);

#endif
