/*
 * parse - which word a word hangs on, and as what.
 *
 * For: finding who does what to whom: the subject of a verb, what it governs,
 * what is negated, which clause stands inside which.
 * Not for: parts of speech (tag.h), which it builds on; nor who is meant.
 *
 * The relations are those of Universal Dependencies, some of them taken
 * together. The method is that of Kuhlmann, Gomez-Rodriguez and Satta (ACL
 * 2011), arc-hybrid: from left to right, each step moves one word or hangs
 * one on another, about two steps a word, so time is linear. What to do is
 * decided by a model (sequence.h, one token a run), which was shown its own
 * mistakes in training and what is still best after them (Goldberg and
 * Nivre, TACL 2013). All trees are projective: no branches cross.
 */
#ifndef LANG_PARSE_H
#define LANG_PARSE_H

#include "lang/tag.h"

enum relation_to_head {
	DEP_ROOT,
	DEP_NSUBJ, /* csubj too when it stands before its verb */
	DEP_OBJ,   /* iobj too */
	DEP_OBL,
	DEP_DET,
	DEP_CASE,
	DEP_AMOD,
	DEP_ADVMOD, /* "not" too */
	DEP_COMPOUND,
	DEP_AUX,
	DEP_COP,
	DEP_MARK,
	DEP_CC,
	DEP_PUNCT,
	DEP_NUMMOD,
	DEP_NMOD,
	DEP_ADVCL,
	DEP_CONJ,
	DEP_ACL,
	DEP_XCOMP,
	DEP_CCOMP,
	DEP_APPOS,
	DEP_FLAT,
	DEP_PARATAXIS,
	DEP_OTHER,
	DEPS
};

/* The head of a sentence's root. */
#define PARSE_ROOT UINT32_MAX

struct arc {
	uint32_t head; /* a token's number, or PARSE_ROOT */
	uint8_t rel;   /* enum relation_to_head */
};

/* "nsubj"; "dep" for DEP_OTHER. */
const char *dep_name(enum relation_to_head r);
/* The relation of a name with or without a subtype ("nsubj:pass"). */
enum relation_to_head dep_of(struct str name);

/* What parsing needs, and room that is reused: one for each thread. */
struct parsing;

/* MODEL, which must outlive it, has PARSE_STEPS labels. */
struct parsing *parsing_new(const struct sequence *model);
void parsing_free(struct parsing *p);
/*
 * Hangs the N tokens T of one sentence, with their tags, on each other: ARC
 * has room for N. Every token has a head, and no token hangs below itself.
 */
void parsing_run(struct parsing *p, const struct token *t, const uint8_t *tag,
    size_t n, struct arc *arc);

/*
 * For training: walks through a sentence towards the arcs GOLD. STEP hears
 * of each state: its features and the steps that lose nothing more. The walk
 * takes the model's choice where FOLLOW, else one of these. False, with no
 * step heard, if GOLD is no projective tree.
 */
bool parsing_learn(struct parsing *p, const struct token *t, const uint8_t *tag,
    size_t n, const struct arc *gold, bool follow,
    void (*step)(const struct sequence_run *r, sequence_set good));
enum { PARSE_STEPS = 32 };

#endif
