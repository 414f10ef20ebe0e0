#include "news/html_in.h"

#include "stream/json.h"

#include <string.h>

/*
 * JSON-LD comes as one object, an array, or an object with @graph; the
 * article may also be the mainEntity of a WebPage. All objects found are
 * noted, and the one that looks most like an article tells.
 */

enum { NODES = 256, NAMES = 32, NEST = 6, SCRIPT_MAX = 1 << 22 };

struct ld {
	struct str node[NODES];
	size_t n;
	struct arena *a;
};

static void
note_all(struct ld *ld, struct str v, int nest)
{
	static const char *const inner[] = {
	    "@graph", "mainEntity", "mainEntityOfPage"};
	struct json_iter it;
	struct str e;

	if (nest > NEST)
		return;
	if (json_is_array(v) && json_walk(&it, v))
		while (json_element(&it, &e))
			note_all(ld, e, nest + 1);
	if (!json_is_object(v) || ld->n == NODES)
		return;
	ld->node[ld->n++] = v;
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
		e = json_get(v, inner[i]);
		if (e.p)
			note_all(ld, e, nest + 1);
	}
}

/*
 * Notes the objects of one script. Real pages have raw line ends and tabs
 * within strings, which JSON forbids: they become blanks.
 */
static void
note_script(struct ld *ld, xmlNode *script)
{
	struct json_top top;
	struct json_error err;
	struct str s;
	struct buf b;
	size_t at = 0;

	buf_init(&b, SCRIPT_MAX);
	for (xmlNode *n = script->children; n; n = n->next)
		if (n->content)
			buf_addz(&b, (const char *)n->content);
	s = (struct str){arena_copy(ld->a, b.p ? b.p : "", b.n), b.n};
	buf_release(&b);
	for (char *p = (char *)(uintptr_t)s.p; p < s.p + s.n; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	/* "<!--" or "//<![CDATA[" before it, a semicolon after it */
	while (at < s.n && s.p[at] != '{' &&
	       (s.p[at] != '[' || (at && s.p[at - 1] == '!') ||
		   (at >= 5 && memcmp(s.p + at - 5, "CDATA", 5) == 0)))
		at++;
	if (json_scan(str_slice(s, at, s.n), NULL, &top, &err))
		note_all(ld, str_slice(s, at + top.start, at + top.end), 0);
}

/* How much TYPE (a string or an array of them) speaks for an article. */
static int
rank_type(struct ld *ld, struct str type)
{
	struct json_iter it;
	struct str e;
	int best = 0, r;

	if (json_is_array(type) && json_walk(&it, type)) {
		while (json_element(&it, &e)) {
			r = json_is_array(e) ? 0 : rank_type(ld, e);
			best = r > best ? r : best;
		}
		return best;
	}
	e = json_string(type, ld->a);
	if (!e.p)
		return 0;
	if (str_ends(e, "Article") || str_ends(e, "Posting") ||
	    str_eqz(e, "Report"))
		return 8;
	if (str_eqz(e, "Review") || str_eqz(e, "VideoObject"))
		return 3;
	return str_eqz(e, "WebPage") || str_eqz(e, "ItemPage") ? 2 : 0;
}

static struct str
text_of(struct ld *ld, struct str v)
{
	struct str s = json_string(v, ld->a);

	s = html_clean(s, true, ld->a);
	return s.n ? s : (struct str){NULL, 0};
}

/* The name of a person or organisation, which may be a reference. */
static struct str
name_of(struct ld *ld, struct str v)
{
	struct str name, id, other;
	struct json_iter it;

	if (json_is_string(v))
		return text_of(ld, v);
	if (!json_is_object(v))
		return (struct str){NULL, 0};
	name = json_get(v, "name");
	if (json_is_array(name) && json_walk(&it, name) &&
	    !json_element(&it, &name))
		name = (struct str){NULL, 0};
	if (name.p)
		return text_of(ld, name);
	id = json_string(json_get(v, "@id"), ld->a);
	for (size_t i = 0; id.p && i < ld->n; i++) {
		other = json_string(json_get(ld->node[i], "@id"), ld->a);
		name = json_get(ld->node[i], "name");
		if (other.p && str_eq(id, other) && name.p)
			return text_of(ld, name);
	}
	return (struct str){NULL, 0};
}

static void
add_name(struct buf *b, struct str name)
{
	if (!name.n || str_starts(name, "http") ||
	    (b->n && str_find(buf_str(b), name, 0) != SIZE_MAX))
		return;
	if (b->n)
		buf_addz(b, ", ");
	buf_adds(b, name);
}

static struct str
names_of(struct ld *ld, struct str v)
{
	struct json_iter it;
	struct str e;
	struct buf b;
	int n = 0;

	buf_init(&b, BUF_MAX);
	if (json_is_array(v) && json_walk(&it, v)) {
		while (n++ < NAMES && json_element(&it, &e))
			add_name(&b, name_of(ld, e));
	} else if (v.p) {
		add_name(&b, name_of(ld, v));
	}
	e = (struct str){NULL, 0};
	if (b.n)
		e = (struct str){arena_copy(ld->a, b.p, b.n), b.n};
	buf_release(&b);
	return e;
}

static int
rank(struct ld *ld, struct str v)
{
	int r = rank_type(ld, json_get(v, "@type"));

	return r + (json_get(v, "headline").p ? 2 : 0) +
	       (json_get(v, "datePublished").p ? 2 : 0) +
	       (json_get(v, "articleBody").p ? 1 : 0);
}

/* articleBody: its line ends divide paragraphs; markup is left out. */
static struct str
body_of(struct ld *ld, struct str v)
{
	struct str s = json_string(v, ld->a), part;
	struct buf b, plain;

	if (!s.p)
		return s;
	buf_init(&b, BUF_MAX);
	buf_init(&plain, BUF_MAX);
	while (str_split(&s, '\n', &part)) {
		bool tag = false;

		buf_reset(&plain);
		for (size_t i = 0; i < part.n; i++) {
			char c = part.p[i];

			char d = i + 1 < part.n ? part.p[i + 1] : ' ';

			if (c == '<' && (d == '/' || (d | 32) >= 'a'))
				tag = true;
			if (!tag)
				buf_addc(&plain, c);
			else if (c == '>')
				tag = false;
		}
		part = html_clean(buf_str(&plain), true, ld->a);
		if (!part.n)
			continue;
		if (b.n)
			buf_addz(&b, "\n\n");
		buf_adds(&b, part);
	}
	s = (struct str){arena_copy(ld->a, b.p ? b.p : "", b.n), b.n};
	buf_release(&plain);
	buf_release(&b);
	return s;
}

static void
fill(struct str *to, struct str v)
{
	if (!to->p && v.n)
		*to = v;
}

static void
read_node(struct ld *ld, struct str v, struct html_facts *f)
{
	struct arena *a = ld->a;
	struct str url = json_get(v, "url");

	fill(&f->title, text_of(ld, json_get(v, "headline")));
	fill(&f->date, html_date(text_of(ld, json_get(v, "datePublished")), a));
	fill(&f->date, html_date(text_of(ld, json_get(v, "dateCreated")), a));
	fill(&f->modified,
	    html_date(text_of(ld, json_get(v, "dateModified")), a));
	fill(&f->author, names_of(ld, json_get(v, "author")));
	fill(&f->author, names_of(ld, json_get(v, "creator")));
	fill(&f->source, name_of(ld, json_get(v, "publisher")));
	fill(&f->url, text_of(ld, url));
	fill(&f->body, body_of(ld, json_get(v, "articleBody")));
}

void
html_ld(xmlDoc *doc, struct html_facts *f, struct arena *a)
{
	struct ld *ld = arena_alloc(a, sizeof *ld);
	xmlNode *root = xmlDocGetRootElement(doc);
	size_t best = 0;
	int top = 0;

	ld->n = 0;
	ld->a = a;
	for (xmlNode *n = root; n; n = html_next(n, root, false)) {
		struct str type;

		if (!html_is(n, "script"))
			continue;
		type = html_attribute(n, "type");
		if (type.n >= 19 && html_same(str_slice(type, 0, 19),
					STR("application/ld+json")))
			note_script(ld, n);
	}
	for (size_t i = 0; i < ld->n; i++) {
		int r = rank(ld, ld->node[i]);

		if (r > top) {
			top = r;
			best = i;
		}
	}
	if (top < 4)
		return;
	read_node(ld, ld->node[best], f);
	/* What it leaves out may stand with the page that it is on. */
	for (size_t i = 0; i < ld->n; i++)
		if (rank_type(ld, json_get(ld->node[i], "@type")) == 2)
			fill(&f->date,
			    html_date(text_of(ld, json_get(ld->node[i],
						      "datePublished")),
				a));
}
