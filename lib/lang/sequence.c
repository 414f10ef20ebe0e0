#include "lang/sequence.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char magic[4] = {'S', 'E', 'Q', '1'};

enum { HEAD = 24, LANE = 8, BATCH = 32, L = SEQUENCE_LABELS };

#define NONE UINT32_MAX

/* A label whose weight is so far below the best one's has no chance. */
static const float UNLIKELY = 10;

static uint32_t
round_up(uint32_t n)
{
	return (n + LANE - 1) / LANE * LANE;
}

bool
sequence_open(struct sequence *m, struct str file)
{
	uint32_t h[2];
	float f[3];
	size_t pairs, rows;

	if (file.n < HEAD || memcmp(file.p, magic, sizeof magic) != 0)
		return false;
	memcpy(h, file.p + 4, sizeof h);
	memcpy(f, file.p + 12, sizeof f);
	memset(m, 0, sizeof *m);
	m->nlabel = h[1];
	if (h[0] > 24 || m->nlabel == 0 || m->nlabel > L ||
	    (uintptr_t)file.p % sizeof *m->check)
		return false;
	m->lanes = round_up(m->nlabel);
	rows = (size_t)1 << h[0];
	pairs = (size_t)m->nlabel * m->nlabel * sizeof(float);
	if (file.n < HEAD + pairs + rows * (sizeof *m->check + m->lanes))
		return false;
	m->mask = (uint32_t)rows - 1;
	m->scale = f[0];
	m->slope = f[1];
	m->shift = f[2];
	for (uint32_t a = 0; a < m->nlabel; a++)
		for (uint32_t b = 0; b < m->nlabel; b++) {
			float v;

			memcpy(&v,
			    file.p + HEAD + (a * m->nlabel + b) * sizeof(float),
			    sizeof v);
			m->follow[a][b] = expf(v);
		}
	m->check = (const uint16_t *)(const void *)(file.p + HEAD + pairs);
	m->row = (const int8_t *)(m->check + rows);
	return true;
}

/* ---- rows ---- */

/* What is kept of a row's feature beyond its place; never 0. */
static uint16_t
check_of(uint32_t feature)
{
	return (uint16_t)((feature >> 17) | 1);
}

/* The number of FEATURE's row, its place or the one behind it; or NONE. */
static uint32_t
find_row(const struct sequence *m, uint32_t feature)
{
	uint16_t check = check_of(feature);

	for (uint32_t k = 0; k < 2; k++)
		if (m->check[(feature + k) & m->mask] == check)
			return (feature + k) & m->mask;
	return NONE;
}

/* ---- sums over paths ----
 * All in probabilities; each token's are scaled to a largest of 1, so that
 * long runs neither vanish nor overflow.
 */

static void
scale_down(float *v, uint32_t n)
{
	float most = 1e-30f;

	for (uint32_t y = 0; y < n; y++)
		if (v[y] > most)
			most = v[y];
	most = 1 / most;
	for (uint32_t y = 0; y < n; y++)
		v[y] *= most;
}

static void
work_room(struct sequence_work *w, size_t n)
{
	if (n <= w->cap)
		return;
	w->cap = n * 2 + 64;
	w->emit = mem_resize(w->emit, w->cap, L * sizeof *w->emit);
	w->ahead = mem_resize(w->ahead, w->cap, L * sizeof *w->ahead);
	w->behind = mem_resize(w->behind, w->cap, L * sizeof *w->behind);
	w->from = mem_resize(w->from, w->cap, L);
	w->live = mem_resize(w->live, w->cap, L);
	w->nlive = mem_resize(w->nlive, w->cap, 1);
	memset(w->emit, 0, w->cap * L * sizeof *w->emit);
	memset(w->ahead, 0, w->cap * L * sizeof *w->ahead);
	memset(w->behind, 0, w->cap * L * sizeof *w->behind);
}

/* Weights of 8 labels, added up at once. */
typedef int8_t bytes __attribute__((vector_size(8)));
typedef int16_t shorts __attribute__((vector_size(16)));

