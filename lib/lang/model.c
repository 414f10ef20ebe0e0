#include "lang/model.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char magic[4] = {'L', 'M', 'D', '1'};

enum { HEAD = 12, RANGE = 127, GATE = 1 << 13 };

bool
model_open(struct model *m, struct str file)
{
	uint32_t bits;

	if (file.n < HEAD || memcmp(file.p, magic, sizeof magic) != 0)
		return false;
	memcpy(&bits, file.p + 4, sizeof bits);
	memcpy(&m->scale, file.p + 8, sizeof m->scale);
	if (bits > 28 || file.n < HEAD + ((size_t)1 << bits) + GATE)
		return false;
	m->mask = ((uint32_t)1 << bits) - 1;
	m->weight = (const int8_t *)file.p + HEAD;
	m->gate = (const uint8_t *)m->weight + m->mask + 1;
	return true;
}

float
model_score(const struct model *m, const uint32_t *feature, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += m->weight[feature[i] & m->mask];
	return (float)sum * m->scale;
}

/* ---- training ---- */

struct example {
	size_t first;
	uint32_t n;
	float weight;
	bool yes;
};

struct trainer {
	uint32_t mask;
	unsigned bits;
	float *w, *square; /* weights; sums of squared gradients */
	uint32_t *feature;
	size_t nfeature, featurecap;
	struct example *example;
	size_t nexample, examplecap;
	uint8_t seen[GATE], yes[GATE]; /* keys of examples, as bits */
};

struct trainer *
trainer_new(unsigned bits)
{
	struct trainer *t = mem_zalloc(1, sizeof *t);

	t->bits = bits;
	t->mask = ((uint32_t)1 << bits) - 1;
	t->w = mem_zalloc((size_t)t->mask + 1, sizeof *t->w);
	t->square = mem_zalloc((size_t)t->mask + 1, sizeof *t->square);
	return t;
}

void
trainer_add(struct trainer *t, uint16_t key, const uint32_t *feature, size_t n,
    bool yes, float weight)
{
	struct example *e;

	t->seen[key >> 3] |= (uint8_t)(1 << (key & 7));
	if (yes)
		t->yes[key >> 3] |= (uint8_t)(1 << (key & 7));
	t->example = mem_grow(
	    t->example, t->nexample, &t->examplecap, sizeof *t->example);
	e = &t->example[t->nexample++];
	*e = (struct example){t->nfeature, (uint32_t)n, weight, yes};
	for (size_t i = 0; i < n; i++) {
		t->feature = mem_grow(t->feature, t->nfeature, &t->featurecap,
		    sizeof *t->feature);
		t->feature[t->nfeature++] = feature[i] & t->mask;
	}
}

/* A fixed sequence of numbers (xorshift), the same on every machine. */
static uint64_t
next_random(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

void
trainer_run(struct trainer *t, unsigned epochs, float l2)
{
	size_t *order = mem_zalloc(t->nexample, sizeof *order);
	uint64_t seed = UINT64_C(88172645463325252);

	for (size_t i = 0; i < t->nexample; i++)
		order[i] = i;
	while (epochs-- > 0) {
		for (size_t i = t->nexample; i > 1; i--) {
			size_t k = next_random(&seed) % i, x = order[i - 1];

			order[i - 1] = order[k];
			order[k] = x;
		}
		for (size_t i = 0; i < t->nexample; i++) {
			const struct example *e = &t->example[order[i]];
			const uint32_t *f = t->feature + e->first;
			float sum = 0, g;

			for (uint32_t k = 0; k < e->n; k++)
				sum += t->w[f[k]];
			g = 1 / (1 + expf(-sum)) - (e->yes ? 1.0f : 0.0f);
			g *= e->weight;
			for (uint32_t k = 0; k < e->n; k++) {
				float d = g + l2 * t->w[f[k]];

				t->square[f[k]] += d * d;
				t->w[f[k]] -=
				    0.2f * d / (1e-6f + sqrtf(t->square[f[k]]));
			}
		}
	}
	free(order);
}

void
trainer_write(const struct trainer *t, struct buf *out)
{
	float most = 1e-6f, scale;
	uint32_t bits = t->bits;

	for (uint32_t i = 0; i <= t->mask; i++)
		if (fabsf(t->w[i]) > most)
			most = fabsf(t->w[i]);
	/* Few weights are large: clipping them costs less than coarse steps. */
	if (most > 4)
		most = 4;
	scale = most / RANGE;
	buf_add(out, magic, sizeof magic);
	buf_add(out, (const char *)&bits, sizeof bits);
	buf_add(out, (const char *)&scale, sizeof scale);
	for (uint32_t i = 0; i <= t->mask; i++) {
		float v = roundf(t->w[i] / scale);

		v = v > RANGE ? RANGE : v < -RANGE ? -RANGE : v;
		buf_addc(out, (char)(int8_t)v);
	}
	for (size_t i = 0; i < GATE; i++)
		buf_addc(out, (char)(t->yes[i] | (uint8_t)~t->seen[i]));
}

void
trainer_free(struct trainer *t)
{
	if (!t)
		return;
	free(t->w);
	free(t->square);
	free(t->feature);
	free(t->example);
	free(t);
}
