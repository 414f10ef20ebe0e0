#include "news/segment_gap.h"

#include "base/utf8.h"
#include "lang/model.h"

enum {
	WORD = 28, /* bytes of a word that are looked at */
	FAR = 400
};

/* Log-odds of the near features that no others make good. */
#define HOPELESS 0.5f

static uint32_t
char_at(struct str t, size_t i, size_t end)
{
	const char *p = t.p + i;

	return i < end ? utf8_next(&p, t.p + end) : 0;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool
gap_possible(struct str t, size_t prev_end, size_t next, size_t end)
{
	uint32_t c = char_at(t, next, end);
	char before = t.p[prev_end - 1];
	size_t k = prev_end;

	/* '"... answer for it," Lind said': the sentence goes on. */
	while (k > 0 && (t.p[k - 1] == '"' || t.p[k - 1] == '\'' ||
			    (unsigned char)t.p[k - 1] >= 0x80))
		k--;
	if (k < prev_end && k > 0 && t.p[k - 1] == ',')
		return false;
	if (uc_class(c) & (UC_UPPER | UC_DIGIT | UC_SYMBOL))
		return true;
	if (uc_class(c) & UC_LETTER)
		return before == ':' || before == ';' || before == '-' ||
		       before == ')' || (unsigned char)before >= 0x80;
	return c == '"' || c == '(' || c == '[' || c == '*' || c == '-' ||
	       c == 0x201C || c == 0x2014 || c == 0x2022 || c == '_' ||
	       c == '<' || c == '=';
}

uint16_t
gap_key(struct str t, size_t prev_end, size_t next)
{
	uint32_t before = (unsigned char)t.p[prev_end - 1],
		 first = (unsigned char)t.p[next];

	before = before << 8 |
		 (prev_end > 1 ? (unsigned char)t.p[prev_end - 2] : 0u);
	return (uint16_t)((before << 8 | first) * 2654435761u >> 16);
}

/* The mark that ends a word, as a small number. */
static unsigned
last_mark(uint32_t c)
{
	switch (c) {
	case ',':
		return 1;
	case ':':
		return 2;
	case ';':
		return 3;
	case ')':
		return 4;
	case '-':
		return 5;
	case '"':
	case '\'':
		return 6;
	default:
		return 0;
	}
}

/*
 * How a word looks, in a few bits (case, digits, the mark at its end), and,
 * unless NULL, its *HASH in lower case. Nearly all words are ASCII: one pass
 * without decoding.
 */
static unsigned
shape(struct str w, uint64_t *hash)
{
	const char *p = w.p, *end = w.p + w.n;
	unsigned all = 0, lower = 0, upper = 0, k = 0, first = 4, n = 0;
	uint64_t h = UINT64_C(0xCBF29CE484222325);
	uint32_t c = 0;

	while (p < end) {
		c = (unsigned char)*p;
		if (c < 0x80)
			p++;
		else
			c = utf8_next(&p, end);
		k = uc_class(c);
		if (n++ == 0)
			first = k & UC_UPPER   ? 1
				: k & UC_LOWER ? 2
				: k & UC_DIGIT ? 3
					       : 4;
		upper += (k & UC_UPPER) != 0;
		lower |= k & UC_LOWER;
		all |= k & (UC_LETTER | UC_DIGIT) ? k & UC_DIGIT : UC_MARK;
		c = c < 0x80 ? c + (c - 'A' < 26u ? 32 : 0) : uc_lower(c);
		h = (h ^ c) * UINT64_C(0x100000001B3);
	}
	if (hash)
		*hash = hash_mix(h, 0);
	if (!n)
		return 0;
	return first | (upper > 1 && !lower) << 3 |
	       (all & UC_DIGIT ? 1u : 0u) << 4 |
	       (all & UC_MARK ? 1u : 0u) << 5 | (n == 1) << 6 |
	       last_mark(c) << 7;
}

/* The word that begins at I (white space is skipped), and where it ends. */
static struct str
word_after(struct str t, size_t i, size_t end, size_t *stop)
{
	size_t k;

	while (i < end && is_space(t.p[i]))
		i++;
	for (k = i; k < end && !is_space(t.p[k]) && k - i < WORD; k++)
		;
	*stop = k;
	return str_slice(t, i, k);
}

static struct str
word_before(struct str t, size_t i, size_t start, size_t *begin)
{
	size_t k;

	while (i > start && is_space(t.p[i - 1]))
		i--;
	for (k = i; k > start && !is_space(t.p[k - 1]) && i - k < WORD; k--)
		;
	while (k < i && ((unsigned char)t.p[k] & 0xC0) == 0x80)
		k++;
	*begin = k;
	return str_slice(t, k, i);
}

static unsigned
bucket(size_t n)
{
	unsigned b = 0;

	while (n > 2 && b < 12) {
		n = n * 2 / 3;
		b++;
	}
	return b;
}

/* Bytes from I to the next mark that ends sentences, at most FAR. */
static size_t
to_stop(struct str t, size_t i, size_t end)
{
	size_t k = i;

	while (k < end && k - i < FAR && t.p[k] != '.' && t.p[k] != '?' &&
	       t.p[k] != '!')
		k++;
	return k - i;
}

/* The two words at the gap, and what is known of them. */
struct near {
	struct str p1, n1;
	size_t before, after; /* where P1 begins and N1 ends */
	uint64_t hp1, hn1;
	unsigned sp1, sn1, length;
	bool first;
};

static struct near
look_near(struct str t, size_t par, size_t start, size_t prev_end, size_t next,
    size_t end)
{
	struct near g;

	g.p1 = word_before(t, prev_end, start, &g.before);
	g.n1 = word_after(t, next, end, &g.after);
	g.sp1 = shape(g.p1, &g.hp1);
	g.sn1 = shape(g.n1, &g.hn1);
	g.length = bucket(prev_end - start);
	g.first = start == par;
	return g;
}

#define ADD(value) feature[n] = model_feature((unsigned)n, (value)), n++

/* The features that the two words at the gap give: NEAR of them. */
static size_t
near_features(const struct near *g, uint32_t *feature)
{
	size_t n = 0;

	ADD(1);
	ADD(g->hp1);
	ADD(g->hn1);
	ADD(g->sp1);
	ADD(g->sn1);
	ADD(g->sp1 << 12 | g->sn1);
	ADD(hash_mix(g->hp1, g->hn1));
	ADD(hash_mix(g->hn1, g->sp1));
	ADD(hash_mix(g->hp1, g->sn1));
	ADD(g->length << 12 | g->sp1);
	ADD(g->length << 12 | g->sn1);
	ADD(hash_mix(g->length << 1 | g->first, g->hn1));
	return n;
}

/* The features that take in more of the sentence, behind N others. */
static size_t
far_features(const struct near *g, struct str t, size_t start, size_t next,
    size_t end, uint32_t *feature, size_t n)
{
	size_t at, stop;
	struct str p2 = word_before(t, g->before, start, &at);
	struct str p3 = word_before(t, at, start, &at);
	struct str n2 = word_after(t, g->after, end, &stop);
	struct str n3 = word_after(t, stop, end, &stop);
	uint64_t hp2, hn2;
	unsigned sp1 = g->sp1, sp2 = shape(p2, &hp2), sp3 = shape(p3, NULL),
		 sn1 = g->sn1, sn2 = shape(n2, &hn2), sn3 = shape(n3, NULL),
		 ends = (unsigned char)t.p[end - 1],
		 ahead = bucket(to_stop(t, next, end));

	ADD(sp2 << 12 | sp1);
	ADD(sn1 << 12 | sn2);
	ADD((uint64_t)sp2 << 36 | (uint64_t)sp1 << 24 | sn1 << 12 | sn2);
	ADD(hash_mix(hp2, g->hp1));
	ADD(hash_mix(g->hn1, hn2));
	ADD(hash_mix(g->hn1, sn2));
	ADD(ends << 12 | sp1);
	ADD(ends << 24 | sp1 << 12 | sn1);
	ADD((uint64_t)sp3 << 36 | (uint64_t)sp2 << 24 | sp1 << 12 | sn1);
	ADD((uint64_t)sp1 << 36 | (uint64_t)sn1 << 24 | sn2 << 12 | sn3);
	ADD(hp2);
	ADD(hn2);
	ADD(hash_mix(g->hn1, hash_mix(sp1, sn2)));
	ADD((unsigned)g->first << 24 | g->length << 16 | sn2);
	ADD(ahead << 12 | sp1);
	ADD(ahead << 12 | g->length);
	ADD((uint64_t)ahead << 36 | (uint64_t)g->length << 24 | sp1 << 12 |
	    sn1);
	return n;
}
#undef ADD

size_t
gap_features(struct str t, size_t par, size_t start, size_t prev_end,
    size_t next, size_t end, uint32_t feature[GAP_FEATURES])
{
	struct near g = look_near(t, par, start, prev_end, next, end);
	size_t n = near_features(&g, feature);

	return far_features(&g, t, start, next, end, feature, n);
}

float
gap_score(const struct model *m, struct str t, size_t par, size_t start,
    size_t prev_end, size_t next, size_t end)
{
	uint32_t feature[GAP_FEATURES];
	struct near g;
	size_t k, n;
	float score;

	if (!model_open_gate(m, gap_key(t, prev_end, next)))
		return HOPELESS;
	g = look_near(t, par, start, prev_end, next, end);
	k = near_features(&g, feature);
	score = model_score(m, feature, k);
	if (score < HOPELESS)
		return score;
	n = far_features(&g, t, start, next, end, feature, k);
	return score + model_score(m, feature + k, n - k);
}
