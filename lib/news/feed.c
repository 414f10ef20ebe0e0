#include "news/feed.h"

#include "base/utf8.h"
#include "news/html_in.h"
#include "stream/charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

enum { FEED_MAX = 1 << 28 };

struct feed {
	xmlDoc *doc;
	xmlNode *next; /* where to look for the next item */
	struct arena arena;
	struct str title, lang, author; /* the feed's own */
	char why[200];                  /* "" while the XML is sound */
};

/* ---- names: which vocabulary an element is from ---- */

enum space { PLAIN, CONTENT, DUBLIN, ATOM, FOREIGN };

static enum space
space_of(const xmlNode *n)
{
	static const struct {
		enum space space;
		const char *uri;
	} known[] = {
	    {CONTENT, "http://purl.org/rss/1.0/modules/content/"},
	    {DUBLIN, "http://purl.org/dc/elements/1.1/"},
	    {DUBLIN, "http://purl.org/dc/terms/"},
	    {ATOM, "http://www.w3.org/2005/Atom"},
	    {ATOM, "http://purl.org/atom/ns#"},
	    {PLAIN, "http://purl.org/rss/1.0/"},
	    {PLAIN, "http://my.netscape.com/rdf/simple/0.9/"},
	    {PLAIN, "http://backend.userland.com/rss2"},
	    {PLAIN, "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	};

	if (!n->ns || !n->ns->href)
		return PLAIN;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp((const char *)n->ns->href, known[i].uri) == 0)
			return known[i].space;
	return FOREIGN;
}

/*
 * Is N the element NAME of vocabulary SPACE? A prefix that the feed does
 * not declare still says what it means: "content:encoded".
 */
static bool
is(const xmlNode *n, enum space space, const char *name)
{
	const char *own = (const char *)n->name, *colon;
	enum space of;

	if (n->type != XML_ELEMENT_NODE)
		return false;
	of = space_of(n);
	colon = n->ns ? NULL : strchr(own, ':');
	if (colon) {
		struct str prefix = {own, (size_t)(colon - own)};

		of = str_eqz(prefix, "content") ? CONTENT
		     : str_eqz(prefix, "dc")    ? DUBLIN
		     : str_eqz(prefix, "atom")  ? ATOM
						: FOREIGN;
		own = colon + 1;
	}
	return of == space && strcmp(own, name) == 0;
}

static bool
is_item(const xmlNode *n)
{
	return is(n, PLAIN, "item") || is(n, ATOM, "entry") ||
	       is(n, PLAIN, "entry");
}

static xmlNode *
child(const xmlNode *n, enum space space, const char *name)
{
	for (xmlNode *c = n ? n->children : NULL; c; c = c->next)
		if (is(c, space, name))
			return c;
	return NULL;
}

/* ---- values ---- */

/*
 * The text below TOP. Entities that the feed declares are not expanded, for
 * their text may grow without bounds.
 */
static struct str
content(xmlNode *top, struct arena *a)
{
	struct buf b;
	struct str s;

	buf_init(&b, BUF_MAX);
	for (xmlNode *n = top->children; n;) {
		if (n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE)
			buf_adds(&b, str_from((const char *)n->content));
		n = html_next(n, top, n->type == XML_ENTITY_REF_NODE);
	}
	s = (struct str){arena_copy(a, b.p ? b.p : "", b.n), b.n};
	buf_release(&b);
	return str_trim(s);
}

/* Is there a tag or a character reference in S? */
static bool
is_marked_up(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		char c = s.p[i + 1];
		bool name = (c | 32) >= 'a' && (c | 32) <= 'z';

		if ((s.p[i] == '<' && (name || c == '/' || c == '!')) ||
		    (s.p[i] == '&' && (name || c == '#')))
			return true;
	}
	return false;
}

