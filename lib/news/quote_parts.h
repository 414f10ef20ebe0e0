/*
 * quote_parts - what the files of the module quote share.
 *
 * For: quote.c (words, units, results), quote_mark.c (stretches in marks),
 * quote_phrase.c (noun phrases), quote_cue.c (cues and their speakers),
 * quote_clause.c (what a cue introduces), quote_unit.c (what was said in one
 * unit) and quote_name.c (who is meant).
 * Not for: anybody else; the module's interface is quote.h.
 *
 * A document is one array of words. Marks are paired within paragraphs; a
 * unit is a sentence, where marks hold sentences together; the cues of each
 * unit are found, then what each of them introduces. There are no parts of
 * speech: noun phrases end at the function words of cues.csv. Every search
 * is bounded, so that no text costs more than its length.
 */
#ifndef NEWS_QUOTE_PARTS_H
#define NEWS_QUOTE_PARTS_H

#include "news/quote.h"

/* Classes of words: one bit for each label of cues.csv. */
enum word_class {
	IS_VERB = 1 << 0,
	IS_GERUND = 1 << 1,
	IS_VIA = 1 << 2,
	IS_NOUN = 1 << 3,
	IS_MEDIUM = 1 << 4,
	IS_PRONOUN = 1 << 5,
	IS_OBJECT = 1 << 6,
	IS_DETERMINER = 1 << 7,
	IS_PREPOSITION = 1 << 8,
	IS_CONJUNCTION = 1 << 9,
	IS_SUBORDINATOR = 1 << 10,
	IS_QUESTION = 1 << 11,
	IS_THAT = 1 << 12,
	IS_RELATIVE = 1 << 13,
	IS_AUXILIARY = 1 << 14,
	IS_NEGATION = 1 << 15,
	IS_ADVERB = 1 << 16,
	IS_TIME = 1 << 17,
	IS_ROLE = 1 << 18,
	IS_HONORIFIC = 1 << 19,
	IS_ELISION = 1 << 20,
	IS_NOT_ADVERB = 1 << 21,
	IS_FINITE = 1 << 22,
	IS_SCARE = 1 << 23,
	IS_GIVEN = 1 << 24, /* a first name that tells the gender */
	IS_PAST = 1 << 25,  /* by its ending */
	IS_BASE = 1 << 26   /* a verb's first form: "say" */
};
enum { CLASSES = 25 };

/* What may follow a cue: the letters of cue-verb's id, as bits. */
enum frame {
	TAKES_QUOTE = 1,
	TAKES_THAT = 2,
	TAKES_CLAUSE = 4,
	TAKES_QUESTION = 8,
	TAKES_HEARER = 16,
	TAKES_OBJECT = 32,
	IS_SPEECH = 64,
	NOUN_TOO = 128,
	SURE_CLAUSE = 256,
	IS_BELIEF = 512
};

/* A token of the document with what the lists say about it. */
struct word {
	uint32_t start, end; /* bytes in its segment */
	uint32_t seg;
	uint32_t cls;
	uint16_t frame;
	uint8_t more;    /* words after this one that belong to its entry */
	char aux, trait; /* first letters of ids: see cues.csv */
	bool negated;    /* an auxiliary with its negation */
	uint8_t kind, flags;
	int32_t quoted; /* index of the stretch in marks around it, or -1 */
	int32_t entity; /* index in its segment, or -1 */
	uint64_t hash;
	uint64_t head; /* of a role's or title's full form ("Sen.": senator) */
};

/* Words A up to B. */
struct span {
	size_t a, b;
};

/* A stretch in marks: A is the opening mark, B the closing one or the end. */
struct quoted {
	size_t a, b;
	bool closed, single;
	int32_t before;    /* stretch that this one goes on with, or -1 */
	int32_t utterance; /* that took it, or -1 */
};

/* Words of one sentence, where marks hold sentences together. */
struct unit {
	size_t a, b;
	bool first; /* of its paragraph */
};

/* So many cues of a unit count; so far is looked behind one for a clause. */
enum { MAXCUES = 24, MAXSKIP = 30 };

struct cue {
	struct span group, speaker;
	size_t left, after; /* bounds of cue and speaker together */
	uint16_t frame;
	bool gerund, via, inverted, as;
	bool unit_sub; /* the unit begins with a subordinate clause */
};

/* How the words after a cue go on. */
enum how { NOTHING, A_THAT, A_CLAUSE, A_QUESTION, A_COLON, A_QUOTE, AN_OBJECT };

struct content {
	enum how how;
	size_t start;
	bool comma; /* a comma or colon stands before it */
};

struct utterance {
	enum quote_kind kind;
	struct span cue, speaker; /* a == b: none */
	struct str name;
	size_t pieces;
};

struct piece {
	struct span words;
	size_t utterance;
};

/* What tells the gender of a name. */
struct known {
	uint64_t hash;
	int male, female;
};

/* A word that a name was described with, and where ("senator"). */
struct role {
	uint64_t hash;
	struct str name;
	size_t word;
};

