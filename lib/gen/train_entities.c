/*
 * train_entities - makes the model of names from labelled text.
 *
 * usage: train_entities OUT [OPTION ... FILE.bio] ...
 * A FILE has one token and its BIO label a line, blank lines between
 * sentences, "-DOCSTART-" between documents. Options hold for the files
 * behind them:
 *   -w WEIGHT  how much an example counts
 *   -k LABELS  the kinds that the file labels wherever they stand; others
 *              may hide in what it leaves without a label
 *   -g N       1: the file labels phrases, not names: a phrase that holds more
 *              than a name tells nothing, and persons may be peoples
 *   -l N       N = 1: each sentence is a document of its own
 *   -c N       1 in N sentences in capitals, 1 in N in title case; 0: none
 *   -j N       1 in N sentences goes on with the next, as where the end of a
 *              sentence was missed; 0: none
 *   -a N       1 in N documents have their words taken apart as some texts
 *              have them, "Ana Ruiz - Lara", "U . S ."; 0: none
 *   -d N       N in 100 listed names are unknown to the lists, by turns
 *   -e N       1: the file is only to test on
 *   -t N       1 in N documents are held out of a first training, and the
 *              scores fitted to how often its names in them are right; files
 *              that count for less than 1, and lone sentences, are not asked
 *   -p N       passes over the examples;  -r N  tokens a feature must have
 *   -f N       N in 1000 features are left out at each look
 *   -u N       N in 1000 tokens lack their own words' features
 *   -o LEAN    how much more a name missed costs than one too many
 *   -x L2      the pull to zero
 * The same files in the same order give the same model, bit for bit.
 */
#include "base/diag.h"
#include "base/utf8.h"
#include "news/data.h"
#include "news/entity_in.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 18, EVERY = (1 << TOKEN_LABELS) - 1 };

#define K(name) (1u << ENTITY_##name)
enum {
	PLACES = K(GPE) | K(LOC) | K(FAC),
	OTHERS = K(NORP) | K(EVENT) | K(LAW) | K(PRODUCT) | K(WORK),
	NOTHING = 1u << NAME_LABELS, /* may be no name of ours */
	THREE = K(PERSON) | K(ORG) | PLACES,
	ANY = (1u << (NAME_LABELS + 1)) - 1
};

/* What the labels of the sets mean: kinds of names, as bits. */
static const struct {
	const char *name;
	unsigned kinds;
} meanings[] = {{"PER", K(PERSON)}, {"Person", K(PERSON)},
    {"person", K(PERSON)}, {"politician", K(PERSON)}, {"Organisation", K(ORG)},
    {"Organization", K(ORG)}, {"organisation", K(ORG)},
    {"politicalparty", K(ORG)}, {"corporation", K(ORG)},
    {"group", K(ORG) | K(NORP) | NOTHING}, {"LOC", PLACES},
    {"Location", PLACES | NOTHING}, {"location", PLACES}, {"country", K(GPE)},
    {"Facility", K(FAC)}, {"MISC", OTHERS | NOTHING},
    {"Misc", OTHERS | NOTHING}, {"misc", OTHERS | NOTHING}, {"event", K(EVENT)},
    {"election", K(EVENT) | NOTHING}, {"product", K(PRODUCT)},
    {"Product", K(PRODUCT)}, {"creative-work", K(WORK)},
    {"Nationality", K(NORP)}, {"Weapon", K(PRODUCT) | NOTHING},
    {"MilitaryPlatform", K(PRODUCT) | NOTHING}};

static struct options {
	float weight, l2, lean;
	unsigned known, phrases, lone, cases, join, apart, test, passes, least,
	    leave, unknown, drop;
} opt;

/* A sentence: its text and where its names are. */
struct gold {
	size_t start, end, new_start, new_end;
	unsigned kinds;
};

struct sentence {
	struct buf text;
	struct gold *gold;
	size_t ngold, cap;
};

/* A name that was found in the files to test on, and whether rightly. */
struct trial {
	float odds;
	bool right;
};

static struct sentence *sentence;
static size_t nsentence, sentencecap, at_sentence;
static struct sequence_trainer *trainer;
static struct tagger *tagger;
static struct sequence model;
static struct trial *trial;
static size_t ntrial, trialcap;
static bool testing;
/* What is done with the files: see main. */
static enum { HOLD_OUT, HELD_OUT, TRAIN, TEST } phase;
static unsigned hold; /* 1 in HOLD documents is held out; 0: none */
static struct {
	size_t gold, found, right;
} count[2]; /* of persons, organisations and places; of all */