/* Plain text: paragraphs stay apart, white space is made one blank. */
static struct str
plain_text(struct str s, struct arena *a)
{
	struct str line;
	struct buf b;
	bool gap = false;

	buf_init(&b, BUF_MAX);
	while (str_split(&s, '\n', &line)) {
		size_t start = b.n;

		line = str_trim(line);
		if (!line.n) {
			gap = true;
			continue;
		}
		if (start)
			buf_addz(&b, gap ? "\n\n" : " ");
		gap = false;
		start = b.n;
		html_add_text(&b, start, line);
		while (b.n > start && b.p[b.n - 1] == ' ')
			b.n--;
	}
	s = (struct str){arena_copy(a, b.p ? b.p : "", b.n), b.n};
	buf_release(&b);
	return s;
}

/* One line of text from N, which may hold markup. */
static struct str
one_line(xmlNode *n, struct arena *a)
{
	struct str s = {NULL, 0};

	if (!n)
		return s;
	s = content(n, a);
	if (is_marked_up(s))
		s = html_fragment(s, a);
	s = html_clean(s, false, a);
	return s.n ? s : (struct str){NULL, 0};
}

/* The text of N: a string of HTML, elements of XHTML, or plain text. */
static struct str
body(xmlNode *n, struct arena *a)
{
	struct str type = html_attribute(n, "type"), s;
	xmlBuffer *made;

	if (str_eqz(type, "xhtml") ||
	    str_eqz(html_attribute(n, "mode"), "xml")) {
		made = xmlBufferCreate();
		for (xmlNode *c = n->children; made && c; c = c->next)
			if (c->type == XML_ELEMENT_NODE)
				xmlNodeDump(made, n->doc, c, 0, 0);
		s = html_fragment(
		    (struct str){
			made ? (const char *)xmlBufferContent(made) : "",
			made ? (size_t)xmlBufferLength(made) : 0},
		    a);
		xmlBufferFree(made);
		return s;
	}
	s = content(n, a);
	if (!str_eqz(type, "text") && is_marked_up(s))
		return html_fragment(s, a);
	return plain_text(s, a);
}

static bool
is_url(struct str s)
{
	return str_starts(s, "http://") || str_starts(s, "https://");
}

static struct str
link_of(const xmlNode *item, struct arena *a)
{
	struct str none = {NULL, 0}, s, rel;
	xmlNode *n;

	for (n = item->children; n; n = n->next) {
		if (is(n, PLAIN, "link")) {
			s = content(n, a);
			if (is_url(s))
				return s;
		}
		if (!is(n, ATOM, "link") && !is(n, PLAIN, "link"))
			continue;
		rel = html_attribute(n, "rel");
		s = html_attribute(n, "href");
		if ((!rel.p || str_eqz(rel, "alternate")) && is_url(s))
			return html_clean(s, false, a);
	}
	n = child(item, PLAIN, "guid");
	s = n ? content(n, a) : none;
	if (is_url(s) && !str_eqz(html_attribute(n, "isPermaLink"), "false"))
		return s;
	return none;
}

/* Mail addresses go: "desk@n.example (Ana Lind)". */
static struct str
person(struct str s)
{
	size_t at = str_find(s, STR("@"), 0), open;

	if (at == SIZE_MAX)
		return s;
	open = str_find(s, STR("("), at);
	if (open == SIZE_MAX || !str_ends(s, ")"))
		return (struct str){NULL, 0};
	return str_trim(str_slice(s, open + 1, s.n - 1));
}

static struct str
author_of(const xmlNode *item, struct arena *a)
{
	struct str s;
	struct buf b;

	buf_init(&b, 4096);
	for (xmlNode *n = item ? item->children : NULL; n; n = n->next) {
		xmlNode *name = NULL;

		if (is(n, ATOM, "author") || is(n, PLAIN, "author")) {
			name = child(n, ATOM, "name");
			name = name ? name : child(n, PLAIN, "name");
		}
		if (!name &&
		    (is(n, DUBLIN, "creator") || is(n, PLAIN, "author") ||
			is(n, ATOM, "author")))
			name = n;
		s = person(one_line(name, a));
		if (!s.n || str_find(buf_str(&b), s, 0) != SIZE_MAX)
			continue;
		if (b.n)
			buf_addz(&b, ", ");
		buf_adds(&b, s);
	}
	s = (struct str){b.n ? arena_copy(a, b.p, b.n) : NULL, b.n};
	buf_release(&b);
	return s;
}

