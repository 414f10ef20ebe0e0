/*
 * document - what is known of one document: segments and annotations.
 *
 * For: the data that the modules of lib/news pass to one another. Every
 * module takes a struct document, reads what earlier modules found and adds
 * its own arrays. Offsets are BYTES in the segment's text here; in records
 * they are code points (annotation.h turns one into the other).
 * Not for: I/O. All memory comes from the document's arena and lives until
 * document_reset.
 */
#ifndef NEWS_DOCUMENT_H
#define NEWS_DOCUMENT_H

#include "base/mem.h"
#include "base/str.h"
#include "lang/lexicon.h"
#include "lang/token.h"

/* What is known of a document as a whole; p NULL: not known. */
struct meta {
	struct str id, date, source, title, url, author, lang, story;
};

enum segment_kind {
	SEGMENT_TITLE,
	SEGMENT_BYLINE,
	SEGMENT_HEADING,
	SEGMENT_SENTENCE,
	SEGMENT_ITEM,
	SEGMENT_CAPTION,
	SEGMENT_CREDIT,
	SEGMENT_BOILERPLATE,
	SEGMENT_KINDS
};

/* An opening such as "MEXICO CITY, Feb. 2 —"; end 0: there is none. */
struct dateline {
	size_t start, end;
	struct str place, date;
};

/* A name or an amount (copydesk-records(5), entities). */
enum entity_label {
	ENTITY_PERSON,
	ENTITY_ORG,
	ENTITY_GPE,
	ENTITY_LOC,
	ENTITY_FAC,
	ENTITY_NORP,
	ENTITY_EVENT,
	ENTITY_LAW,
	ENTITY_PRODUCT,
	ENTITY_WORK,
	ENTITY_MONEY,
	ENTITY_PERCENT,
	ENTITY_QUANTITY,
	ENTITY_LABELS
};

enum bound { BOUND_EXACT, BOUND_ABOUT, BOUND_MIN, BOUND_MAX, BOUND_RANGE };

struct entity {
	size_t start, end;
	enum entity_label label;
	struct str name;  /* fullest form; p NULL for amounts */
	struct str id;    /* "iso3166:MX"; p NULL: none */
	struct str title; /* "President", before or behind; p NULL: none */
	double score;     /* 0 to 1 */
	/* MONEY, PERCENT and QUANTITY only */
	double value, value2;
	enum bound bound;
	struct str unit, of;
};

/* A date expression (TIMEX3). */
enum date_type { DATE_DATE, DATE_TIME, DATE_DURATION, DATE_SET, DATE_TYPES };

struct date {
	size_t start, end;
	enum date_type type;
	struct str value;            /* "2026-01-29" */
	struct str mod, freq, quant; /* p NULL: none */
	struct str from, to, alt;    /* ISO 8601 days; p NULL: none */
};

/* A quotation, or a piece of one. */
enum quote_kind { QUOTE_DIRECT, QUOTE_MIXED, QUOTE_INDIRECT, QUOTE_KINDS };

/* A place in the document: bytes START to END of segment SEG. */
struct place {
	size_t seg, start, end;
	struct str text; /* p NULL: there is none */
};

struct quote {
	struct str id;
	size_t start, end;
	enum quote_kind kind;
	struct str name;      /* the speaker, resolved; p NULL: unknown */
	struct place speaker; /* where the source is named */
	struct place cue;
};

/* A claim (copydesk-records(5), claims). */
enum modality {
	MODALITY_ASSERTED,
	MODALITY_PLANNED,
	MODALITY_POSSIBLE,
	MODALITY_CONDITIONAL,
	MODALITY_DENIED,
	MODALITY_ASKED,
	MODALITIES
};

struct claim_part {
	struct str text, name; /* name or lemma; p NULL: none */
};

struct claim_number {
	double value, value2;
	enum bound bound;
	struct str unit, of, text;
};

struct claim {
	struct str id;
	size_t start, end;
	struct claim_part subject, predicate, object, speaker;
	bool negated;
	enum modality modality;
	struct claim_number *number;
	size_t nnumber;
	struct date *date; /* value, from and to */
	struct str *date_text;
	size_t ndate;
	struct claim_part *place;
	struct str *place_id;
	size_t nplace;
};

struct segment {
	struct str text;
	size_t n, par;     /* number in the document, of its paragraph */
	size_t start, end; /* CODE POINTS in the document's text */
	enum segment_kind kind;
	bool in_title; /* offsets count in the title: "in":"title" */
	bool last;
	struct dateline dateline;
	struct token *token; /* document_tokens */
	size_t ntoken;
	struct entity *entity;
	struct date *date;
	struct quote *quote;
	struct claim *claim;
	size_t nentity, ndate, nquote, nclaim;
};

struct document {
	struct meta meta;
	struct segment *seg;
	size_t nseg, segcap;
	struct arena arena;
	struct tokens scratch;
	/* Which annotations the segments carry, read or made. */
	bool has_tokens, has_entities, has_dates, has_quotes, has_claims;
	bool earlier; /* was compared before: what it says alone is no news */
};

/* Annotations as bits, to say which are wanted. */
enum {
	WITH_ENTITIES = 1,
	WITH_DATES = 2,
	WITH_QUOTES = 4,
	WITH_CLAIMS = 8,
	WITH_ALL = 15
};

/* The names used in records, in the order of the enums above. */
extern const char *const segment_kinds[SEGMENT_KINDS];
extern const char *const entity_labels[ENTITY_LABELS];
extern const char *const bounds[BOUND_RANGE + 1];
extern const char *const date_types[DATE_TYPES];
extern const char *const quote_kinds[QUOTE_KINDS];
extern const char *const modalities[MODALITIES];

/* A document of zero bytes is ready for use. */
void document_reset(struct document *d);
void document_release(struct document *d);
/* A new segment at the end, cleared; pointers to others may move. */
struct segment *document_add(struct document *d);
/* Gives every segment its tokens, once. LEX as for tokens_set. */
void document_tokens(struct document *d, const struct lexicon *lex);
/*
 * Is S running text, in which names, dates and quotations are looked for
 * (not boilerplate)?
 */
bool segment_is_text(const struct segment *s);
/*
 * The first token of S that begins at byte START or behind it; S's ntoken if
 * there is none. S has its tokens.
 */
size_t segment_token(const struct segment *s, size_t start);
/*
 * Where the title of E, an entity of S, begins in S's text: right before the
 * name or behind it, E's title.n bytes; SIZE_MAX if it is not there, or E has
 * none.
 */
size_t segment_title(const struct segment *s, const struct entity *e);
/* A copy of V in D's arena; of nothing, nothing. */
struct str document_copy(struct document *d, struct str v);

#endif