static unsigned
kinds_of(const char *label, bool all_of_them)
{
	int n = entity_label_number(str_from(label));

	/* Where a set has "LOC" beside "GPE", it means what we mean. */
	if (n >= 0 && (all_of_them || strcmp(label, "LOC") != 0))
		return 1u << n;
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (strcmp(label, meanings[i].name) == 0)
			return meanings[i].kinds;
	return ANY;
}

/* The labels, beginning or going on, of the kinds of names in KINDS. */
static sequence_set
labels_of(unsigned kinds, bool begins, bool goes_on)
{
	sequence_set s = kinds & NOTHING ? 1 : 0;

	for (int k = 0; k < NAME_LABELS; k++)
		if (kinds >> k & 1)
			s |= (begins ? 1u << (1 + 2 * k) : 0) |
			     (goes_on ? 1u << (2 + 2 * k) : 0);
	return s;
}

/* Does a mark that divides names stand among tokens A up to B? */
static bool
is_divided(const struct segment *s, size_t a, size_t b)
{
	for (size_t i = a; i < b; i++)
		if (s->token[i].kind == TOKEN_MARK &&
		    strchr(",;()[]", s->text.p[s->token[i].start]))
			return true;
	return false;
}

/*
 * Is the phrase of KINDS, tokens A up to B, no name of ours, or more than
 * one? So are "Boston, where she was born", "Ana Silva and Tom Hill", "the
 * President".
 */
static bool
is_loose(unsigned kinds, const struct segment *s, const struct look *look,
    size_t a, size_t b)
{
	bool person = kinds == K(PERSON);

	if (!is_cap(&s->token[a]) || is_divided(s, a, b))
		return true;
	if (person && (look[a].title >= b - a || look[a].role >= b - a))
		return true;
	for (size_t i = a; i < b; i++)
		if ((look[i].bits & PAIR && (person || kinds == PLACES)) ||
		    (look[i].bits & CONNECTOR && person))
			return true;
	return false;
}

/* Is the name at token A cut short: "the United [States]"? */
static bool
is_cut(const struct segment *s, const struct look *look, size_t a)
{
	return a > 0 && is_cap(&s->token[a - 1]) && !opens(s, a - 1) &&
	       !(look[a - 1].bits & (TITLE | ROLE | PREFIX));
}

/* The labels allowed for tokens A up to B, a name of KINDS. */
static void
allow_name(unsigned kinds, const struct segment *s, const struct look *look,
    size_t a, size_t b, sequence_set *set)
{
	bool person = kinds == K(PERSON);

	if (opt.phrases && is_cut(s, look, a) && set[a - 1] & 1) {
		a--;
		kinds = ANY;
	}
	if (opt.phrases && (kinds == ANY || is_loose(kinds, s, look, a, b))) {
		while (a < b)
			set[a++] = (sequence_set)EVERY;
		return;
	}
	/* A title in the span stands outside by our rules. */
	if (person && look[a].title && a + look[a].title < b &&
	    is_cap(&s->token[a + look[a].title]))
		a += look[a].title;
	if (person && opt.phrases)
		kinds |= K(NORP);
	for (size_t i = a; i < b; i++)
		set[i] = labels_of(kinds, i == a, i > a);
}

/* The labels allowed for the tokens of S. */
static void
allow(const struct sentence *g, const struct segment *s,
    const struct look *look, sequence_set *set)
{
	unsigned hidden = (ANY & ~opt.known) | NOTHING;

	for (size_t i = 0; i < s->ntoken; i++)
		set[i] = s->token[i].kind == TOKEN_MARK
			     ? 1
			     : labels_of(hidden, is_cap(&s->token[i]), true);
	for (size_t k = 0; k < g->ngold; k++) {
		const struct gold *x = &g->gold[k];
		bool ragged = false;
		size_t i = 0, a;

		while (i < s->ntoken && s->token[i].end <= x->start)
			i++;
		a = i;
		while (i < s->ntoken && s->token[i].start < x->end) {
			ragged |= s->token[i].start < x->start ||
				  s->token[i].end > x->end;
			i++;
		}
		if (!ragged && a < i) {
			allow_name(x->kinds, s, look, a, i, set);
			continue;
		}
		while (a < i)
			set[a++] = (sequence_set)EVERY;
	}
}