void
sequence_add(
    const struct sequence *m, const uint32_t *feature, size_t n, int16_t *sum)
{
	shorts all[L / LANE];

	memcpy(all, sum, sizeof all);
	/* Rows lie far apart: ask for some ahead of their use. */
	while (n) {
		const int8_t *row[BATCH];
		size_t k = 0, part = n < BATCH ? n : BATCH;

		for (size_t i = 0; i < part; i++) {
			uint32_t r = find_row(m, feature[i]);

			if (r == NONE)
				continue;
			row[k] = m->row + (size_t)r * m->lanes;
			__builtin_prefetch(row[k++]);
		}
		for (size_t i = 0; i < k; i++)
			for (uint32_t y = 0; y < m->lanes / LANE; y++) {
				bytes v;

				memcpy(&v, row[i] + (size_t)y * LANE, LANE);
				all[y] += __builtin_convertvector(v, shorts);
			}
		feature += part;
		n -= part;
	}
	memcpy(sum, all, sizeof all);
}

/*
 * The labels whose sums are less than MARGIN (in nats) below the largest, as
 * bits. Written for compilers to make vectors of it.
 */
static sequence_set
near_best(const struct sequence *m, const int16_t *sum, float margin, int *most)
{
	int16_t v[L], top = INT16_MIN, least;
	sequence_set near = 0;
	int below = (int)(margin / m->scale);

	memcpy(v, sum, sizeof v);
	for (uint32_t y = m->nlabel; y < L; y++)
		v[y] = INT16_MIN;
	for (uint32_t y = 0; y < L; y++)
		top = v[y] > top ? v[y] : top;
	*most = top;
	least =
	    (int16_t)(top - below > INT16_MIN ? top - below : INT16_MIN + 1);
	for (uint32_t y = 0; y < L; y++)
		near |= (sequence_set)(v[y] >= least) << y;
	return near;
}

bool
sequence_clear(const struct sequence *m, const int16_t *sum, float margin)
{
	int most;
	sequence_set near = near_best(m, sum, margin, &most);

	return (near & (near - 1)) == 0;
}

/*
 * The labels of token I that are possible at all, listed, and their
 * probabilities by its features alone: the likeliest 1, the others 0.
 */
static void
emissions(const struct sequence *m, const int16_t *sum, struct sequence_work *w,
    size_t i)
{
	float *out = w->emit + i * L;
	int most;
	sequence_set live = near_best(m, sum, UNLIKELY, &most);
	uint8_t k = 0;

	memset(out, 0, L * sizeof *out);
	for (; live; live &= live - 1) {
		unsigned y = (unsigned)__builtin_ctz(live);

		w->live[i * L + k++] = (uint8_t)y;
		out[y] = sum[y] == most
			     ? 1
			     : expf((float)(sum[y] - most) * m->scale);
	}
	w->nlive[i] = k;
}

/* Lists the labels of each token that are possible at all. */
static void
list_labels(struct sequence_work *w, uint32_t nlabel, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const float *e = w->emit + i * L;
		uint8_t k = 0;

		for (uint32_t y = 0; y < nlabel; y++)
			if (e[y] > 0)
				w->live[i * L + k++] = (uint8_t)y;
		w->nlive[i] = k;
	}
}

/* The sums over all paths ahead and behind, from w->emit. */
void
sequence_paths(const struct sequence *m, struct sequence_work *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		float *v = w->ahead + i * L;
		const float *e = w->emit + i * L, *u = i ? v - L : v;
		const uint8_t *b = w->live + i * L, *a = i ? b - L : b;

		memset(v, 0, m->nlabel * sizeof *v);
		for (unsigned y = 0; y < w->nlive[i]; y++) {
			float sum = i ? 0 : m->follow[0][b[y]];

			for (unsigned x = 0; i && x < w->nlive[i - 1]; x++)
				sum += u[a[x]] * m->follow[a[x]][b[y]];
			v[b[y]] = sum * e[b[y]];
		}
		scale_down(v, m->nlabel);
	}
	for (size_t i = n; i-- > 0;) {
		float *v = w->behind + i * L;
		const float *e = w->emit + (i + 1) * L, *u = v + L;
		const uint8_t *a = w->live + i * L, *b = a + L;

		memset(v, 0, m->nlabel * sizeof *v);
		for (unsigned x = 0; x < w->nlive[i]; x++) {
			float sum = i + 1 < n ? 0 : m->follow[a[x]][0];

			for (unsigned y = 0; i + 1 < n && y < w->nlive[i + 1];
			     y++)
				sum +=
				    m->follow[a[x]][b[y]] * u[b[y]] * e[b[y]];
			v[a[x]] = sum;
		}
		scale_down(v, m->nlabel);
	}
}

