#include "news/html_in.h"

#include "base/utf8.h"
#include "news/data.h"

#include <stdlib.h>
#include <string.h>

/*
 * The page is walked once: its text goes into one buffer, cut into
 * paragraphs at the edges of block elements, and each element notes which
 * paragraphs are its own. A paragraph of running text counts for the
 * elements around it by its length, a list of links or a scrap of text
 * against them; the element with the greatest sum holds the article. Text
 * within what its tag or class calls noise (a menu, comments, a newsletter
 * form) counts neither way and is left out.
 */

enum {
	RUNNING = 80, /* bytes from which a paragraph passes as text */
	NEAR = 6,     /* paragraphs that are near */
	REACH = 50    /* paragraphs of noise to look across */
};

struct elem {
	uint32_t parent, block, end; /* END: behind its last descendant */
	uint32_t para, para_end;
	uint32_t looks; /* hash of tag and class, and of what is around */
	uint32_t self;  /* the same of itself alone */
	unsigned char tag;
	bool noise;   /* by tag, class or style; later: or what is around */
	bool apart;   /* noise that may be long: comments */
	bool in_link; /* within <a href> */
	bool drop;    /* inline, within inline noise */
	bool content; /* by class; later: or what is around */
	bool h1;      /* the headline is within */
	int64_t good; /* bytes of running text */
	int64_t sum;
};

enum kind { KIND_TEXT, KIND_P, KIND_HEADING, KIND_ITEM, KIND_H1 };

struct para {
	uint32_t start, end;   /* in the buffer */
	uint32_t block, list;  /* LIST: the <li> that it opens, or 0 */
	uint32_t links, drops; /* bytes of it in links, in noise */
	unsigned char kind;
	bool good, noise, keep;
};

struct page {
	struct buf text;
	struct elem *e;
	size_t ne, ecap;
	struct para *p;
	size_t np, pcap;
	uint32_t cur; /* the element that is open */
	size_t start; /* of the paragraph in the making */
	uint32_t links, drops;
	bool br;
	const struct lexicon *lex;
	int by_label;
	struct arena *arena;
	struct html_classes classes;
};

/* ---- tags ---- */

struct tag {
	const char *name;
	unsigned char tag;
};

/* Sorted by name. */
static const struct tag tags[] = {{"a", HTML_A}, {"address", HTML_ADDRESS},
    {"applet", HTML_SKIP}, {"area", HTML_SKIP}, {"article", HTML_ARTICLE},
    {"aside", HTML_NOISE}, {"audio", HTML_SKIP},
    {"blockquote", HTML_BLOCKQUOTE}, {"body", HTML_BODY}, {"br", HTML_BR},
    {"button", HTML_SKIP}, {"canvas", HTML_SKIP}, {"caption", HTML_BLOCK},
    {"center", HTML_BLOCK}, {"datalist", HTML_SKIP}, {"dd", HTML_BLOCK},
    {"details", HTML_BLOCK}, {"dialog", HTML_NOISE}, {"div", HTML_BLOCK},
    {"dl", HTML_BLOCK}, {"dt", HTML_BLOCK}, {"embed", HTML_SKIP},
    {"fieldset", HTML_BLOCK}, {"figcaption", HTML_NOISE},
    {"figure", HTML_NOISE}, {"footer", HTML_NOISE}, {"form", HTML_NOISE},
    {"h1", HTML_H1}, {"h2", HTML_H}, {"h3", HTML_H}, {"h4", HTML_H},
    {"h5", HTML_H}, {"h6", HTML_H}, {"head", HTML_SKIP}, {"header", HTML_BLOCK},
    {"hr", HTML_BLOCK}, {"iframe", HTML_SKIP}, {"label", HTML_SKIP},
    {"li", HTML_LI}, {"main", HTML_MAIN}, {"map", HTML_SKIP},
    {"menu", HTML_NOISE}, {"nav", HTML_NOISE}, {"noscript", HTML_SKIP},
    {"object", HTML_SKIP}, {"ol", HTML_BLOCK}, {"option", HTML_SKIP},
    {"p", HTML_P}, {"pre", HTML_BLOCK}, {"script", HTML_SKIP},
    {"section", HTML_BLOCK}, {"select", HTML_SKIP}, {"style", HTML_SKIP},
    {"summary", HTML_BLOCK}, {"svg", HTML_SKIP}, {"table", HTML_BLOCK},
    {"tbody", HTML_BLOCK}, {"td", HTML_BLOCK}, {"template", HTML_SKIP},
    {"textarea", HTML_SKIP}, {"tfoot", HTML_BLOCK}, {"th", HTML_BLOCK},
    {"thead", HTML_BLOCK}, {"time", HTML_TIME}, {"title", HTML_SKIP},
    {"tr", HTML_BLOCK}, {"ul", HTML_BLOCK}, {"video", HTML_SKIP}};