/* The kinds of the name that stands where N does. */
static unsigned
kinds_at(
    const struct sentence *g, const struct segment *s, const struct span *n)
{
	for (size_t k = 0; k < g->ngold; k++)
		if (g->gold[k].start == s->token[n->i].start &&
		    g->gold[k].end == s->token[n->j - 1].end)
			return g->gold[k].kinds;
	return 0;
}

static bool
is_right(
    const struct sentence *g, const struct segment *s, const struct span *n)
{
	return kinds_at(g, s, n) >> n->label & 1;
}

/* The same, where all places are one kind. */
static bool
is_like(const struct sentence *g, const struct segment *s, const struct span *n)
{
	unsigned kind = 1u << n->label;

	return (kinds_at(g, s, n) & (kind & PLACES ? PLACES : kind)) != 0;
}

static void
test_segment(
    struct observer *o, const struct sentence *g, const struct segment *s)
{
	size_t n;
	const struct span *span = observer_names(o, &model, &n);

	for (size_t k = 0; k < g->ngold; k++) {
		count[0].gold +=
		    g->gold[k].kinds != ANY && (g->gold[k].kinds & THREE) != 0;
		count[1].gold += g->gold[k].kinds != ANY;
	}
	for (size_t i = 0; i < n; i++) {
		bool right = is_right(g, s, &span[i]);

		if (!(opt.known >> span[i].label & 1))
			continue;
		count[1].found++;
		count[1].right += right;
		if (THREE >> span[i].label & 1) {
			count[0].found++;
			count[0].right += is_like(g, s, &span[i]);
		}
		if (phase != HELD_OUT)
			continue;
		trial = mem_grow(trial, ntrial, &trialcap, sizeof *trial);
		trial[ntrial++] = (struct trial){
		    (float)log(span[i].score / (1 - span[i].score)), right};
	}
}

static void
add_segment(void *arg, struct observer *o, const struct segment *s,
    const struct look *look, size_t runs)
{
	const struct sentence *g = &sentence[at_sentence++];
	sequence_set *set = mem_zalloc(s->ntoken + 1, sizeof *set);

	(void)arg;
	if (testing)
		test_segment(o, g, s);
	else
		allow(g, s, look, set);
	for (size_t r = 0; !testing && r < runs; r++) {
		size_t first;
		struct sequence_run run = observer_run(o, r, &first);
		sequence_set *own = set + first;

		/* A name whose beginning is not in the run begins with it. */
		for (size_t i = 0; i < run.n; i++)
			if (!(own[i] & 1) && (i == 0 || own[i - 1] == 1) &&
			    !(own[i] & labels_of(ANY & ~NOTHING, true, false)))
				own[i] |= (own[i] >> 1) & EVERY;
		sequence_trainer_add(trainer, &run, own, opt.weight);
	}
	free(set);
}

/* Has the sentences from A up to B tagged as one document. */
static void
add_document(size_t a, size_t b)
{
	static struct document d;

	document_reset(&d);
	for (size_t i = a; i < b; i++) {
		struct segment *s = document_add(&d);

		s->text = buf_str(&sentence[i].text);
		s->n = i - a;
		s->kind = SEGMENT_SENTENCE;
	}
	at_sentence = a;
	tagger->drop = testing ? 0 : opt.drop;
	tagger->seed = str_hash(d.seg[0].text);
	tagger_set_model(tagger, testing ? &model : NULL, data_wordclasses());
	tagger_observe(tagger, &d, add_segment, NULL);
}

/* The sentence in capitals, or with capitals. ASCII only: offsets stay. */
static void
change_case(struct sentence *s, bool all)
{
	bool first = true;

	for (size_t i = 0; i < s->text.n; i++) {
		char *c = &s->text.p[i];

		if (*c >= 'a' && *c <= 'z' && (all || first))
			*c = (char)(*c - 32);
		first = *c == ' ';
	}
}

/* Is this a letter of ASCII, or part of one beyond? */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c & 0x80;
}

