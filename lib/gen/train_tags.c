/*
 * train_tags - trains the model of parts of speech (lang/tag.h).
 *
 * usage: train_tags OUT [OPTION ... FILE] ...
 * Files are in CoNLL-U. An option holds for the files behind it:
 *   -o 1  on tokens of our own as well as on the words of the file
 *   -c N  a copy of each Nth sentence in capitals, one with capitals, and
 *         one without any
 *   -w W  the weight of a sentence
 * and for all: -p passes, -r in how many tokens a feature must be, -f how
 * many of 1000 features are left out at each look, -u how many of 1000 words
 * are taken as unknown, -b the binary logarithm of the number of rows.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "gen/conllu.h"
#include "news/data.h"

#include <errno.h>
#include <stdlib.h>

static struct {
	unsigned own, cases, passes, again, least, leave, leave_again, unknown;
	unsigned bits;
	float weight, l2;
} opt = {0, 0, 6, 10, 2, 300, 100, 0, 16, 1, 1e-6f};

static struct tagging *tagging;
static struct sequence_trainer *trainer;

/* The sentence in capitals, or with capitals, or in small letters. */
static void
change_case(struct buf *text, unsigned how)
{
	bool first = true;

	for (size_t i = 0; i < text->n; i++) {
		char *c = &text->p[i];

		if (*c >= 'a' && *c <= 'z' && (how == 0 || (how == 1 && first)))
			*c = (char)(*c - 32);
		else if (*c >= 'A' && *c <= 'Z' && how == 2)
			*c = (char)(*c + 32);
		first = *c == ' ';
	}
}

/* T are the words of the file (EACH) or tokens of our own. */
static void
add_tokens(const struct conllu *c, const struct tokens *t, bool each)
{
	struct sequence_run r =
	    tagging_features(tagging, buf_str(&c->text), t->v, t->n);
	sequence_set *set = mem_zalloc(r.n + 1, sizeof *set);

	for (size_t i = 0; i < r.n; i++) {
		size_t w = each ? i : conllu_word_of(c, &t->v[i]);

		set[i] = w == SIZE_MAX ? ~(sequence_set)0
				       : (sequence_set)1 << c->word[w].tag;
	}
	if (r.n)
		sequence_trainer_add(trainer, &r, set, opt.weight);
	free(set);
}

static void
add_sentence(const struct conllu *c)
{
	static struct tokens t;

	conllu_tokens(c, &t);
	add_tokens(c, &t, true);
	if (!opt.own)
		return;
	tokens_set(&t, buf_str(&c->text), data_abbreviations());
	add_tokens(c, &t, false);
}

static void
add_file(const char *name)
{
	struct conllu c;

	conllu_open(&c, name);
	while (conllu_next(&c)) {
		uint64_t h = str_hash(buf_str(&c.text));

		add_sentence(&c);
		if (opt.cases && h % opt.cases < 3) {
			change_case(&c.text, (unsigned)(h % opt.cases));
			add_sentence(&c);
		}
	}
}

static void
tell(unsigned epoch, double loss)
{
	fprintf(stderr, "pass %u: loss %.0f\n", epoch, loss);
}

static void
set_option(char name, const char *v)
{
	unsigned n = (unsigned)strtoul(v, NULL, 10);

	switch (name) {
	case 'o':
		opt.own = n;
		break;
	case 'c':
		opt.cases = n;
		break;
	case 'w':
		opt.weight = strtof(v, NULL);
		break;
	case 'x':
		opt.l2 = strtof(v, NULL);
		break;
	case 'p':
		opt.passes = n;
		break;
	case 'r':
		opt.least = n;
		break;
	case 'q':
		opt.again = n;
		break;
	case 'g':
		opt.leave_again = n;
		break;
	case 'f':
		opt.leave = n;
		break;
	case 'u':
		opt.unknown = n;
		break;
	case 'b':
		opt.bits = n;
		break;
	default:
		die("unknown option -%c", name);
	}
}

int
main(int argc, char *argv[])
{
	struct lemmas words;
	struct buf out;
	FILE *f;

	diag_set_name("gen/train_tags");
	if (argc < 3)
		die("usage: train_tags OUT [OPTION ... FILE] ...");
	for (int i = 2; i + 1 < argc; i++)
		if (strcmp(argv[i], "-b") == 0)
			set_option('b', argv[i + 1]);
	lemmas_init(&words, data_classes());
	tagging = tagging_new(NULL, &words);
	trainer = sequence_trainer_new(opt.bits, TAGS);
	for (int i = 2; i < argc; i++)
		if (argv[i][0] == '-' && i + 1 < argc) {
			set_option(argv[i][1], argv[i + 1]);
			i++;
		} else {
			add_file(argv[i]);
		}
	sequence_trainer_run(trainer, opt.passes, opt.least, opt.leave,
	    opt.unknown, opt.l2, tell);
	/* More features than the model has room for chose the best of them. */
	sequence_trainer_prune(trainer);
	sequence_trainer_run(trainer, opt.again, opt.least, opt.leave_again,
	    opt.unknown, opt.l2, tell);
	buf_init(&out, BUF_MAX);
	sequence_trainer_write(trainer, 0, 1, 0, &out);
	f = fopen(argv[1], "wb");
	if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f))
		die_at(argv[1], 0, "%s", strerror(errno));
	buf_release(&out);
	sequence_trainer_free(trainer);
	tagging_free(tagging);
	return 0;
}
