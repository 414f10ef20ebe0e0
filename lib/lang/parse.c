#include "lang/parse.h"

#include "base/mem.h"
#include "lang/model.h"

#include <stdlib.h>

enum { L = SEQUENCE_LABELS, MOST = 48, NONE = UINT32_MAX };

/*
 * The steps: to move the next word onto the stack; to hang the stack's top
 * on the next word (LEFT: the dependent stands left of its head), or on what
 * is below it. Relations that a side seldom has are DEP_OTHER there.
 */
enum { SHIFT, LEFT = 1, NLEFT = 16, RIGHT = LEFT + NLEFT, NRIGHT = 15 };

static const uint8_t left_rel[NLEFT] = {DEP_OTHER, DEP_NSUBJ, DEP_DET, DEP_CASE,
    DEP_AMOD, DEP_ADVMOD, DEP_COMPOUND, DEP_AUX, DEP_COP, DEP_MARK, DEP_CC,
    DEP_PUNCT, DEP_NUMMOD, DEP_OBL, DEP_NMOD, DEP_ADVCL};
static const uint8_t right_rel[NRIGHT] = {DEP_OTHER, DEP_PUNCT, DEP_NMOD,
    DEP_OBJ, DEP_OBL, DEP_CONJ, DEP_ADVMOD, DEP_ACL, DEP_ADVCL, DEP_XCOMP,
    DEP_CCOMP, DEP_APPOS, DEP_FLAT, DEP_PARATAXIS, DEP_NSUBJ};

#define LEFT_ALL ((((sequence_set)1 << NLEFT) - 1) << LEFT)
#define RIGHT_ALL ((((sequence_set)1 << NRIGHT) - 1) << RIGHT)

static const struct {
	const char *name;
	enum relation_to_head rel;
} names[] = {
    {"root", DEP_ROOT},
    {"nsubj", DEP_NSUBJ},
    {"csubj", DEP_NSUBJ},
    {"expl", DEP_NSUBJ},
    {"obj", DEP_OBJ},
    {"iobj", DEP_OBJ},
    {"obl", DEP_OBL},
    {"det", DEP_DET},
    {"case", DEP_CASE},
    {"amod", DEP_AMOD},
    {"advmod", DEP_ADVMOD},
    {"compound", DEP_COMPOUND},
    {"aux", DEP_AUX},
    {"cop", DEP_COP},
    {"mark", DEP_MARK},
    {"cc", DEP_CC},
    {"punct", DEP_PUNCT},
    {"nummod", DEP_NUMMOD},
    {"nmod", DEP_NMOD},
    {"advcl", DEP_ADVCL},
    {"conj", DEP_CONJ},
    {"acl", DEP_ACL},
    {"xcomp", DEP_XCOMP},
    {"ccomp", DEP_CCOMP},
    {"appos", DEP_APPOS},
    {"flat", DEP_FLAT},
    {"parataxis", DEP_PARATAXIS},
    {"list", DEP_PARATAXIS},
    {"dep", DEP_OTHER},
};

const char *
dep_name(enum relation_to_head r)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].rel == r)
			return names[i].name;
	return "dep";
}

enum relation_to_head
dep_of(struct str name)
{
	struct str first;

	str_split(&name, ':', &first);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eqz(first, names[i].name))
			return names[i].rel;
	return DEP_OTHER;
}

/* A word of the sentence; the last is the root of all. */
struct node {
	uint64_t word;
	uint32_t left, right; /* its outermost dependents so far, or NONE */
	uint8_t tag, rel, nleft, nright;
};

struct parsing {
	const struct sequence *model;
	struct node *node;
	uint32_t *stack;
	size_t nodecap, stackcap;
	struct arc *arc; /* of training */
	size_t arccap;
	/* the state */
	size_t depth, next, n;
};

struct parsing *
parsing_new(const struct sequence *model)
{
	struct parsing *p = mem_zalloc(1, sizeof *p);

	p->model = model;
	return p;
}

void
parsing_free(struct parsing *p)
{
	if (!p)
		return;
	free(p->node);
	free(p->stack);
	free(p->arc);
	free(p);
}

static void
begin(struct parsing *p, const struct token *t, const uint8_t *tag, size_t n)
{
	if (n + 1 > p->nodecap) {
		p->nodecap = (n + 1) * 2;
		p->node = mem_resize(p->node, p->nodecap, sizeof *p->node);
		p->stack = mem_resize(p->stack, p->nodecap, sizeof *p->stack);
	}
	for (size_t i = 0; i <= n; i++)
		p->node[i] = (struct node){.word = i < n ? t[i].hash : 1,
		    .left = NONE,
		    .right = NONE,
		    .tag = i < n ? tag[i] : TAGS};
	p->depth = p->next = 0;
	p->n = n;
}

/* ---- features ---- */

static const struct node nothing = {
    .word = 2, .left = NONE, .right = NONE, .tag = TAGS + 1};

static const struct node *
at(const struct parsing *p, size_t i)
{
	return i <= p->n ? &p->node[i] : &nothing;
}