static int
compare_tag(const void *key, const void *t)
{
	return strcmp(key, ((const struct tag *)t)->name);
}

static unsigned char
tag_of(const xmlNode *n)
{
	const struct tag *t = bsearch(n->name, tags, sizeof tags / sizeof *tags,
	    sizeof *tags, compare_tag);

	return t ? t->tag : HTML_OTHER;
}

static bool
is_block(unsigned tag)
{
	return tag != HTML_OTHER && tag != HTML_A && tag != HTML_TIME;
}

/* ---- attributes ---- */

/* Does the style hide the element? */
static bool
hides(struct str style)
{
	size_t at = str_find(style, STR("display"), 0);
	struct str rest;

	if (at == SIZE_MAX)
		return str_find(style, STR("visibility:hidden"), 0) != SIZE_MAX;
	rest = str_slice(style, at + 7, style.n);
	while (rest.n && (rest.p[0] == ' ' || rest.p[0] == ':'))
		rest = str_slice(rest, 1, rest.n);
	return str_starts(rest, "none");
}

static void
read_attributes(struct page *g, struct elem *e, const xmlNode *n)
{
	static const char *const telling[] = {"class", "id", "role", "itemprop",
	    "rel", "data-component", "data-testid", "data-component-name",
	    "data-type"};
	unsigned says = 0;

	for (const xmlAttr *a = n->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		struct str v = html_value(a);

		for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
			if (strcmp(name, telling[i]) == 0)
				says |= html_class_says(&g->classes, v);
		/* a paragraph kept from screen readers is read by others */
		if (strcmp(name, "hidden") == 0 ||
		    (strcmp(name, "aria-hidden") == 0 && e->tag != HTML_P &&
			html_same(v, STR("true"))) ||
		    (strcmp(name, "style") == 0 && hides(v)))
			e->noise = true;
		if (e->tag == HTML_A && strcmp(name, "href") == 0)
			e->in_link = true;
		if (strcmp(name, "class") == 0)
			e->self ^= (uint32_t)str_hash(v);
	}
	if (says & HTML_SAYS_CONTENT)
		e->content = true;
	else if (says & HTML_SAYS_NOISE && e->tag != HTML_BODY &&
		 e->tag != HTML_MAIN) {
		e->noise = true;
		e->apart = says & HTML_SAYS_APART;
	}
}

/* ---- the walk ---- */