/* One name in several vocabularies, in the order of preference. */
struct name {
	enum space space;
	const char *name;
};

static xmlNode *
first_of(const xmlNode *n, const struct name *names, size_t count)
{
	xmlNode *c;

	for (size_t i = 0; i < count; i++)
		if ((c = child(n, names[i].space, names[i].name)) &&
		    c->children)
			return c;
	return NULL;
}

static const struct name titles[] = {
    {PLAIN, "title"}, {ATOM, "title"}, {DUBLIN, "title"}};
static const struct name ids[] = {
    {PLAIN, "guid"}, {ATOM, "id"}, {DUBLIN, "identifier"}};
static const struct name dates[] = {{PLAIN, "pubDate"}, {ATOM, "published"},
    {DUBLIN, "date"}, {DUBLIN, "issued"}, {DUBLIN, "created"}, {ATOM, "issued"},
    {ATOM, "updated"}, {ATOM, "modified"}, {PLAIN, "published"},
    {PLAIN, "updated"}};
static const struct name bodies[] = {{CONTENT, "encoded"}, {ATOM, "content"},
    {PLAIN, "content"}, {PLAIN, "description"}, {ATOM, "summary"},
    {PLAIN, "summary"}, {DUBLIN, "description"}};
static const struct name languages[] = {
    {PLAIN, "language"}, {DUBLIN, "language"}};
static const struct name sources[] = {{PLAIN, "source"}, {ATOM, "source"}};

#define FIRST(n, names) first_of(n, names, sizeof(names) / sizeof *(names))

static struct str
language_of(const xmlNode *item, struct arena *a)
{
	for (const xmlNode *n = item; n && n->type == XML_ELEMENT_NODE;
	     n = n->parent)
		for (const xmlAttr *t = n->properties; t; t = t->next)
			if (t->ns &&
			    strcmp((const char *)t->name, "lang") == 0 &&
			    html_value(t).n)
				return html_clean(html_value(t), false, a);
	return one_line(FIRST(item, languages), a);
}

static struct str
text_of(const xmlNode *item, struct arena *a)
{
	struct str s = STR("");

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies && !s.n; i++) {
		xmlNode *n = child(item, bodies[i].space, bodies[i].name);

		if (n)
			s = body(n, a);
	}
	return s;
}

static void
read_item(const struct feed *f, const xmlNode *item, struct meta *m,
    struct str *text, struct arena *a)
{
	xmlNode *n = FIRST(item, sources), *t;

	*m = (struct meta){0};
	m->title = one_line(FIRST(item, titles), a);
	m->url = link_of(item, a);
	m->id = one_line(FIRST(item, ids), a);
	if ((t = FIRST(item, dates)))
		m->date = html_date(content(t, a), a);
	m->author = author_of(item, a);
	if (!m->author.p)
		m->author = f->author;
	if (n && (t = FIRST(n, titles)))
		n = t;
	m->source = n ? one_line(n, a) : f->title;
	m->lang = language_of(item, a);
	if (!m->lang.p)
		m->lang = f->lang;
	*text = text_of(item, a);
}

/* ---- the whole ---- */

static void
note_error(void *context, xmlError *e)
{
	struct feed *f = context;

	/* What loses no more than a name is common, and passed over. */
	if (f->why[0] || e->level < XML_ERR_ERROR ||
	    e->domain == XML_FROM_NAMESPACE ||
	    e->code == XML_ERR_UNDECLARED_ENTITY ||
	    e->code == XML_WAR_UNDECLARED_ENTITY)
		return;
	snprintf(f->why, sizeof f->why, "faulty XML in line %d: %.120s",
	    e->line, e->message ? e->message : "");
	for (size_t i = strlen(f->why); i && f->why[i - 1] == '\n';)
		f->why[--i] = '\0';
}