/* Would a text that takes words apart do so before, or behind, byte I? */
static bool
parts_at(struct str s, size_t i)
{
	char c = s.p[i], b = i ? s.p[i - 1] : ' ';

	if (c == '-' || b == '-')
		return i > 0 && i + 1 < s.n &&
		       (c == '-' ? is_letter(b) : is_letter(c));
	/* the points of "U.S.", and what stands behind them */
	if (c == '.')
		return i > 0 && is_letter(b) &&
		       ((i > 1 && s.p[i - 2] == '.') ||
			   (i + 2 < s.n && s.p[i + 2] == '.')) &&
		       (i == 1 || s.p[i - 2] == ' ' || s.p[i - 2] == '.');
	return b == '.' && is_letter(c) && i > 1 && is_letter(s.p[i - 2]) &&
	       i + 1 < s.n && s.p[i + 1] == '.' &&
	       (i == 2 || s.p[i - 3] == ' ' || s.p[i - 3] == '.');
}

static void
take_apart(struct sentence *s)
{
	static struct buf b;
	struct str text = buf_str(&s->text);
	size_t at[2];

	if (!b.max)
		buf_init(&b, BUF_MAX);
	buf_reset(&b);
	for (size_t i = 0; i <= text.n; i++) {
		at[0] = b.n; /* where a name that ends here ends now */
		if (i < text.n && parts_at(text, i))
			buf_addc(&b, ' ');
		at[1] = b.n;
		if (i < text.n)
			buf_addc(&b, text.p[i]);
		for (size_t k = 0; k < s->ngold; k++) {
			if (s->gold[k].start == i)
				s->gold[k].new_start = at[1];
			if (s->gold[k].end == i)
				s->gold[k].new_end = at[0];
		}
	}
	for (size_t k = 0; k < s->ngold; k++) {
		s->gold[k].start = s->gold[k].new_start;
		s->gold[k].end = s->gold[k].new_end;
	}
	buf_reset(&s->text);
	buf_adds(&s->text, buf_str(&b));
}

/* Puts sentence B behind A, and leaves B empty. */
static void
join(struct sentence *a, struct sentence *b)
{
	size_t shift = a->text.n + 1;

	buf_addc(&a->text, ' ');
	buf_adds(&a->text, buf_str(&b->text));
	for (size_t k = 0; k < b->ngold; k++) {
		a->gold = mem_grow(a->gold, a->ngold, &a->cap, sizeof *a->gold);
		a->gold[a->ngold] = b->gold[k];
		a->gold[a->ngold].start += shift;
		a->gold[a->ngold++].end += shift;
	}
	buf_reset(&b->text);
	b->ngold = 0;
}

/* Writes what was read in other ways, as the options have it. */
static void
vary(void)
{
	if (opt.apart &&
	    str_hash(buf_str(&sentence[0].text)) / 7 % opt.apart == 0)
		for (size_t i = 0; i < nsentence; i++)
			take_apart(&sentence[i]);
	for (size_t i = 0; opt.join && i + 1 < nsentence; i++)
		if (str_hash(buf_str(&sentence[i].text)) / 3 % opt.join == 0) {
			join(&sentence[i], &sentence[i + 1]);
			i++;
		}
}

/* Is the document at work one that is held out? */
static bool
is_held(void)
{
	return str_hash(buf_str(&sentence[0].text)) / 11 % hold == 0;
}

static void
flush(void)
{
	size_t n = nsentence, k;

	if (!n)
		return;
	nsentence = 0;
	if (phase < TRAIN && is_held() != (phase == HELD_OUT))
		return;
	nsentence = n;
	if (!testing)
		vary();
	if (opt.lone)
		for (size_t i = 0; i < n; i++)
			add_document(i, i + 1);
	else
		add_document(0, n);
	for (size_t i = 0; opt.cases && !testing && i < n; i++) {
		k = (size_t)(str_hash(buf_str(&sentence[i].text)) % opt.cases);
		if (k > 1 || !sentence[i].text.n)
			continue;
		change_case(&sentence[i], k == 0);
		add_document(i, i + 1);
	}
	nsentence = 0;
}

static struct sentence *
new_sentence(void)
{
	struct sentence *s;
	size_t cap = sentencecap;

	sentence =
	    mem_grow(sentence, nsentence, &sentencecap, sizeof *sentence);
	if (sentencecap > cap)
		memset(
		    sentence + cap, 0, (sentencecap - cap) * sizeof *sentence);
	s = &sentence[nsentence++];
	if (!s->text.max)
		buf_init(&s->text, BUF_MAX);
	buf_reset(&s->text);
	s->ngold = 0;
	return s;
}

