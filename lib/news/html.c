#include "news/html_in.h"

#include "base/utf8.h"
#include "stream/charset.h"

#include <string.h>

#include <libxml/HTMLtree.h>

enum { PAGE_MAX = 1 << 28, EDGES_MAX = 1000 };

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool
html_same(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

struct str
html_value(const xmlAttr *a)
{
	const xmlNode *v = a->children;

	if (!v || v->type != XML_TEXT_NODE || !v->content)
		return STR("");
	return str_from((const char *)v->content);
}

struct str
html_attribute(const xmlNode *n, const char *name)
{
	for (const xmlAttr *a = n->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return html_value(a);
	return (struct str){NULL, 0};
}

bool
html_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)n->name, name) == 0;
}

xmlNode *
html_next(xmlNode *n, const xmlNode *top, bool leap)
{
	if (n->type == XML_ELEMENT_NODE && n->children && !leap)
		return n->children;
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

/*
 * White space of every kind becomes one blank; marks without width go, for
 * words are compared and counted later.
 */
void
html_add_text(struct buf *b, size_t start, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end) {
		const char *run = p;
		uint32_t c;

		while (p < end && (unsigned char)*p > ' ' &&
		       (unsigned char)*p < 0x80)
			p++;
		buf_add(b, run, (size_t)(p - run));
		if (p == end)
			break;
		run = p;
		if (*p < 0 && !utf8_check(p, end)) {
			p++;
			continue;
		}
		c = utf8_next(&p, end);
		if (c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
		    (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF)
			continue;
		if (c < 0x20 || c == 0x7F || uc_class(c) & UC_SPACE) {
			if (b->n > start && b->p[b->n - 1] != ' ')
				buf_addc(b, ' ');
		} else {
			buf_add(b, run, (size_t)(p - run));
		}
	}
}

static struct str
finish(struct buf *b, struct arena *a)
{
	struct str s;

	while (b->n && b->p[b->n - 1] == ' ')
		b->n--;
	s = (struct str){arena_copy(a, b->p ? b->p : "", b->n), b->n};
	buf_release(b);
	return s;
}

struct str
html_inner(xmlNode *top, size_t max, struct arena *a)
{
	static const char *const parts[] = {"br", "div", "p", "li", "time"};
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (xmlNode *n = top->children; n && b.n < max;) {
		bool skip = html_is(n, "script") || html_is(n, "style") ||
			    html_is(n, "svg");

		if (n->type == XML_TEXT_NODE)
			html_add_text(&b, 0, str_from((char *)n->content));
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (html_is(n, parts[i]))
				html_add_text(&b, 0, STR(" "));
		n = html_next(n, top, skip);
	}
	return finish(&b, a);
}

/* The character reference at S.p[0] == '&': its length, 0 if it is none. */
static size_t
reference(struct str s, uint32_t *c)
{
	char name[12];
	size_t end = 1, base = 10, i = 2;
	const htmlEntityDesc *e;

	while (end < s.n && end < sizeof name && s.p[end] != ';')
		end++;
	if (end >= s.n || end >= sizeof name || end < 2)
		return 0;
	if (s.p[1] != '#') {
		memcpy(name, s.p + 1, end - 1);
		name[end - 1] = '\0';
		e = htmlEntityLookup((const xmlChar *)name);
		*c = e ? e->value : 0;
		return e ? end + 1 : 0;
	}
	if (lower(s.p[2]) == 'x') {
		base = 16;
		i = 3;
	}
	*c = 0;
	if (i >= end)
		return 0;
	for (; i < end; i++) {
		char d = lower(s.p[i]);
		uint32_t v = d >= '0' && d <= '9'   ? (uint32_t)(d - '0')
			     : d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a') + 10
						    : 99;

		if (v >= base || *c > 0x10FFFF)
			return 0;
		*c = *c * (uint32_t)base + v;
	}
	if (*c == 0 || *c > 0x10FFFF || (*c >= 0xD800 && *c < 0xE000))
		*c = 0xFFFD;
	return end + 1;
}

struct str
html_clean(struct str s, bool entities, struct arena *a)
{
	struct buf raw, b;

	if (!s.p)
		return s;
	buf_init(&b, BUF_MAX);
	if (!entities || !memchr(s.p, '&', s.n)) {
		html_add_text(&b, 0, s);
		return finish(&b, a);
	}
	buf_init(&raw, BUF_MAX);
	for (size_t i = 0; i < s.n;) {
		uint32_t c;
		size_t n =
		    s.p[i] == '&' ? reference(str_slice(s, i, s.n), &c) : 0;

		if (n)
			utf8_add(&raw, c);
		else
			buf_addc(&raw, s.p[i]);
		i += n ? n : 1;
	}
	html_add_text(&b, 0, buf_str(&raw));
	buf_release(&raw);
	return finish(&b, a);
}

/* ---- the whole ---- */

static void __attribute__((format(printf, 2, 3)))
be_quiet(void *context, const char *fmt, ...)
{
	(void)context;
	(void)fmt;
}

bool
html_looks(struct str s)
{
	static const char *const names[] = {"!doctype", "html", "head", "title",
	    "meta", "body", "script", "link", "style", "article", "div", "p",
	    "h1", "table"};
	size_t i = 0;

	if (str_starts(s, "\xEF\xBB\xBF"))
		i = 3;
	for (;;) {
		while (i < s.n && is_blank(s.p[i]))
			i++;
		if (str_starts(str_slice(s, i, s.n), "<?xml"))
			i = str_find(s, STR(">"), i);
		else if (str_starts(str_slice(s, i, s.n), "<!--"))
			i = str_find(s, STR("-->"), i);
		else
			break;
		if (i == SIZE_MAX)
			return false;
		i += s.p[i] == '>' ? 1 : 3;
	}
	if (i >= s.n || s.p[i++] != '<')
		return false;
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		size_t n = strlen(names[k]), end = i + n;

		if (end >= s.n ||
		    !html_same(str_slice(s, i, end), (struct str){names[k], n}))
			continue;
		if (k == 0) {
			while (end < s.n && is_blank(s.p[end]))
				end++;
			return end + 4 <= s.n &&
			       html_same(
				   str_slice(s, end, end + 4), STR("html"));
		}
		if (s.p[end] == '>' || is_blank(s.p[end]))
			return true;
	}
	return false;
}