/*
 * Feeds use the entities of HTML without declaring them, and XML then leaves
 * them out: "fog&nbsp;came". They become characters, but for XML's own.
 */
static struct str
with_characters(struct str s, struct buf *out)
{
	static const char *const own[] = {"amp", "lt", "gt", "quot", "apos"};
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const htmlEntityDesc *e;
		char name[12];
		size_t n = 0;
		bool keep;

		if (s.p[i] != '&')
			continue;
		while (i + 1 + n < s.n && n < sizeof name - 1 &&
		       s.p[i + 1 + n] > ' ' && s.p[i + 1 + n] != ';') {
			name[n] = s.p[i + 1 + n];
			n++;
		}
		name[n] = '\0';
		keep = i + 1 + n >= s.n || s.p[i + 1 + n] != ';';
		for (size_t k = 0; k < sizeof own / sizeof *own; k++)
			keep |= strcmp(name, own[k]) == 0;
		e = keep ? NULL : htmlEntityLookup((const xmlChar *)name);
		if (!e)
			continue;
		buf_adds(out, str_slice(s, from, i));
		utf8_add(out, e->value);
		from = i + n + 2;
	}
	if (!from)
		return s;
	buf_adds(out, str_slice(s, from, s.n));
	return buf_str(out);
}

static bool
is_root(const xmlNode *n)
{
	return is(n, PLAIN, "rss") || is(n, ATOM, "feed") ||
	       is(n, PLAIN, "feed") || is(n, PLAIN, "RDF");
}

struct feed *
feed_new(struct str bytes, const char *charset, const char **why)
{
	struct feed *f = mem_zalloc(1, sizeof *f);
	struct buf utf8, sound, tame;
	xmlParserCtxt *ctxt = NULL;
	xmlNode *root = NULL, *channel;

	*why = "no RSS or Atom feed";
	buf_init(&utf8, BUF_MAX);
	buf_init(&sound, BUF_MAX);
	buf_init(&tame, BUF_MAX);
	if (bytes.n > FEED_MAX)
		goto out;
	bytes = charset_utf8(bytes, charset, true, &utf8);
	bytes = with_characters(str_trim(bytes), &sound);
	bytes = html_tame(bytes, &tame);
	ctxt = xmlNewParserCtxt();
	if (!ctxt)
		goto out;
	xmlSetStructuredErrorFunc(f, note_error);
	f->doc = xmlCtxtReadMemory(ctxt, bytes.p, (int)bytes.n, NULL, "UTF-8",
	    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA |
		XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlFreeParserCtxt(ctxt);
	root = f->doc ? xmlDocGetRootElement(f->doc) : NULL;
	if (!root || !is_root(root)) {
		root = NULL;
		goto out;
	}
	channel = child(root, PLAIN, "channel");
	channel = channel ? channel : root;
	f->title = one_line(FIRST(channel, titles), &f->arena);
	f->lang = language_of(channel, &f->arena);
	if (channel == root) /* an RSS channel's author is its webmaster */
		f->author = author_of(root, &f->arena);
	f->next = root->children;
out:
	buf_release(&utf8);
	buf_release(&sound);
	buf_release(&tame);
	if (root)
		return f;
	feed_free(f);
	return NULL;
}

bool
feed_next(struct feed *f, struct meta *meta, struct str *text, struct arena *a,
    const char **why)
{
	const xmlNode *root = xmlDocGetRootElement(f->doc);

	for (xmlNode *n = f->next; n; n = html_next(n, root, is_item(n))) {
		if (!is_item(n))
			continue;
		f->next = html_next(n, root, true);
		read_item(f, n, meta, text, a);
		return true;
	}
	f->next = NULL;
	*why = f->why[0] ? f->why : NULL;
	return false;
}

void
feed_free(struct feed *f)
{
	if (!f)
		return;
	if (f->doc)
		xmlFreeDoc(f->doc);
	arena_release(&f->arena);
	free(f);
}