/* BEST has the labels of a token in the order in which they are listed. */
static void
best_path(
    const struct sequence *m, struct sequence_work *w, size_t n, uint8_t *label)
{
	float best[L] = {1}, next[L], top = -1, p;
	uint8_t at = 0;

	for (size_t i = 0; i < n; i++) {
		const float *e = w->emit + i * L;
		const uint8_t *b = w->live + i * L;
		/* Label 0 stands before the run. */
		const uint8_t *a = i ? b - L : &at;
		unsigned na = i ? w->nlive[i - 1] : 1;

		top = 1e-30f;
		for (unsigned y = 0; y < w->nlive[i]; y++) {
			float most = -1;
			uint8_t which = 0;

			for (unsigned x = 0; x < na; x++) {
				p = best[x] * m->follow[a[x]][b[y]];
				if (p > most) {
					most = p;
					which = a[x];
				}
			}
			next[y] = most * e[b[y]];
			w->from[i * L + b[y]] = which;
			if (next[y] > top)
				top = next[y];
		}
		top = 1 / top;
		for (unsigned y = 0; y < w->nlive[i]; y++)
			best[y] = next[y] * top;
	}
	top = -1;
	for (unsigned x = 0; x < w->nlive[n - 1]; x++) {
		uint8_t a = w->live[(n - 1) * L + x];

		if (best[x] * m->follow[a][0] > top) {
			top = best[x] * m->follow[a][0];
			at = a;
		}
	}
	for (size_t i = n; i-- > 0;) {
		label[i] = at;
		at = w->from[i * L + at];
	}
}

void
sequence_decode(const struct sequence *m, struct sequence_work *w,
    const int16_t *sum, size_t n, uint8_t *label)
{
	if (!n)
		return;
	work_room(w, n);
	for (size_t i = 0; i < n; i++)
		emissions(m, sum + i * L, w, i);
	best_path(m, w, n, label);
}

float
sequence_sure(const struct sequence *m, const struct sequence_work *w, size_t n,
    const uint8_t *label, size_t i, size_t j, unsigned not )
{
	double p = 1, all = 0, end = 0, x;

	/*
	 * What stands before I and behind J is the same in every path through
	 * here, so the labels of I..J are weighed step by step, given those
	 * before: p(label[k] | label[k-1], what stands behind).
	 */
	for (uint32_t y = 0; y < m->nlabel; y++) {
		x = (double)w->ahead[i * L + y] * w->behind[i * L + y];
		all += x;
		if (y == label[i])
			p = x;
	}
	p = all > 0 ? p / all : 0;
	for (size_t k = i + 1; k <= j && k < n; k++) {
		const float *e = w->emit + k * L, *b = w->behind + k * L;
		const float *f = m->follow[label[k - 1]];

		all = 0;
		end = 0;
		for (uint32_t y = 0; y < m->nlabel; y++) {
			x = (double)f[y] * e[y] * b[y];
			all += x;
			if (k < j ? y == label[k] : y != not )
				end += x;
		}
		p *= all > 0 ? end / all : 0;
	}
	p = p < 1e-6 ? 1e-6 : p > 1 - 1e-6 ? 1 - 1e-6 : p;
	x = log(p / (1 - p)) * m->slope + m->shift;
	return (float)(1 / (1 + exp(-x)));
}

void
sequence_work_release(struct sequence_work *w)
{
	free(w->emit);
	free(w->ahead);
	free(w->behind);
	free(w->from);
	free(w->live);
	free(w->nlive);
	*w = (struct sequence_work){0};
}

/* ---- training ---- */

struct example {
	size_t token; /* first, in at and allowed */
	uint32_t n;
	float weight;
};

