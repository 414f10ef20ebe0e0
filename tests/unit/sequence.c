/* lang/sequence: training, files, decoding, how sure */

#include "lang/sequence.h"

#include "base/mem.h"
#include "lang/model.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

/*
 * A made-up language: 1 opens a name, 2 goes on with it, 3 is ambiguous and
 * goes on only behind 2; what a token is, it is by its one feature.
 */
enum { OUT, BEGIN, ON, LABELS };

static const char *const lines[] = {"oooo", "o12o", "o1o", "12o", "o123o",
    "o3oo", "1o12", "3o", "o1233o", "oo123", NULL};

static uint8_t
label_of(const char *line, size_t i)
{
	if (line[i] == '1')
		return BEGIN;
	if (line[i] == '2')
		return ON;
	if (line[i] == '3' && i > 0 && label_of(line, i - 1) == ON)
		return ON;
	return OUT;
}

static struct sequence_run
run_of(const char *line, uint32_t *feature, uint32_t *at)
{
	size_t n = strlen(line);

	for (size_t i = 0; i < n; i++) {
		feature[i] = model_feature(1, (unsigned char)line[i]);
		at[i] = (uint32_t)i;
	}
	at[n] = (uint32_t)n;
	return (struct sequence_run){feature, at, n};
}

static void
train(struct buf *out, bool partly)
{
	struct sequence_trainer *t = sequence_trainer_new(6, LABELS);
	uint32_t feature[16], at[17];
	sequence_set set[16];

	sequence_trainer_forbid(t, OUT, ON);
	for (int k = 0; k < 20; k++)
		for (size_t i = 0; lines[i]; i++) {
			struct sequence_run r = run_of(lines[i], feature, at);

			for (size_t j = 0; j < r.n; j++)
				set[j] = 1u << label_of(lines[i], j);
			/* One token in some of which nothing is known. */
			if (partly && k % 2)
				set[0] = 7;
			sequence_trainer_add(t, &r, set, 1);
		}
	sequence_trainer_run(t, 20, 1, 0, 0, 1e-6f, NULL);
	sequence_trainer_write(t, 0, 1, 0, out);
	sequence_trainer_free(t);
}

/* The labels of R, and what sequence_sure goes by. */
static void
decode(const struct sequence *m, struct sequence_work *w,
    const struct sequence_run *r, uint8_t *label)
{
	int16_t *sum = mem_zalloc(r->n, SEQUENCE_LABELS * sizeof *sum);

	for (size_t i = 0; i < r->n; i++)
		sequence_add(m, r->feature + r->at[i], r->at[i + 1] - r->at[i],
		    sum + i * SEQUENCE_LABELS);
	sequence_decode(m, w, sum, r->n, label);
	sequence_paths(m, w, r->n);
	free(sum);
}

static void
test_decode(const struct sequence *m, const char *name)
{
	struct sequence_work w = {0};
	uint32_t feature[16], at[17];
	uint8_t label[16];

	for (size_t i = 0; lines[i]; i++) {
		struct sequence_run r = run_of(lines[i], feature, at);
		bool same = true;

		decode(m, &w, &r, label);
		for (size_t j = 0; j < r.n; j++)
			same = same && label[j] == label_of(lines[i], j);
		check(same, "%s: \"%s\" is labelled", name, lines[i]);
		if (label[1] == BEGIN && r.n > 2 && label[2] == ON) {
			float p = sequence_sure(m, &w, r.n, label, 1, 3, ON);
			float q = sequence_sure(m, &w, r.n, label, 1, 3, OUT);

			check(p >= 0 && p <= 1 && p + q <= 1.0001f,
			    "%s: \"%s\" is sure in bounds", name, lines[i]);
		}
	}
	sequence_work_release(&w);
}

static void
test_files(struct buf *b)
{
	struct sequence m;
	char copy[64];

	check(!sequence_open(&m, (struct str){b->p, b->n - 1}), "cut short");
	check(!sequence_open(&m, (struct str){b->p, 10}), "cut in its head");
	check(!sequence_open(&m, STR("")), "empty");
	memcpy(copy, b->p, sizeof copy);
	copy[0] = 'X';
	check(!sequence_open(&m, (struct str){copy, sizeof copy}), "no magic");
	memcpy(copy, b->p, sizeof copy);
	memset(copy + 4, 0x7F, 4);
	check(!sequence_open(&m, (struct str){copy, sizeof copy}),
	    "more rows than can be");
	memcpy(copy, b->p, sizeof copy);
	memset(copy + 8, 0x7F, 4);
	check(!sequence_open(&m, (struct str){copy, sizeof copy}),
	    "more labels than can be");
}

/* Long runs keep their sums within what a float holds. */
static void
test_long(const struct sequence *m)
{
	enum { N = 20000 };
	uint32_t *feature = mem_zalloc(N, sizeof *feature);
	uint32_t *at = mem_zalloc(N + 1, sizeof *at);
	uint8_t *label = mem_zalloc(N, 1);
	struct sequence_work w = {0};
	float p;

	for (uint32_t i = 0; i < N; i++) {
		feature[i] = model_feature(1, i % 3 ? 'o' : '1');
		at[i + 1] = i + 1;
	}
	decode(m, &w, &(struct sequence_run){feature, at, N}, label);
	check(label[0] == BEGIN && label[N - 2] == BEGIN, "a long run");
	p = sequence_sure(m, &w, N, label, N / 3 * 3 - 3, N / 3 * 3 - 2, ON);
	check(p > 0.5f && p <= 1, "how sure in a long run");
	sequence_work_release(&w);
	free(feature);
	free(at);
	free(label);
}

int
main(void)
{
	struct buf a, b;
	struct sequence m;

	buf_init(&a, BUF_MAX);
	buf_init(&b, BUF_MAX);
	train(&a, false);
	train(&b, false);
	check(a.n == b.n && memcmp(a.p, b.p, a.n) == 0,
	    "the same data give the same bytes");
	check(sequence_open(&m, buf_str(&a)), "a model is opened");
	test_decode(&m, "all known");
	test_long(&m);
	buf_reset(&b);
	train(&b, true);
	check(sequence_open(&m, buf_str(&b)), "a model of partly known labels");
	test_decode(&m, "partly known");
	test_files(&a);
	buf_release(&a);
	buf_release(&b);
	return tap_done();
}