static void
flush(struct page *g)
{
	size_t end = g->text.n;
	struct para *p;
	struct elem *b;
	uint32_t block = g->e[g->cur].block, at = block;

	g->br = false;
	while (end > g->start && g->text.p[end - 1] == ' ')
		end--;
	if (end > g->start && !g->text.over) {
		g->p = mem_grow(g->p, g->np, &g->pcap, sizeof *g->p);
		p = &g->p[g->np];
		*p = (struct para){(uint32_t)g->start, (uint32_t)end, block, 0,
		    g->links, g->drops, KIND_TEXT, false, false, false};
		b = &g->e[block];
		p->kind = b->tag == HTML_P    ? KIND_P
			  : b->tag == HTML_H1 ? KIND_H1
			  : b->tag == HTML_H  ? KIND_HEADING
					      : KIND_TEXT;
		/* <li><p>: the item's first paragraph is the item */
		for (int i = 0; i < 4 && at; i++) {
			if (g->e[at].tag == HTML_LI) {
				p->list = at;
				break;
			}
			at = g->e[g->e[at].parent].block;
		}
		if (p->list && p->kind <= KIND_P && g->e[p->list].para == g->np)
			p->kind = KIND_ITEM;
		g->np++;
	}
	g->text.n = g->text.n > end ? end : g->text.n;
	if (g->text.n)
		buf_addc(&g->text, '\n');
	g->start = g->text.n;
	g->links = g->drops = 0;
}

static void
open_element(struct page *g, const xmlNode *n, unsigned char tag)
{
	struct elem *e, *up;
	uint32_t self = (uint32_t)g->ne;

	g->e = mem_grow(g->e, g->ne, &g->ecap, sizeof *g->e);
	e = &g->e[g->ne++];
	memset(e, 0, sizeof *e);
	up = &g->e[g->cur];
	e->parent = g->cur;
	e->tag = tag;
	e->noise = tag == HTML_NOISE || tag == HTML_ADDRESS;
	e->in_link = up->in_link;
	e->self = tag * 31u;
	read_attributes(g, e, n);
	e->looks = (uint32_t)hash_mix(up->self, e->self);
	if (self == 0 || is_block(tag)) {
		if (self)
			flush(g);
		e->block = self;
	} else {
		e->block = up->block;
		e->drop = e->noise || tag == HTML_TIME || up->drop;
	}
	e->para = (uint32_t)g->np;
	g->cur = self;
}

static void
close_element(struct page *g)
{
	struct elem *e = &g->e[g->cur];

	if (e->block == g->cur)
		flush(g);
	e->para_end = (uint32_t)g->np;
	e->end = (uint32_t)g->ne;
	g->cur = e->parent;
}

static void
add_text(struct page *g, const char *z)
{
	const struct elem *e = &g->e[g->cur];
	size_t before = g->text.n, n;

	html_add_text(&g->text, g->start, str_from(z));
	n = g->text.n - before;
	if (n > 1 || (n == 1 && g->text.p[before] != ' '))
		g->br = false;
	if (e->in_link)
		g->links += (uint32_t)n;
	if (e->drop)
		g->drops += (uint32_t)n;
}

static void
walk(struct page *g, xmlNode *root)
{
	xmlNode *n = root;

	open_element(g, root, HTML_BLOCK);
	n = root->children;
	while (n) {
		bool leap = true;

		if (n->type == XML_TEXT_NODE) {
			add_text(g, (const char *)n->content);
		} else if (n->type == XML_ELEMENT_NODE) {
			unsigned char tag = tag_of(n);

			if (tag == HTML_BR) {
				/* two of them divide paragraphs */
				if (g->br)
					flush(g);
				else
					html_add_text(
					    &g->text, g->start, STR(" "));
				g->br = true;
			} else if (tag != HTML_SKIP) {
				open_element(g, n, tag);
				leap = !n->children;
				if (leap)
					close_element(g);
			}
		}
		if (!leap) {
			n = n->children;
			continue;
		}
		while (n != root && !n->next) {
			n = n->parent;
			if (n != root)
				close_element(g);
		}
		n = n == root ? NULL : n->next;
	}
	close_element(g);
}

/* ---- judging ---- */

static struct str
para_text(const struct page *g, const struct para *p)
{
	return (struct str){g->text.p + p->start, p->end - p->start};
}

