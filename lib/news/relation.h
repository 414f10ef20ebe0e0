/*
 * relation - what reports agree on, contradict each other in, and changed.
 *
 * For: comparing the claims of many documents slot by slot. A slot is what
 * one claim fills and another may fill otherwise: the same subject, the same
 * predicate or one of its class, the same unit and scope. Only within a slot
 * is another value a conflict; comparing whole sentences fails (of 91 pairs
 * flagged that way, 4 were of use to an editor).
 * Not for: finding claims (claim.h) or printing (report.h).
 * Pure: no I/O, no printing.
 *
 * Steps: documents are grouped into stories (theirs, or found by shared
 * names); within a story claims that share rare words become pairs; a pair
 * is compared in every respect in which both say something; pairs about one
 * slot are joined, and the values within it become sides.
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

struct differ;

/*
 * With the lists WORDS and SYNONYMS, which must outlive it. Free with
 * differ_free.
 */
struct differ *differ_new(
    const struct lexicon *words, const struct lexicon *synonyms);
/* Takes what it needs of D (its claims made); D may be reset afterwards. */
void differ_add(struct differ *r, const struct document *d);
/*
 * Compares everything added. With ALL, related and unique claims too. The
 * relations are numbered from 0 to the number returned, ordered by story,
 * then conflicts, updates, hedges and agreements, each by falling score.
 */
size_t differ_finish(struct differ *r, bool all);
const struct relation *differ_relation(const struct differ *r, size_t i);
void differ_free(struct differ *r);

#endif
