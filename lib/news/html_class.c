#include "news/html_in.h"

#include "news/data.h"

#include <string.h>

enum {
	WORDS = 12,    /* of a class name that are looked at */
	CLASS_MAX = 60 /* longer names are made by programs */
};

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

size_t
html_words(struct str s, struct str *word, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < max;) {
		size_t start = i;

		while (i < s.n && is_upper(s.p[i]))
			i++;
		if (i - start <= 1)
			while (i < s.n && is_lower(s.p[i]))
				i++;
		if (i > start)
			word[n++] = str_slice(s, start, i);
		else
			i++;
	}
	return n;
}

/*
 * What the word says, by its id in the list: 'n'oise, 'a'part, 'c'ontent,
 * 'w'ith (the next word names a part and not the element: "has-sidebar").
 */
static char
word_says(const struct html_classes *g, struct str w)
{
	const struct lexicon_entry *e = lexicon_lookup(g->lex, w, g->label);
	struct str id;

	if (!e)
		return 0;
	id = lexicon_id(g->lex, e);
	return id.n ? id.p[0] : 0;
}

static bool
joins(char c)
{
	return c == '-' || c == '_';
}

static unsigned
name_says(const struct html_classes *g, struct str s)
{
	struct str w[WORDS];
	size_t n;
	unsigned says = 0;
	char buf[CLASS_MAX + 1];

	if (s.n > CLASS_MAX)
		return 0;
	/* Tailwind's conditions: "md:hidden", "group-hover/share:flex" */
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ':' || s.p[i] == '/' || s.p[i] == '[')
			return 0;
	n = html_words(s, w, WORDS);
	for (size_t i = 0; i < n; i++) {
		bool first = w[i].p == s.p || joins(w[i].p[-1]);
		size_t two = 0;
		char c = 0;

		/* no digit may part them: "c7a8d9" says no "ad" */
		if (i + 1 < n && w[i].n + w[i + 1].n > 3 &&
		    w[i + 1].p <= w[i].p + w[i].n + 2 &&
		    (w[i + 1].p == w[i].p + w[i].n || joins(w[i + 1].p[-1]))) {
			memcpy(buf, w[i].p, w[i].n);
			memcpy(buf + w[i].n, w[i + 1].p, w[i + 1].n);
			two = w[i].n + w[i + 1].n;
			c = word_says(g, (struct str){buf, two});
		}
		if (c) {
			i++;
		} else if (w[i].n > 3 || first) {
			/* short ones may be of a hash: "x_aAdQz" */
			c = word_says(g, w[i]);
			if (w[i].n <= 3 && w[i].p + w[i].n < s.p + s.n &&
			    is_lower(w[i].p[w[i].n]))
				c = 0;
		}
		if (c == 'w')
			break;
		if (c == 'n')
			says |= HTML_SAYS_NOISE;
		if (c == 'a')
			says |= HTML_SAYS_NOISE | HTML_SAYS_APART;
		if (c == 'c')
			says |= HTML_SAYS_CONTENT;
	}
	return says;
}

unsigned
html_class_says(struct html_classes *g, struct str v)
{
	uint64_t h = str_hash(v);
	unsigned says = 0;
	size_t i = 0;

	if (!g->lex) {
		g->lex = data_words();
		g->label = lexicon_label(g->lex, "html-class");
	}
	if (g->seen[h % HTML_CLASSES].hash == h)
		return g->seen[h % HTML_CLASSES].says;
	while (i < v.n) {
		size_t start;
		unsigned s;

		while (i < v.n && (unsigned char)v.p[i] <= ' ')
			i++;
		start = i;
		while (i < v.n && (unsigned char)v.p[i] > ' ')
			i++;
		s = name_says(g, str_slice(v, start, i));
		/* "article-body-related" is no article's body */
		if (s & HTML_SAYS_NOISE)
			s &= ~(unsigned)HTML_SAYS_CONTENT;
		says |= s;
	}
	g->seen[h % HTML_CLASSES].hash = h;
	g->seen[h % HTML_CLASSES].says = says;
	return says;
}