/* Does S end as a sentence does, closing marks aside? */
static bool
ends_sentence(struct str s)
{
	const char *p = s.p + s.n;

	while (p > s.p) {
		uint32_t c = utf8_prev(&p, s.p);

		if (c == '.' || c == '!' || c == '?' || c == 0x2026 ||
		    c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x61F ||
		    c == 0x6D4 || c == 0x964)
			return true;
		if (c != '"' && c != '\'' && c != ')' && c != ']' &&
		    c != 0x201D && c != 0x2019 && c != 0xBB)
			return false;
	}
	return false;
}

/* Words between blanks; each character of East Asia (U+3000 on) is one. */
static size_t
count_words(struct str s)
{
	size_t n = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ' || (unsigned char)s.p[i] >= 0xE3;
	return n;
}

/* Running text: long enough, or a sentence, and not mostly links. */
static bool
is_running(const struct page *g, const struct para *p)
{
	struct str s = para_text(g, p);
	size_t words = count_words(s);

	if (p->kind == KIND_HEADING || p->kind == KIND_H1 || p->drops * 2 > s.n)
		return false;
	/* a sentence may be a link for the most part, not as a whole */
	if (p->links * 5 > s.n * 2 && s.n - p->links < RUNNING &&
	    (p->kind != KIND_P || p->links * 5 > s.n * 4))
		return false;
	if (words >= 5 && ends_sentence(s))
		return true;
	return s.n >= RUNNING && words >= 12 && p->links * 5 <= s.n * 2;
}

/* Adds up the running text of each element; of the page, but comments. */
static int64_t
add_up(struct page *g)
{
	int64_t total;

	for (size_t i = 0; i < g->np; i++) {
		struct para *p = &g->p[i];

		p->good = is_running(g, p);
		if (p->good)
			g->e[p->block].good += p->end - p->start;
		if (p->kind == KIND_H1)
			g->e[p->block].h1 = true;
	}
	for (size_t i = g->ne; i-- > 1;)
		g->e[g->e[i].parent].good += g->e[i].good;
	total = g->e[0].good;
	for (size_t i = 1; i < g->ne; i++)
		if (g->e[i].apart) {
			total -= g->e[i].good;
			i = g->e[i].end - 1; /* one within is counted */
		}
	return total;
}

/*
 * Noise counts only as far as it leaves an article: what holds most of the
 * running text is none, whatever its class says. Comments may be longer than
 * the article; they are some unless they hold the headline.
 */
static void
judge_noise(struct page *g)
{
	int64_t total = add_up(g);

	for (size_t i = g->ne; i-- > 1;) {
		struct elem *e = &g->e[i];

		if (e->h1 || e->tag == HTML_MAIN ||
		    (e->content && e->good * 2 > total))
			g->e[e->parent].h1 = true;
	}
	g->e[0].noise = false;
	for (size_t i = 1; i < g->ne; i++) {
		struct elem *e = &g->e[i];

		if (e->noise && e->good * 2 > total && (!e->apart || e->h1))
			e->noise = false;
		e->noise |= g->e[e->parent].noise;
		/* the teasers of other articles have such classes too */
		e->content = g->e[e->parent].content ||
			     (e->content && e->good * 3 > total);
	}
	for (size_t i = 0; i < g->np; i++) {
		struct para *p = &g->p[i];

		p->noise =
		    g->e[p->block].noise || p->drops * 2 > p->end - p->start;
	}
}

static bool
is_heading(const struct para *p)
{
	return p->kind == KIND_HEADING || p->kind == KIND_H1;
}

/*
 * Is there running text right before or after paragraph I, headings and
 * noise aside? (A few steps will do; a page of noise must not cost more.)
 */
static bool
has_company(const struct page *g, size_t i)
{
	for (size_t k = i, d = 0; k-- > 0 && d < REACH; d++)
		if (!g->p[k].noise && !is_heading(&g->p[k])) {
			if (g->p[k].good)
				return true;
			break;
		}
	for (size_t k = i + 1, d = 0; k < g->np && d < REACH; k++, d++)
		if (!g->p[k].noise && !is_heading(&g->p[k]))
			return g->p[k].good;
	return false;
}

