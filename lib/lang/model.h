/*
 * model - linear models over hashed features, with weights of 8 bits.
 *
 * For: decisions where rules end (sentence ends without a mark). A feature
 * is a 32-bit hash; its weight stands in a table of a power of two, so a
 * decision costs one load a feature. Models are trained by gen/train and
 * compiled into the binary.
 * Not for: what a list or a rule says just as well.
 *
 * Training: logistic regression by stochastic gradient descent with AdaGrad
 * steps (Duchi, Hazan and Singer, JMLR 12, 2011), in a fixed order of
 * examples and with a fixed seed, so that the same data give the same
 * weights, bit for bit.
 *
 * File: "LMD1", u32 log2 of the number of weights, float scale, then one
 * signed byte a weight, then the gate's 2^16 bits. A score is the sum of the
 * weights times the scale: the log-odds of "yes".
 *
 * The gate answers before any feature is made: an example's 16-bit key is
 * shut where training saw it, and never with "yes".
 */
#ifndef LANG_MODEL_H
#define LANG_MODEL_H

#include "base/str.h"

struct model {
	const int8_t *weight;
	uint32_t mask; /* number of weights - 1 */
	const uint8_t *gate;
	float scale;
};

/* Opens a model in memory, which must outlive M. False if it is none. */
bool model_open(struct model *m, struct str file);
/* The log-odds of yes for an example with N features. */
float model_score(const struct model *m, const uint32_t *feature, size_t n);

/* May an example with this key be a yes? */
static inline bool
model_open_gate(const struct model *m, uint16_t key)
{
	return m->gate[key >> 3] >> (key & 7) & 1;
}

/* A feature of template T (a small number) and a value. */
static inline uint32_t
model_feature(unsigned t, uint64_t value)
{
	return (
	    uint32_t)(hash_mix(t * UINT64_C(0x9E3779B97F4A7C15) + 1, value) >>
		      32);
}

/* Training. */
struct trainer;

/* For a model of 2^BITS weights. */
struct trainer *trainer_new(unsigned bits);
/* Adds an example: copies its N features. KEY is what the gate will ask. */
void trainer_add(struct trainer *t, uint16_t key, const uint32_t *feature,
    size_t n, bool yes, float weight);
/* EPOCHS passes over the examples; L2 pulls weights to zero. */
void trainer_run(struct trainer *t, unsigned epochs, float l2);
/* Appends the model's file to OUT. */
void trainer_write(const struct trainer *t, struct buf *out);
void trainer_free(struct trainer *t);

#endif