struct quoter {
	const struct lexicon *abbreviations, *words;
	uint32_t *class_of;      /* by label */
	struct str adverb, past; /* endings */
	struct document *doc;
	struct word *w;
	size_t nw, wcap;
	struct quoted *q;
	size_t nq, qcap;
	struct unit *u;
	size_t nu, ucap;
	struct utterance *t;
	size_t nt, tcap;
	struct piece *p;
	size_t np, pcap;
	struct known *known;
	size_t nknown;
	struct role *role;
	size_t nrole;
	bool beliefs;   /* wanted too */
	bool doubles;   /* does the document use double marks? */
	unsigned depth; /* of noun phrases in noun phrases */
	/* What a quotation without a cue goes on with. */
	int32_t last; /* utterance, or -1 */
	size_t last_unit;
	bool has_pending; /* a cue with a colon and nothing behind it */
	size_t pending_unit;
	struct span pending_cue, pending_speaker;
};

static inline bool
word_has(const struct quoter *q, size_t i, uint32_t classes)
{
	return (q->w[i].cls & classes) != 0;
}

static inline struct str
word_str(const struct quoter *q, size_t i)
{
	const struct word *w = &q->w[i];

	return str_slice(q->doc->seg[w->seg].text, w->start, w->end);
}

/* Does word I stand in marks? */
static inline bool
word_quoted(const struct quoter *q, size_t i)
{
	return q->w[i].quoted >= 0;
}

/* Is word I the mark C (ASCII)? */
bool word_is(const struct quoter *q, size_t i, char c);
/* A dash between words, of any kind. */
bool word_dash(const struct quoter *q, size_t i);
/* Is word I a comma outside of marks? */
bool word_comma(const struct quoter *q, size_t i);
/* Does a stretch in marks end with the mark I? */
bool word_closes(const struct quoter *q, size_t i);
/* Does word I belong to a person's name? */
bool word_person(const struct quoter *q, size_t i);
/* Does a paragraph begin at word I? */
bool word_opens_paragraph(const struct quoter *q, size_t i);

/* Finds the stretches in marks and marks the words in them. */
void quoter_marks(struct quoter *q);

/* Is I >= FROM the first word after a mark or a conjunction? */
bool phrase_edge(const struct quoter *q, size_t from, size_t i);
/*
 * The noun phrase that ends before word E, not before word FROM, with its
 * apposition ("Silva, the mayor, | said"); a == b if there is none.
 */
struct span phrase_before(struct quoter *q, size_t from, size_t e);
/* The name that ends before word E, with its title; a == b if there is none. */
struct span name_before(struct quoter *q, size_t from, size_t e);
/* Where the noun phrase that begins at I ends; I if there is none. */
size_t phrase_after(
    const struct quoter *q, size_t i, size_t end, bool apposition);
/*
 * The same with its apposition and with the clause that tells who it is
 * ("said | Silva, who runs the port,").
 */
size_t source_after(const struct quoter *q, size_t i, size_t end);

/* Is a stretch in marks a sentence's worth, by its last mark? */
bool stretch_sentence(const struct quoter *q, const struct quoted *s);
/*
 * Is it a name, all in capitals ("The Old Tide")? And is it the name of a
 * work by the words before it: 'told "Morning Harbor" that', 'host of "Tide"'?
 */
bool stretch_name(const struct quoter *q, const struct quoted *s);
bool stretch_title(const struct quoter *q, const struct quoted *s);
/* Words in marks that nobody said: the so-called "wall". */
bool stretch_scare(const struct quoter *q, const struct quoted *s);
/* The first noun phrase of the unit: who the participle speaks of. */
struct span main_subject(struct quoter *q, size_t from, size_t to);
/*
 * "the claims", "its report of": is the word I of a unit FROM to TO a noun,
 * though its form could be a verb's?
 */
bool cue_is_noun(const struct quoter *q, size_t from, size_t i, size_t to);
/* Finds the cues of unit U up to word END; how many. */
size_t quoter_cues(struct quoter *q, const struct unit *u, size_t end,
    struct cue cue[MAXCUES]);
/* What the cue C introduces behind it, before END. */
struct content clause_after(
    const struct quoter *q, const struct cue *c, size_t end);
/*
 * Where the clause that begins at I ends, at END at the latest. LEAD: it
 * stands in a clause that leads to another ("When Silva said it rained,").
 */
size_t clause_end(const struct quoter *q, const struct cue *cue, size_t ncue,
    size_t i, size_t end, bool lead);
/* Are there marks in the words A up to B, but for scare quotes? */
bool clause_marks(const struct quoter *q, size_t a, size_t b);
/* The end of an object with marks in it: called it "a sham" and "a lie". */
size_t clause_object(const struct quoter *q, size_t i, size_t stop);

/* Finds the cues of unit U and what they introduce. */
void quoter_unit(struct quoter *q, size_t u);

/* Adds an utterance or a piece of one; the index of the utterance. */
size_t quoter_say(struct quoter *q, enum quote_kind kind, struct span cue,
    struct span speaker);
void quoter_piece(struct quoter *q, size_t utterance, size_t a, size_t b);
/* Adds the stretch K, without its marks, to an utterance. */
void quoter_take(struct quoter *q, size_t utterance, size_t k);

/* Learns from D's names who is a man and who a woman. */
void quoter_learn(struct quoter *q);
/* Who the words of SPEAKER are, fully; p NULL: not known. */
struct str quoter_name(struct quoter *q, struct span speaker);

#endif