/* What paragraph I counts for the elements around it. */
static int64_t
weight(const struct page *g, size_t i)
{
	const struct para *p = &g->p[i];
	int64_t n = p->end - p->start;

	if (p->noise || p->kind == KIND_H1)
		return 0;
	if (p->links * 2 > n && !p->good)
		return -20 - 2 * n;
	if (p->kind == KIND_HEADING)
		return 0;
	if (!p->good)
		return -10 - n / 2;
	n -= p->links;
	if (g->e[p->block].content)
		return 2 * n;
	return has_company(g, i) ? n : n / 3;
}

/* The element that holds the article. */
static size_t
choose(struct page *g)
{
	size_t best = 0;

	for (size_t i = 0; i < g->np; i++)
		g->e[g->p[i].block].sum += weight(g, i);
	for (size_t i = g->ne; i-- > 1;)
		g->e[g->e[i].parent].sum += g->e[i].sum;
	for (size_t i = 1; i < g->ne; i++) {
		const struct elem *e = &g->e[i];

		if (e->sum > g->e[best].sum ||
		    (e->sum == g->e[best].sum && i < g->e[best].end))
			best = i;
	}
	return best;
}

/* ---- writing it out ---- */

/*
 * Do paragraphs P and Q stand in the same element, or in ones alike? What
 * is no <p> has to be parted by <br>, or to read like a sentence.
 */
static bool
is_alike(const struct page *g, const struct para *p, const struct para *q)
{
	uint32_t a = p->block, b = q->block;

	if (a == b)
		return true;
	if (p->kind == KIND_TEXT && !ends_sentence(para_text(g, p)))
		return false;
	return g->e[a].parent == g->e[b].parent ||
	       g->e[a].looks == g->e[b].looks;
}

/*
 * Short text stays where running text stands near it in the same way: an
 * answer of one word, or a heading that is written <p><strong>.
 */
static bool
has_peer(const struct page *g, size_t i, size_t from, size_t to)
{
	const struct para *p = &g->p[i];

	for (size_t k = i + 1; k < to && k <= i + NEAR; k++)
		if (g->p[k].good && !g->p[k].noise && is_alike(g, p, &g->p[k]))
			return true;
	for (size_t k = i; k-- > from && k + NEAR >= i;)
		if (g->p[k].good && !g->p[k].noise && is_alike(g, p, &g->p[k]))
			return true;
	return false;
}

/* A line of a date, or one that opens with "By": "By Anna Lind". */
static bool
is_signature(const struct page *g, const struct para *p)
{
	struct str s = para_text(g, p);
	size_t blank = str_find(s, STR(" "), 0);

	if (blank == SIZE_MAX || ends_sentence(s))
		return false;
	if (lexicon_lookup(g->lex, str_slice(s, 0, blank), g->by_label))
		return true;
	return html_date(s, g->arena).p;
}

static bool
is_kept(const struct page *g, size_t i, size_t from, size_t to)
{
	const struct para *p = &g->p[i];

	if (p->noise || p->kind == KIND_H1)
		return false;
	if (p->good)
		return true;
	if (p->links * 2 > p->end - p->start || is_signature(g, p))
		return false;
	return p->kind == KIND_HEADING || p->kind == KIND_ITEM ||
	       has_peer(g, i, from, to);
}

/*
 * The deck, a sentence or two between headline and text, often stands
 * outside of the text's element: keeps it among the paragraphs FROM (behind
 * the headline) to TO.
 */
static void
keep_deck(struct page *g, size_t from, size_t to)
{
	for (size_t i = from, seen = 0; i < to && seen < 4; i++) {
		struct para *p = &g->p[i];
		struct str s = para_text(g, p);

		if (p->noise || p->kind == KIND_H1 ||
		    (!p->good && is_signature(g, p)))
			continue;
		seen++;
		if (p->links == 0 && s.n < 500 && count_words(s) >= 7) {
			p->keep = true;
			p->kind = KIND_P;
			return;
		}
	}
}

