/*
 * relation - what reports agree on, contradict each other in, and changed.
 *
 * For: comparing the claims of a story's documents slot by slot. A slot is what
 * one claim fills and another may fill otherwise: the same subject, the same
 * predicate or one of its class, the same unit and scope. Only within a slot
 * is another value a conflict; comparing whole sentences fails (of 91 pairs
 * flagged that way, 4 were of use to an editor).
 * Not for: finding claims (claim.h), bringing a story's documents together
 * (gather.h), or printing (report.h).
 * Pure: no I/O, no printing.
 *
 * Steps: a sentence that several documents print alike is one voice and
 * compared once; claims that share words become pairs; a pair is compared in
 * every respect in which both say something; pairs about one slot are
 * joined, and the values within it become sides.
 *
 * A story is compared without a look at any other: what all stories of a
 * run, one by one or spread over many machines, give is the same.
 */
#ifndef NEWS_RELATION_H
#define NEWS_RELATION_H

#include "news/document.h"

enum relation_type {
	RELATION_AGREE,
	RELATION_CONFLICT,
	RELATION_UPDATE,
	RELATION_HEDGE,
	RELATION_RELATED,
	RELATION_UNIQUE,
	RELATIONS
};

enum relation_kind {
	KIND_NUMBER,
	KIND_DATE,
	KIND_POLARITY,
	KIND_ANTONYM,
	KIND_ATTRIBUTE,
	KIND_STATUS,
	KIND_QUOTE,
	KIND_FACT,
	KIND_ENTITY, /* last: relations' ids hold the number */
	KINDS
};

extern const char *const relation_types[RELATIONS];
extern const char *const relation_kinds[KINDS];

/* A segment kept, with what is known of its document. */
struct kept_segment {
	const struct meta *meta;
	struct str text;
	size_t n, start, end; /* as in the record */
	bool in_title;
	bool earlier; /* of a document that was compared before */
	/* The first segment of the story that is printed alike, or this. */
	const struct kept_segment *voice;
	/* private: words outside of quotations; its claims */
	size_t own, unit, nunit;
};

/* One claim on a side: bytes START to END of the segment's text. */
struct side_claim {
	const struct kept_segment *segment;
	size_t start, end;
};

struct side {
	struct str value;
	struct side_claim *claim;
	size_t n;
};

struct relation {
	enum relation_type type;
	enum relation_kind kind;
	struct str story, subject, predicate, unit, scope;
	struct side *side;
	size_t nside;
	double score;
	uint64_t id;
	bool covered; /* another relation says it: left out */
};

/* What was done, of all stories so far. */
struct differ_counts {
	unsigned long long claims, copies, pairs;
	/* Words shared by so many claims that not all pairs were compared. */
	unsigned long long capped;
};

struct differ;

/*
 * With the lists WORDS and SYNONYMS, which must outlive it. Free with
 * differ_free.
 */
struct differ *differ_new(
    const struct lexicon *words, const struct lexicon *synonyms);
/* Forgets all documents; those to come are of STORY (copied). */
void differ_start(struct differ *r, struct str story);
/* How many claims, quotations and sentences have been added since. */
size_t differ_size(const struct differ *r);
struct differ_counts differ_counts(const struct differ *r);
/* Takes what it needs of D (its claims made); D may be reset afterwards. */
void differ_add(struct differ *r, const struct document *d);
/*
 * Compares everything added. With ALL, related and unique claims too. The
 * relations are numbered from 0 to the number returned: conflicts, updates,
 * hedges and agreements, each by falling score. They live until the next
 * differ_start.
 */
size_t differ_finish(struct differ *r, bool all);
const struct relation *differ_relation(const struct differ *r, size_t i);
/* Does a document take part that was not compared before? */
bool relation_is_new(const struct relation *rel);
void differ_free(struct differ *r);

#endif