/*
 * A page whose text is put in by scripts still has it in its JSON-LD; what
 * was found in such a page is a teaser. A short ARTICLE is no reason to
 * doubt what was found.
 */
static struct str
choose_text(struct str found, struct str article)
{
	if (article.n > 300 && found.n < article.n / 2)
		return article;
	return found;
}

static bool
is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/*
 * Where the tag at P has too many attributes (counted by their edges: blanks,
 * slashes and closing quotes): the byte behind the last one that passes,
 * else NULL. *AFTER is where to go on.
 */
static const char *
overloaded(const char *p, const char *end, const char **after)
{
	char quote = 0, last = 0; /* LAST: byte that is no blank */
	int n = 0;

	for (; p < end && n < EDGES_MAX && (quote || *p != '>'); p++) {
		if (quote) {
			n += *p == quote;
			quote = *p == quote ? 0 : quote;
		} else if ((*p == '"' || *p == '\'') && last == '=') {
			quote = *p;
		} else if (is_blank(*p) || *p == '/') {
			n++;
		}
		if (!is_blank(*p))
			last = *p;
	}
	*after = p;
	return n < EDGES_MAX ? NULL : p;
}

/*
 * libxml2 compares each attribute of a tag with all before it. Tags with
 * hundreds of them are an attack, or script that looks like a tag: the rest
 * of such a tag is blanked.
 */
struct str
html_tame(struct str page, struct buf *out)
{
	const char *p = page.p, *end = page.p + page.n;

	while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		const char *cut, *next;
		char *o;

		if (++p >= end || !is_letter(*p) ||
		    !(cut = overloaded(p, end, &p)))
			continue;
		next = memchr(cut, '>', (size_t)(end - cut));
		next = next ? next : end;
		if (page.p != out->p) {
			buf_adds(out, page);
			cut = out->p + (cut - page.p);
			next = out->p + (next - page.p);
			page = buf_str(out);
			end = page.p + page.n;
		}
		for (o = out->p + (cut - page.p); o < next; o++)
			*o = ' ';
		p = next;
	}
	return page;
}

xmlDoc *
html_parse(struct str page, struct buf *tame)
{
	xmlDoc *doc;

	if (page.n > PAGE_MAX)
		return NULL;
	page = html_tame(page, tame);
	xmlSetGenericErrorFunc(NULL, be_quiet);
	doc = htmlReadMemory(page.p, (int)page.n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
	xmlSetGenericErrorFunc(NULL, NULL);
	return doc;
}

bool
html_read(struct str page, const char *charset, struct meta *meta,
    struct str *text, struct arena *a)
{
	struct html_facts ld = {0};
	struct buf utf8;
	xmlDoc *doc = NULL;

	*meta = (struct meta){0};
	*text = STR("");
	buf_init(&utf8, BUF_MAX);
	if (page.n > PAGE_MAX)
		goto out;
	doc = html_parse(charset_utf8(page, charset, true, &utf8), &utf8);
	if (!doc || !xmlDocGetRootElement(doc))
		goto out;
	html_ld(doc, &ld, a);
	html_meta(doc, &ld, meta, a);
	*text = choose_text(html_text(doc, meta->title, a), ld.body);
out:
	buf_release(&utf8);
	if (!doc)
		return false;
	xmlFreeDoc(doc);
	return true;
}