struct sequence_trainer {
	unsigned bits;
	uint32_t nlabel;
	struct example *example;
	size_t nexample, examplecap;
	uint32_t *feature; /* hashes; numbers of features while running */
	size_t nfeature, featurecap;
	size_t *at; /* of each token, its first feature */
	sequence_set *allowed;
	size_t ntoken, atcap, allowedcap;
	bool forbidden[L][L];
	unsigned leave, unknown; /* in 1000: see sequence_trainer_run */
	/* features by number */
	uint32_t *hash, *seen, nhash;
	uint16_t *check; /* of each row, once they are given */
	uint32_t *owner; /* the number of each row's feature */
	float *w, *square, *mean;
	float pair[L][L], pair_square[L][L], pair_mean[L][L];
};

struct sequence_trainer *
sequence_trainer_new(unsigned bits, unsigned nlabel)
{
	struct sequence_trainer *t = mem_zalloc(1, sizeof *t);

	t->bits = bits;
	t->nlabel = nlabel;
	return t;
}

void
sequence_trainer_forbid(struct sequence_trainer *t, unsigned a, unsigned b)
{
	t->forbidden[a][b] = true;
}

static void
add_at(struct sequence_trainer *t)
{
	t->at = mem_grow(t->at, t->ntoken, &t->atcap, sizeof *t->at);
	t->at[t->ntoken] = t->nfeature;
}