/* Has the text of P been written already? Notes it in SEEN. */
static bool
is_repeated(uint64_t *seen, size_t mask, struct str s)
{
	uint64_t h = str_hash(s) | 1;
	size_t at = h & mask;

	while (seen[at]) {
		if (seen[at] == h)
			return true;
		at = (at + 1) & mask;
	}
	seen[at] = h;
	return false;
}

static void
write_para(const struct page *g, const struct para *p, struct buf *out)
{
	if (out->n)
		buf_addz(out, "\n\n");
	if (p->kind == KIND_ITEM)
		buf_addz(out, "- ");
	buf_adds(out, para_text(g, p));
}

/* A heading is written once text follows it. */
static void
write_text(
    struct page *g, size_t from, size_t to, struct str title, struct buf *out)
{
	size_t size = 64, head[3], nhead = 0;
	uint64_t *seen;

	while (size < 2 * (to - from))
		size *= 2;
	seen = mem_zalloc(size, sizeof *seen);
	for (size_t i = from; i < to; i++) {
		struct para *p = &g->p[i];
		struct str s = para_text(g, p);

		if (!p->keep) {
			/* links under a heading: that was of them */
			if (p->links * 2 > s.n)
				nhead = 0;
			continue;
		}
		if (p->kind == KIND_H1 || (title.p && html_same(s, title)))
			continue;
		if (p->kind == KIND_HEADING) {
			if (nhead == 3)
				nhead = 0;
			head[nhead++] = i;
			continue;
		}
		if (s.n >= RUNNING / 2 && is_repeated(seen, size - 1, s))
			continue;
		for (size_t k = 0; k < nhead; k++)
			write_para(g, &g->p[head[k]], out);
		nhead = 0;
		write_para(g, p, out);
	}
	free(seen);
}

/*
 * Marks what is kept of the element BEST; FROM and TO get the range of
 * paragraphs in which that stands.
 */
static void
keep_text(struct page *g, size_t best, size_t *from, size_t *to)
{
	size_t start = g->e[best].para, end = g->e[best].para_end;
	size_t h1 = SIZE_MAX;

	for (size_t i = 0; i < end; i++)
		if (g->p[i].kind == KIND_H1 && !g->p[i].noise)
			h1 = i;
	if (h1 != SIZE_MAX && h1 >= start)
		start = h1 + 1;
	for (size_t i = start; i < end; i++)
		g->p[i].keep = is_kept(g, i, start, end);
	*from = start;
	*to = end;
	if (h1 == SIZE_MAX || start > h1 + 60)
		return;
	keep_deck(g, h1 + 1, end);
	*from = h1 + 1;
}

struct str
html_text(xmlDoc *doc, struct str title, struct arena *a)
{
	struct page *g = mem_zalloc(1, sizeof *g);
	struct buf out;
	struct str s;
	size_t from, to;

	buf_init(&g->text, BUF_MAX);
	buf_init(&out, BUF_MAX);
	g->lex = data_words();
	g->by_label = lexicon_label(g->lex, "html-by");
	g->arena = a;
	walk(g, xmlDocGetRootElement(doc));
	judge_noise(g);
	keep_text(g, choose(g), &from, &to);
	write_text(g, from, to, title, &out);
	if (!out.n) {
		/* no running text: a notice of a few words, perhaps */
		for (size_t i = 0; i < g->np; i++)
			g->p[i].keep =
			    !g->p[i].noise &&
			    g->p[i].links * 2 <= g->p[i].end - g->p[i].start;
		write_text(g, 0, g->np, title, &out);
	}
	s = (struct str){arena_copy(a, out.p ? out.p : "", out.n), out.n};
	buf_release(&out);
	buf_release(&g->text);
	free(g->e);
	free(g->p);
	free(g);
	return s;
}