/* The word K places below the top of the stack. */
static const struct node *
below(const struct parsing *p, size_t k)
{
	return k < p->depth ? &p->node[p->stack[p->depth - 1 - k]] : &nothing;
}

static uint64_t
pair(uint64_t a, uint64_t b)
{
	return hash_mix(hash_mix(a, b), 0);
}

static size_t
features(const struct parsing *p, uint32_t *f)
{
	const struct node *s = below(p, 0), *s1 = below(p, 1),
			  *s2 = below(p, 2), *b = at(p, p->next),
			  *b1 = at(p, p->next + 1), *b2 = at(p, p->next + 2);
	const struct node *sl = at(p, s->left), *sr = at(p, s->right),
			  *bl = at(p, b->left), *s1r = at(p, s1->right);
	size_t n = 0, far = p->depth ? p->next - p->stack[p->depth - 1] : 0;
	unsigned t = 0;
	/* Tags in six bits each. */
	uint64_t st = s->tag, bt = b->tag, sb = st << 6 | bt;
	uint64_t nears = (uint64_t)s1->tag << 12 | sb;

	far = far > 8 ? 8 : far > 4 ? 5 : far;
#define ADD(v) (f[n++] = model_feature(t++, (v)))
	ADD(pair(s->word, st));
	ADD(pair(b->word, bt));
	ADD(s->word);
	ADD(b->word);
	ADD(pair(s1->word, s1->tag));
	ADD(pair(b1->word, b1->tag));
	ADD(st << 6 | s->rel);
	ADD(sb);
	ADD(pair(s->word, b->word));
	ADD(pair(pair(s->word, st), bt));
	ADD(pair(pair(b->word, bt), st));
	ADD(sb << 6 | b1->tag);
	ADD((sb << 6 | b1->tag) << 6 | b2->tag);
	ADD(nears);
	ADD(nears << 6 | b1->tag);
	ADD(nears << 6 | s2->tag);
	ADD((uint64_t)s1->tag << 6 | st);
	ADD(pair(s1->word, st));
	ADD(pair(s->word, s1->tag));
	ADD(pair(s->word, s1->word));
	ADD(pair(s1->word, bt));
	ADD(pair(b->word, b1->tag));
	ADD(pair(b->word, b1->word));
	ADD(sb << 6 | sl->tag);
	ADD(sb << 6 | sr->tag);
	ADD(sb << 6 | bl->tag);
	ADD(pair(nears, s1r->tag));
	ADD(pair(sr->word, sb));
	ADD(pair(bl->word, sb));
	ADD(sb << 4 | far);
	ADD(pair(s->word, far));
	ADD(pair(b->word, far));
	ADD(pair(s->word, s->nleft << 4 | s->nright));
	ADD((sb << 4 | s->nright) << 4 | b->nleft);
	ADD(pair(b->word, b->nleft));
	ADD(pair(sb, pair(sl->rel, sr->rel)));
	ADD(pair(sb, bl->rel));
	ADD(pair(nears, s1r->rel));
#undef ADD
	return n;
}

/* ---- steps ---- */

static sequence_set
possible(const struct parsing *p)
{
	sequence_set can = 0;

	if (p->next < p->n)
		can |= 1u << SHIFT;
	/* The root of all takes one word: the last that is left. */
	if (p->depth && (p->next < p->n || p->depth == 1))
		can |= LEFT_ALL;
	if (p->depth > 1)
		can |= RIGHT_ALL;
	return can;
}

static unsigned
count_up(unsigned n)
{
	return n < 7 ? n + 1 : n;
}

static void
take(struct parsing *p, unsigned step, struct arc *arc)
{
	uint32_t s, h;
	struct node *head;

	if (step == SHIFT) {
		p->stack[p->depth++] = (uint32_t)p->next++;
		return;
	}
	s = p->stack[--p->depth];
	if (step < RIGHT) {
		h = (uint32_t)p->next;
		head = &p->node[h];
		p->node[s].rel = left_rel[step - LEFT];
		head->left = s;
		head->nleft = (uint8_t)count_up(head->nleft);
	} else {
		h = p->stack[p->depth - 1];
		head = &p->node[h];
		p->node[s].rel = right_rel[step - RIGHT];
		head->right = s;
		head->nright = (uint8_t)count_up(head->nright);
	}
	if (h == p->n)
		arc[s] = (struct arc){PARSE_ROOT, DEP_ROOT};
	else
		arc[s] = (struct arc){h, p->node[s].rel};
}

static unsigned
best_step(const struct parsing *p, const uint32_t *f, size_t n)
{
	int16_t sum[L] = {0};
	sequence_set can = possible(p);
	unsigned best = (unsigned)__builtin_ctz(can);

	sequence_add(p->model, f, n, sum);
	for (unsigned y = best + 1; y < PARSE_STEPS; y++)
		if (can >> y & 1 && sum[y] > sum[best])
			best = y;
	return best;
}