void
sequence_trainer_add(struct sequence_trainer *t, const struct sequence_run *r,
    const sequence_set *allowed, float weight)
{
	struct example *e;

	t->example = mem_grow(
	    t->example, t->nexample, &t->examplecap, sizeof *t->example);
	e = &t->example[t->nexample++];
	*e = (struct example){t->ntoken, (uint32_t)r->n, weight};
	for (size_t i = 0; i < r->n; i++) {
		add_at(t);
		t->allowed = mem_grow(
		    t->allowed, t->ntoken, &t->allowedcap, sizeof *t->allowed);
		t->allowed[t->ntoken++] = allowed[i];
		for (uint32_t k = r->at[i]; k < r->at[i + 1]; k++) {
			t->feature = mem_grow(t->feature, t->nfeature,
			    &t->featurecap, sizeof *t->feature);
			t->feature[t->nfeature++] = r->feature[k];
		}
	}
	add_at(t);
	/* The end of the last token is kept by the first of the next. */
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

enum { LEFT_OUT = UINT32_MAX };

/* Numbers the features seen in LEAST tokens or more, from 0. */
static void
number_features(struct sequence_trainer *t, unsigned least)
{
	uint32_t *all = mem_zalloc(t->nfeature + 1, sizeof *all);
	size_t n = 0;

	memcpy(all, t->feature, t->nfeature * sizeof *all);
	qsort(all, t->nfeature, sizeof *all, by_value);
	t->hash = mem_zalloc(t->nfeature + 1, sizeof *t->hash);
	t->seen = mem_zalloc(t->nfeature + 1, sizeof *t->seen);
	for (size_t i = 0, j; i < t->nfeature; i = j) {
		for (j = i; j < t->nfeature && all[j] == all[i]; j++)
			;
		if (j - i < least)
			continue;
		t->hash[n] = all[i];
		t->seen[n++] = (uint32_t)(j - i);
	}
	free(all);
	t->nhash = (uint32_t)n;
	for (size_t i = 0; i < t->nfeature; i++) {
		uint32_t *p = bsearch(
		    &t->feature[i], t->hash, n, sizeof *t->hash, by_value);

		t->feature[i] = p ? (uint32_t)(p - t->hash) : LEFT_OUT;
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

/* What one example needs; the same sums with and without the sets. */
struct pass {
	struct sequence m; /* the weights of pairs, as they are now */
	struct sequence_work all, within;
	uint64_t seed;
	size_t *kept; /* numbers of features, and where each token's begin */
	size_t *at, keptcap, atcap;
};

static const float STEP = 0.1f, TINY = 1e-6f;

static void
update(float *w, float *square, float gradient)
{
	*square += gradient * gradient;
	*w -= STEP * gradient / (TINY + sqrtf(*square));
}

/* The probability of label Y at token I. */
static void
marginal(const struct sequence_work *w, uint32_t nlabel, size_t i, float *out)
{
	float all = 1e-30f;

	for (uint32_t y = 0; y < nlabel; y++) {
		out[y] = w->ahead[i * L + y] * w->behind[i * L + y];
		all += out[y];
	}
	for (uint32_t y = 0; y < nlabel; y++)
		out[y] /= all;
}

/* Adds the expected pairs of labels of W, times SIGN, to PAIR. */
static void
add_pairs(const struct sequence *m, const struct sequence_work *w, size_t n,
    float sign, float pair[L][L])
{
	float last[L];

	marginal(w, m->nlabel, 0, last);
	for (uint32_t y = 0; y < m->nlabel; y++)
		pair[0][y] += sign * last[y];
	marginal(w, m->nlabel, n - 1, last);
	for (uint32_t y = 0; y < m->nlabel; y++)
		pair[y][0] += sign * last[y];
	for (size_t i = 1; i < n; i++) {
		const float *a = w->ahead + (i - 1) * L;
		const float *b = w->behind + i * L, *e = w->emit + i * L;
		float x[L][L], all = 1e-30f;

		for (uint32_t p = 0; p < m->nlabel; p++)
			for (uint32_t q = 0; q < m->nlabel; q++) {
				x[p][q] = a[p] * m->follow[p][q] * e[q] * b[q];
				all += x[p][q];
			}
		for (uint32_t p = 0; p < m->nlabel; p++)
			for (uint32_t q = 0; q < m->nlabel; q++)
				pair[p][q] += sign * x[p][q] / all;
	}
}

static bool
chance(struct pass *p, unsigned in_1000)
{
	return (next_random(&p->seed) >> 32) % 1000 < in_1000;
}

/*
 * The features of E for this time: a part is left out by chance, so that the
 * rest learns to do without it (Hinton and others, 2012).
 */
static void
choose_features(
    const struct sequence_trainer *t, struct pass *p, const struct example *e)
{
	size_t n = 0;

	for (size_t i = 0; i <= e->n; i++) {
		const size_t *at = t->at + e->token + i;
		bool unknown = chance(p, t->unknown);

		p->at = mem_grow(p->at, i, &p->atcap, sizeof *p->at);
		p->at[i] = n;
		for (size_t k = at[0]; i < e->n && k < at[1]; k++) {
			if (t->feature[k] == LEFT_OUT || chance(p, t->leave))
				continue;
			if (unknown && t->hash[t->feature[k]] & SEQUENCE_OWN)
				continue;
			p->kept =
			    mem_grow(p->kept, n, &p->keptcap, sizeof *p->kept);
			p->kept[n++] = (size_t)t->feature[k] * t->nlabel;
		}
	}
}

static double
learn(struct sequence_trainer *t, struct pass *p, const struct example *e,
    float l2)
{
	float pair[L][L] = {{0}};
	uint32_t nl = t->nlabel;
	double loss = 0;

	for (uint32_t a = 0; a < nl; a++)
		for (uint32_t b = 0; b < nl; b++)
			p->m.follow[a][b] =
			    t->forbidden[a][b] ? 0 : expf(t->pair[a][b]);
	choose_features(t, p, e);
	work_room(&p->all, e->n);
	work_room(&p->within, e->n);
	for (size_t i = 0; i < e->n; i++) {
		float sum[L] = {0}, most = -1e30f;

		for (size_t k = p->at[i]; k < p->at[i + 1]; k++)
			for (uint32_t y = 0; y < nl; y++)
				sum[y] += t->w[p->kept[k] + y];
		for (uint32_t y = 0; y < nl; y++)
			if (sum[y] > most)
				most = sum[y];
		for (uint32_t y = 0; y < nl; y++) {
			float v = expf(sum[y] - most) + 1e-12f;

			p->all.emit[i * L + y] = v;
			p->within.emit[i * L + y] =
			    t->allowed[e->token + i] >> y & 1 ? v : 0;
		}
	}
	list_labels(&p->all, nl, e->n);
	list_labels(&p->within, nl, e->n);
	sequence_paths(&p->m, &p->all, e->n);
	sequence_paths(&p->m, &p->within, e->n);
	add_pairs(&p->m, &p->all, e->n, e->weight, pair);
	add_pairs(&p->m, &p->within, e->n, -e->weight, pair);
	for (size_t i = 0; i < e->n; i++) {
		float all[L], within[L], g[L], in = 0;

		marginal(&p->all, nl, i, all);
		marginal(&p->within, nl, i, within);
		for (uint32_t y = 0; y < nl; y++) {
			g[y] = e->weight * (all[y] - within[y]);
			if (t->allowed[e->token + i] >> y & 1)
				in += all[y];
		}
		loss -= e->weight * log(in + 1e-9);
		for (size_t k = p->at[i]; k < p->at[i + 1]; k++) {
			size_t f = p->kept[k];

			for (uint32_t y = 0; y < nl; y++)
				update(&t->w[f + y], &t->square[f + y],
				    g[y] + l2 * t->w[f + y]);
		}
	}
	for (uint32_t a = 0; a < nl; a++)
		for (uint32_t b = 0; b < nl; b++)
			if (!t->forbidden[a][b])
				update(&t->pair[a][b], &t->pair_square[a][b],
				    pair[a][b] + l2 * t->pair[a][b]);
	return loss;
}

static void
forget(struct sequence_trainer *t)
{
	free(t->w);
	free(t->square);
	free(t->mean);
	memset(t->pair, 0, sizeof t->pair);
	memset(t->pair_square, 0, sizeof t->pair_square);
	memset(t->pair_mean, 0, sizeof t->pair_mean);
}

void
sequence_trainer_run(struct sequence_trainer *t, unsigned epochs,
    unsigned least, unsigned leave, unsigned unknown, float l2,
    void (*tell)(unsigned epoch, double loss))
{
	size_t *order = mem_zalloc(t->nexample + 1, sizeof *order), nw;
	uint64_t seed = UINT64_C(88172645463325252);
	struct pass p = {0};
	unsigned kept = 0;

	t->leave = leave;
	t->unknown = unknown;
	p.seed = seed + 1;
	if (!t->hash)
		number_features(t, least);
	nw = (size_t)t->nhash * t->nlabel;
	forget(t);
	t->w = mem_zalloc(nw + 1, sizeof *t->w);
	t->square = mem_zalloc(nw + 1, sizeof *t->square);
	t->mean = mem_zalloc(nw + 1, sizeof *t->mean);
	p.m.nlabel = t->nlabel;
	p.m.lanes = round_up(t->nlabel);
	for (size_t i = 0; i < t->nexample; i++)
		order[i] = i;
	for (unsigned e = 0; e < epochs; e++) {
		double loss = 0;

		for (size_t i = t->nexample; i > 1; i--) {
			size_t k = next_random(&seed) % i, x = order[i - 1];

			order[i - 1] = order[k];
			order[k] = x;
		}
		for (size_t i = 0; i < t->nexample; i++)
			loss += learn(t, &p, &t->example[order[i]], l2);
		if (tell)
			tell(e + 1, loss);
		/* The model is the mean over the second half of the passes. */
		if (e < epochs / 2)
			continue;
		kept++;
		for (size_t i = 0; i < nw; i++)
			t->mean[i] += (t->w[i] - t->mean[i]) / (float)kept;
		for (uint32_t a = 0; a < t->nlabel; a++)
			for (uint32_t b = 0; b < t->nlabel; b++)
				t->pair_mean[a][b] +=
				    (t->pair[a][b] - t->pair_mean[a][b]) /
				    (float)kept;
	}
	/* All features are there when the model is used. */
	for (size_t i = 0; i < nw; i++)
		t->mean[i] *= 1 - (float)t->leave / 1000;
	sequence_work_release(&p.all);
	sequence_work_release(&p.within);
	free(p.kept);
	free(p.at);
	free(order);
}

/* Features by what they do, and by their number. */
struct rank {
	float worth;
	uint32_t number;
};

static int
by_rank(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/*
 * What a feature does: in how many tokens it is, and how far apart it sets
 * labels there.
 */
static float
worth_of(const struct sequence_trainer *t, uint32_t feature)
{
	const float *w = t->mean + (size_t)feature * t->nlabel;
	float least = w[0], most = w[0];

	for (uint32_t y = 1; y < t->nlabel; y++) {
		least = w[y] < least ? w[y] : least;
		most = w[y] > most ? w[y] : most;
	}
	return (float)t->seen[feature] * (most - least) * (most - least);
}

/*
 * What is lost without it where the others' weights stay as they are: how
 * often it is there counts for less, since common ones stand in for each
 * other.
 */
static float
weight_of(const struct sequence_trainer *t, uint32_t feature)
{
	const float *w = t->mean + (size_t)feature * t->nlabel;
	float sum = 0;

	for (uint32_t y = 0; y < t->nlabel; y++)
		sum += w[y] * w[y];
	return sqrtf(sum) * sqrtf(sqrtf((float)t->seen[feature]));
}

/*
 * Gives features their rows: the check and the owner (the feature's number)
 * of each. One whose two places are taken by those of more worth, or of more
 * weight, has none.
 */
static void
give_rows(struct sequence_trainer *t, bool worthy)
{
	struct rank *rank = mem_zalloc((size_t)t->nhash + 1, sizeof *rank);
	size_t rows = (size_t)1 << t->bits;
	uint32_t mask = (uint32_t)rows - 1;

	t->check = mem_zalloc(rows, sizeof *t->check);
	t->owner = mem_zalloc(rows, sizeof *t->owner);
	for (uint32_t i = 0; i < t->nhash; i++)
		rank[i] =
		    (struct rank){worthy ? worth_of(t, i) : weight_of(t, i), i};
	qsort(rank, t->nhash, sizeof *rank, by_rank);
	for (uint32_t i = 0; i < t->nhash && rank[i].worth > 0; i++) {
		uint32_t n = rank[i].number, f = t->hash[n], r = f & mask;

		if (t->check[r] && t->check[r] != check_of(f))
			r = (f + 1) & mask;
		if (t->check[r])
			continue;
		t->check[r] = check_of(f);
		t->owner[r] = n;
	}
	free(rank);
}

void
sequence_trainer_prune(struct sequence_trainer *t)
{
	bool *keep = mem_zalloc((size_t)t->nhash + 1, sizeof *keep);

	give_rows(t, true);
	for (size_t r = 0; r < (size_t)1 << t->bits; r++)
		if (t->check[r])
			keep[t->owner[r]] = true;
	for (size_t i = 0; i < t->nfeature; i++)
		if (t->feature[i] != LEFT_OUT && !keep[t->feature[i]])
			t->feature[i] = LEFT_OUT;
	free(keep);
}

void
sequence_trainer_write(struct sequence_trainer *t, float lean, float slope,
    float shift, struct buf *out)
{
	uint32_t lanes = round_up(t->nlabel);
	uint32_t head[2] = {t->bits, t->nlabel};
	size_t rows = (size_t)1 << t->bits;
	int8_t *row = mem_zalloc(rows, lanes);
	float most = 1e-6f, f[3];

	for (size_t i = 0; i < (size_t)t->nhash * t->nlabel; i++)
		if (fabsf(t->mean[i]) > most)
			most = fabsf(t->mean[i]);
	/* Few weights are large: clipping them costs less than coarse steps. */
	if (most > 3)
		most = 3;
	f[0] = most / 127;
	f[1] = slope;
	f[2] = shift;
	buf_add(out, magic, sizeof magic);
	buf_add(out, (const char *)head, sizeof head);
	buf_add(out, (const char *)f, sizeof f);
	for (uint32_t a = 0; a < t->nlabel; a++)
		for (uint32_t b = 0; b < t->nlabel; b++) {
			float v =
			    t->forbidden[a][b] ? -1000 : t->pair_mean[a][b];

			if (a == 0 && b == 0)
				v -= lean;

			buf_add(out, (const char *)&v, sizeof v);
		}
	if (!t->check)
		give_rows(t, false);
	for (size_t r = 0; r < rows; r++)
		for (uint32_t y = 0; t->check[r] && y < t->nlabel; y++) {
			size_t n = t->owner[r];
			float v = roundf(t->mean[n * t->nlabel + y] / f[0]);

			v = v > 127 ? 127 : v < -127 ? -127 : v;
			row[r * lanes + y] = (int8_t)v;
		}
	buf_add(out, (const char *)t->check, rows * sizeof *t->check);
	buf_add(out, (const char *)row, rows * lanes);
	free(row);
}

void
sequence_trainer_free(struct sequence_trainer *t)
{
	if (!t)
		return;
	free(t->example);
	free(t->feature);
	free(t->at);
	free(t->allowed);
	free(t->hash);
	free(t->seen);
	free(t->w);
	free(t->square);
	free(t->mean);
	free(t->check);
	free(t->owner);
	free(t);
}