static void
add_token(struct sentence *s, struct str word, const char *tag, bool fine)
{
	static char last[64];
	bool on = tag[0] == 'I' && s->ngold && strcmp(last, tag + 2) == 0 &&
		  s->gold[s->ngold - 1].end == s->text.n;
	size_t start;

	if (s->text.n)
		buf_addc(&s->text, ' ');
	start = s->text.n;
	buf_adds(&s->text, word);
	if (tag[0] == 'O' || !tag[0] || tag[1] != '-')
		return;
	if (!on) {
		s->gold = mem_grow(s->gold, s->ngold, &s->cap, sizeof *s->gold);
		s->gold[s->ngold++] =
		    (struct gold){start, start, 0, 0, kinds_of(tag + 2, fine)};
		snprintf(last, sizeof last, "%s", tag + 2);
	}
	s->gold[s->ngold - 1].end = s->text.n;
}

/* Has the file places of several kinds? Then "LOC" means what it does here. */
static bool
is_fine(FILE *f)
{
	char *line = NULL;
	size_t cap = 0;
	bool fine = false;

	while (!fine && getline(&line, &cap, f) > 0)
		fine = strstr(line, "B-GPE") != NULL;
	free(line);
	rewind(f);
	return fine;
}

static void
add_file(const char *name)
{
	FILE *f = fopen(name, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	struct sentence *s = NULL;
	bool fine;

	if (!f)
		die_at(name, 0, "%s", strerror(errno));
	fine = is_fine(f);
	while ((n = getline(&line, &cap, f)) > 0) {
		struct str l = str_trim((struct str){line, (size_t)n}), word;
		char *tab;

		if (!l.n || str_starts(l, "-DOCSTART-")) {
			s = NULL;
			if (l.n)
				flush();
			continue;
		}
		line[l.p - line + (ptrdiff_t)l.n] = '\0';
		tab = strrchr(l.p, '\t');
		if (!tab)
			tab = strrchr(l.p, ' ');
		if (!tab)
			die_at(name, 0, "a line has no label");
		word = (struct str){l.p, strcspn(l.p, "\t ")};
		if (!utf8_valid(word, NULL))
			die_at(name, 0, "no UTF-8");
		if (!s)
			s = new_sentence();
		add_token(s, word, tab + 1, fine);
	}
	flush();
	for (int k = 0; phase == TEST && k < 2; k++)
		fprintf(stderr, "%s: %s P %.2f R %.2f F1 %.2f\n", name,
		    k ? "all" : "three kinds",
		    100.0 * (double)count[k].right / (double)count[k].found,
		    100.0 * (double)count[k].right / (double)count[k].gold,
		    200.0 * (double)count[k].right /
			(double)(count[k].found + count[k].gold));
	memset(count, 0, sizeof count);
	free(line);
	fclose(f);
}

static void
tell(unsigned epoch, double loss)
{
	fprintf(stderr, "pass %u: loss %.0f\n", epoch, loss);
}

static unsigned
read_kinds(const char *list)
{
	struct str rest = str_from(list), part;
	unsigned kinds = 0;

	while (str_split(&rest, ',', &part)) {
		int n = entity_label_number(part);

		if (n < 0)
			die("-k: unknown label");
		kinds |= 1u << n;
	}
	return kinds | NOTHING;
}

/* Is the file behind the options for this phase? */
static bool
is_wanted(void)
{
	if (phase == TEST || opt.test)
		return phase == TEST && opt.test;
	return phase != HELD_OUT || (opt.weight >= 1 && !opt.lone);
}

/* NAME has its hyphen: "-w". */
static void
set_option(const char *name, const char *v)
{
	unsigned n = (unsigned)strtoul(v, NULL, 10);

	switch (name[1]) {
	case 'w':
		opt.weight = strtof(v, NULL);
		break;
	case 'x':
		opt.l2 = strtof(v, NULL);
		break;
	case 'k':
		opt.known = *v ? read_kinds(v) : ANY;
		break;
	case 'g':
		opt.phrases = n;
		break;
	case 'l':
		opt.lone = n;
		break;
	case 'c':
		opt.cases = n;
		break;
	case 'j':
		opt.join = n;
		break;
	case 'a':
		opt.apart = n;
		break;
	case 't': /* main has read it */
		break;
	case 'e':
		opt.test = n;
		break;
	case 'p':
		opt.passes = n;
		break;
	case 'r':
		opt.least = n;
		break;
	case 'o':
		opt.lean = strtof(v, NULL);
		break;
	case 'u':
		opt.unknown = n;
		break;
	case 'f':
		opt.leave = n;
		break;
	case 'd':
		opt.drop = n;
		break;
	default:
		die("unknown option %s", name);
	}
}

/* One pass over the arguments. */
static void
take_files(int argc, char *argv[])
{
	opt = (struct options){
	    .weight = 1, .l2 = 1e-6f, .known = ANY, .passes = 10, .least = 2};
	for (int i = 2; i < argc; i++) {
		const char *v = i + 1 < argc ? argv[i + 1] : "";

		if (argv[i][0] != '-') {
			testing = phase == HELD_OUT || phase == TEST;
			if (is_wanted())
				add_file(argv[i]);
			continue;
		}
		set_option(argv[i], v);
		i++;
	}
}

/* Fits p = 1 / (1 + exp(-(slope * odds + shift))) to the trials. */
static void
fit(float *slope, float *shift)
{
	double a = 1, b = 0;

	for (int pass = 0; pass < 2000; pass++) {
		double da = 0, db = 0;

		for (size_t i = 0; i < ntrial; i++) {
			double p = 1 / (1 + exp(-(a * trial[i].odds + b)));

			p -= trial[i].right;
			da += p * trial[i].odds;
			db += p;
		}
		a -= 0.1 * da / (double)ntrial;
		b -= 0.1 * db / (double)ntrial;
	}
	*slope = (float)a;
	*shift = (float)b;
}

static void
print_table(float slope, float shift)
{
	size_t n[10] = {0}, right[10] = {0};
	double sum[10] = {0};

	for (size_t i = 0; i < ntrial; i++) {
		double p =
		    1 / (1 + exp((double)-(slope * trial[i].odds + shift)));
		size_t k = (size_t)(p * 10);

		k = k > 9 ? 9 : k;
		n[k]++;
		sum[k] += p;
		right[k] += trial[i].right;
	}
	fprintf(stderr, "score   names  mean  right\n");
	for (size_t k = 0; k < 10; k++)
		if (n[k])
			fprintf(stderr, "%.1f-%.1f %6zu  %.3f %.3f\n",
			    (double)k / 10, (double)(k + 1) / 10, n[k],
			    sum[k] / (double)n[k],
			    (double)right[k] / (double)n[k]);
}

/* A model of what this phase trains on, into OUT and opened. */
static void
make_model(int argc, char *argv[], float slope, float shift, struct buf *out)
{
	trainer = sequence_trainer_new(BITS, TOKEN_LABELS);
	for (unsigned a = 0; a < TOKEN_LABELS; a++)
		for (unsigned k = 0; k < NAME_LABELS; k++)
			if (a != 1 + 2 * k && a != 2 + 2 * k)
				sequence_trainer_forbid(trainer, a, 2 + 2 * k);
	take_files(argc, argv);
	sequence_trainer_run(trainer, opt.passes, opt.least, opt.leave,
	    opt.unknown, opt.l2, tell);
	buf_reset(out);
	sequence_trainer_write(trainer, opt.lean, slope, shift, out);
	if (!sequence_open(&model, buf_str(out)))
		die("the model cannot be opened");
	sequence_trainer_free(trainer);
}

int
main(int argc, char *argv[])
{
	struct buf out;
	float slope = 1, shift = 0;
	FILE *f;

	diag_set_name("gen/train_entities");
	if (argc < 3)
		die("usage: train_entities OUT [OPTION ... FILE] ...");
	tagger =
	    tagger_new(data_abbreviations(), data_words(), data_names(), NULL);
	tagger_set_model(tagger, NULL, data_wordclasses());
	buf_init(&out, BUF_MAX);
	for (int i = 2; i + 1 < argc; i++)
		if (strcmp(argv[i], "-t") == 0)
			hold = (unsigned)strtoul(argv[i + 1], NULL, 10);
	if (hold) {
		phase = HOLD_OUT;
		make_model(argc, argv, slope, shift, &out);
		phase = HELD_OUT;
		take_files(argc, argv);
		fit(&slope, &shift);
		print_table(slope, shift);
	}
	phase = TRAIN;
	make_model(argc, argv, slope, shift, &out);
	phase = TEST;
	take_files(argc, argv);
	f = fopen(argv[1], "wb");
	if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f))
		die_at(argv[1], 0, "%s", strerror(errno));
	buf_release(&out);
	tagger_free(tagger);
	return 0;
}
