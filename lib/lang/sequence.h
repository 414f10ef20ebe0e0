/*
 * sequence - labels for the tokens of a sentence, by a linear-chain model.
 *
 * For: decisions that hang together along a line of tokens: names (BIO
 * labels), parts of speech. A feature is a 32-bit hash (model_feature); its
 * weights, one signed byte a label, stand in one row, so that a feature
 * costs one load. Rows carry a check of their feature's hash: what was
 * never seen in training counts nothing.
 * Not for: what to ask about a token; that is its user's.
 *
 * The model is a conditional random field (Lafferty, McCallum and Pereira,
 * ICML 2001) of first order: the labels found are the best path, and how
 * sure one is of them comes from all paths. Training allows each token a
 * SET of labels and raises the probability of all paths within the sets, so
 * that texts of which only some kinds of names are labelled can be used
 * (Tsuboi and others, COLING 2008). Steps are AdaGrad's, in a fixed order
 * with a fixed seed: the same data give the same weights, bit for bit.
 *
 * File, in the byte order of the machine, 2-aligned: "SEQ1", u32 log2 of the
 * number of rows, u32 labels, float scale, float slope and shift (of the
 * log-odds of a path, for sequence_sure); floats for each pair of labels; a
 * 16-bit check for each row; rows of weights, padded to a multiple of 8.
 */
#ifndef LANG_SEQUENCE_H
#define LANG_SEQUENCE_H

#include "base/str.h"

enum { SEQUENCE_LABELS = 32 }; /* most labels of a model */

/*
 * Set in the features that tell which word the token is. Training leaves
 * those of a token out together now and then, as if the word were unknown,
 * so that the others learn to do without them.
 */
enum { SEQUENCE_OWN = 1 };

/* A set of labels, as bits. */
typedef uint32_t sequence_set;

struct sequence {
	const uint16_t *check; /* of each row; 0: it is empty */
	const int8_t *row;     /* lanes each */
	uint32_t mask, nlabel, lanes;
	float scale, slope, shift;
	/* exp of the weight of label B behind A: follow[A][B] */
	float follow[SEQUENCE_LABELS][SEQUENCE_LABELS];
};

/* N tokens; the features of token I are feature[at[I]] to feature[at[I+1]]. */
struct sequence_run {
	const uint32_t *feature, *at;
	size_t n;
};

/* Room for decoding, reused; zero bytes are ready for use. */
struct sequence_work {
	float *emit, *ahead, *behind; /* each n * SEQUENCE_LABELS */
	uint8_t *from, *live, *nlive;
	size_t cap;
};

/* Opens a model in memory, which must outlive M. False if it is none. */
bool sequence_open(struct sequence *m, struct str file);
/*
 * Decoding, in steps, so that sums of weights may be kept and changed:
 * sequence_add adds the weights of N features to SUM (room for
 * SEQUENCE_LABELS), sequence_decode finds the best labels of N tokens, SUM
 * having SEQUENCE_LABELS for each. Label 0 stands before and behind them. Sums
 * must stay within 16 bits: 250 features a token.
 */
void sequence_add(
    const struct sequence *m, const uint32_t *feature, size_t n, int16_t *sum);
/* Is one label's sum MARGIN (of the log-odds) above all others' in SUM? */
bool sequence_clear(const struct sequence *m, const int16_t *sum, float margin);
void sequence_decode(const struct sequence *m, struct sequence_work *w,
    const int16_t *sum, size_t n, uint8_t *label);
/* After sequence_decode of N tokens: what sequence_sure goes by. */
void sequence_paths(
    const struct sequence *m, struct sequence_work *w, size_t n);
/*
 * After sequence_paths of N tokens: how likely it is (0 to 1) that the tokens
 * I up to J have the labels LABEL[I..J) and that J, if there are so many, has
 * not the label NOT.
 */
float sequence_sure(const struct sequence *m, const struct sequence_work *w,
    size_t n, const uint8_t *label, size_t i, size_t j, unsigned not );
void sequence_work_release(struct sequence_work *w);

/* Training. */
struct sequence_trainer;

/* For a model of NLABEL labels and 2^BITS rows. */
struct sequence_trainer *sequence_trainer_new(unsigned bits, unsigned nlabel);
/* Label B never stands behind A (0 before the run). */
void sequence_trainer_forbid(
    struct sequence_trainer *t, unsigned a, unsigned b);
/* Adds an example: copies it. ALLOWED has a set for each token. */
void sequence_trainer_add(struct sequence_trainer *t,
    const struct sequence_run *r, const sequence_set *allowed, float weight);
/*
 * EPOCHS passes over the examples; features of fewer than LEAST tokens are
 * left out, and LEAVE in 1000 of the others at each look, by chance; UNKNOWN in
 * 1000 tokens then lack their own words' features. L2 pulls weights to zero.
 * TELL (may be NULL) hears of each pass.
 */
void sequence_trainer_run(struct sequence_trainer *t, unsigned epochs,
    unsigned least, unsigned leave, unsigned unknown, float l2,
    void (*tell)(unsigned epoch, double loss));
/*
 * After a run: leaves out the features that find no row in the model, those
 * of the least worth, so that another run, from the beginning, learns
 * to do without them.
 */
void sequence_trainer_prune(struct sequence_trainer *t);
/*
 * Appends the model's file to OUT. LEAN is taken from the weight of label 0
 * behind itself: how much more a label missed costs than one too many.
 */
void sequence_trainer_write(struct sequence_trainer *t, float lean, float slope,
    float shift, struct buf *out);
void sequence_trainer_free(struct sequence_trainer *t);

#endif