void
parsing_run(struct parsing *p, const struct token *t, const uint8_t *tag,
    size_t n, struct arc *arc)
{
	uint32_t f[MOST];

	begin(p, t, tag, n);
	while (p->depth || p->next < n) {
		sequence_set can = possible(p);

		take(p,
		    can == 1u << SHIFT ? SHIFT
				       : best_step(p, f, features(p, f)),
		    arc);
	}
}

/* ---- training ---- */

static uint32_t
gold_head(const struct parsing *p, const struct arc *gold, size_t i)
{
	return gold[i].head == PARSE_ROOT ? (uint32_t)p->n : gold[i].head;
}

/*
 * The label of a relation, or 0: the first, which is for all others. It is
 * 0 for the root, too.
 */
static unsigned
label_of(const uint8_t *rel, unsigned n, unsigned r)
{
	for (unsigned i = 0; i < n; i++)
		if (rel[i] == r)
			return i;
	return 0;
}

/* How many arcs of GOLD each kind of step makes impossible. */
static void
costs(const struct parsing *p, const struct arc *gold, unsigned cost[3])
{
	size_t b = p->next;
	uint32_t s = p->depth ? p->stack[p->depth - 1] : NONE, h;

	memset(cost, 0, 3 * sizeof *cost);
	/* What hangs on the top, or it on what, behind the next word. */
	for (size_t i = b; i < p->n && s != NONE; i++)
		if (gold_head(p, gold, i) == s) {
			cost[1]++;
			cost[2]++;
		}
	if (s != NONE) {
		h = gold_head(p, gold, s);
		if (h > b || (p->depth > 1 && h == p->stack[p->depth - 2]))
			cost[1]++;
		if (h >= b && h != NONE)
			cost[2]++;
	}
	for (size_t i = 0; i < p->depth && b < p->n; i++) {
		if (gold_head(p, gold, p->stack[i]) == b)
			cost[0]++;
		if (i + 1 < p->depth && gold_head(p, gold, b) == p->stack[i])
			cost[0]++;
	}
}

static sequence_set
good_steps(const struct parsing *p, const struct arc *gold)
{
	unsigned cost[3], least = UINT32_MAX, k;
	sequence_set can = possible(p), good = 0;
	static const sequence_set all[3] = {1u << SHIFT, LEFT_ALL, RIGHT_ALL};
	uint32_t s = p->depth ? p->stack[p->depth - 1] : NONE;

	costs(p, gold, cost);
	for (k = 0; k < 3; k++)
		if (can & all[k] && cost[k] < least)
			least = cost[k];
	for (k = 0; k < 3; k++) {
		if (!(can & all[k]) || cost[k] != least)
			continue;
		if (k == 0)
			good |= 1u << SHIFT;
		/* With a wrong head no relation is right: all are allowed. */
		else if (k == 1)
			good |= gold_head(p, gold, s) == p->next
				    ? 1u << (LEFT + label_of(left_rel, NLEFT,
							gold[s].rel))
				    : LEFT_ALL;
		else
			good |= gold[s].head == p->stack[p->depth - 2]
				    ? 1u << (RIGHT + label_of(right_rel, NRIGHT,
							 gold[s].rel))
				    : RIGHT_ALL;
	}
	return good;
}

/* Can all arcs of GOLD be made? */
static bool
reachable(struct parsing *p, const struct token *t, const uint8_t *tag,
    size_t n, const struct arc *gold)
{
	unsigned cost[3], k;
	sequence_set can;

	for (size_t i = 0; i < n; i++)
		if (gold[i].head != PARSE_ROOT &&
		    (gold[i].head >= n || gold[i].head == i))
			return false;
	begin(p, t, tag, n);
	while (p->depth || p->next < n) {
		costs(p, gold, cost);
		can = possible(p);
		k = can & LEFT_ALL && !cost[1]      ? LEFT
		    : can & RIGHT_ALL && !cost[2]   ? RIGHT
		    : can & 1u << SHIFT && !cost[0] ? SHIFT
						    : PARSE_STEPS;
		if (k == PARSE_STEPS)
			return false;
		take(p, k, p->arc);
	}
	return true;
}

bool
parsing_learn(struct parsing *p, const struct token *t, const uint8_t *tag,
    size_t n, const struct arc *gold, bool follow,
    void (*step)(const struct sequence_run *r, sequence_set good))
{
	uint32_t f[MOST], edge[2] = {0, 0};
	struct sequence_run r = {f, edge, 1};

	if (n + 1 > p->arccap) {
		p->arccap = (n + 1) * 2;
		p->arc = mem_resize(p->arc, p->arccap, sizeof *p->arc);
	}
	if (!reachable(p, t, tag, n, gold))
		return false;
	begin(p, t, tag, n);
	while (p->depth || p->next < n) {
		sequence_set can = possible(p), good;

		if (can == 1u << SHIFT) {
			take(p, SHIFT, p->arc);
			continue;
		}
		edge[1] = (uint32_t)features(p, f);
		good = good_steps(p, gold);
		step(&r, good);
		take(p,
		    follow ? best_step(p, f, edge[1])
			   : (unsigned)__builtin_ctz(
				 good & ~1u ? good & ~1u : good),
		    p->arc);
	}
	return true;
}
