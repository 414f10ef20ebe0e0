/*
 * train_parse - trains the model of parses (lang/parse.h).
 *
 * usage: train_parse OUT PASSES AGAIN BITS FILE ...
 * Files are in CoNLL-U; learnt are the arcs of our own tokens, with the tags
 * that the tagger gives them. A first model learns from perfect walks alone,
 * in PASSES passes; the second, in AGAIN, also from the walks of the first.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "gen/conllu.h"
#include "news/data.h"

#include <errno.h>
#include <stdlib.h>

static struct tagging *tagging;
static struct parsing *parsing;
static struct sequence_trainer *trainer;
static unsigned long all, left_out;

static void
add_step(const struct sequence_run *r, sequence_set good)
{
	sequence_trainer_add(trainer, r, &good, 1);
}

static void
add_file(const char *name, bool follow)
{
	struct tokens t = {0};
	struct conllu c;

	conllu_open(&c, name);
	while (conllu_next(&c)) {
		struct str text = buf_str(&c.text);
		struct arc *gold;
		uint8_t *tag;

		tokens_set(&t, text, data_abbreviations());
		gold = mem_zalloc(t.n + 1, sizeof *gold);
		tag = mem_zalloc(t.n + 1, 1);
		conllu_arcs(&c, &t, gold);
		tagging_run(tagging, text, t.v, t.n, tag);
		all++;
		left_out += !parsing_learn(
		    parsing, t.v, tag, t.n, gold, follow, add_step);
		free(gold);
		free(tag);
	}
	tokens_release(&t);
}

static void
tell(unsigned epoch, double loss)
{
	fprintf(stderr, "pass %u: loss %.0f\n", epoch, loss);
}

static unsigned
number(const char *s)
{
	return (unsigned)strtoul(s, NULL, 10);
}

int
main(int argc, char *argv[])
{
	struct sequence model;
	struct lemmas words;
	struct buf out;
	FILE *f;

	diag_set_name("gen/train_parse");
	if (argc < 6)
		die("usage: train_parse OUT PASSES AGAIN BITS FILE ...");
	lemmas_init(&words, data_classes());
	tagging = tagging_new(data_tag_model(), &words);
	buf_init(&out, BUF_MAX);
	for (unsigned round = 0; round < 2; round++) {
		trainer = sequence_trainer_new(
		    round ? number(argv[4]) : 18, PARSE_STEPS);
		for (unsigned follow = 0; follow <= round; follow++) {
			parsing = parsing_new(follow ? &model : NULL);
			for (int i = 5; i < argc; i++)
				add_file(argv[i], follow);
			parsing_free(parsing);
		}
		sequence_trainer_run(trainer, number(argv[2 + round]), 3,
		    round ? 300 : 100, 0, 0, tell);
		if (round) {
			sequence_trainer_prune(trainer);
			sequence_trainer_run(
			    trainer, number(argv[3]), 3, 100, 0, 0, tell);
			buf_reset(&out);
		}
		sequence_trainer_write(trainer, 0, 1, 0, &out);
		sequence_trainer_free(trainer);
		if (!sequence_open(&model, buf_str(&out)))
			die("the model cannot be opened");
	}
	fprintf(stderr, "left out %lu of %lu sentences\n", left_out, all);
	f = fopen(argv[1], "wb");
	if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f))
		die_at(argv[1], 0, "%s", strerror(errno));
	buf_release(&out);
	tagging_free(tagging);
	return 0;
}
