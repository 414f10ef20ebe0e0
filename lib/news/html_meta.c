#include "news/html_in.h"

#include "base/utf8.h"
#include "news/data.h"

#include <string.h>

/* Where a fact may stand, best first: names of meta elements. */
static const char *const date_names[] = {"article:published_time",
    "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "sailthru.date",
    "pubdate", "publish-date", "publishdate", "published_date", "published_at",
    "published-date", "publish_date", "publication_date", "article.published",
    "article_date_original", "originalpublicationdate", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "date",
    "datecreated", "lastmod", "article:modified_time", "datemodified"};
static const char *const title_names[] = {"og:title", "twitter:title",
    "parsely-title", "sailthru.title", "dc.title", "dcterms.title"};
static const char *const author_names[] = {"author", "article:author",
    "parsely-author", "sailthru.author", "dc.creator", "byl", "byline",
    "article:author_name", "cxenseparse:author", "twitter:creator"};
static const char *const source_names[] = {"og:site_name", "publisher",
    "dc.publisher", "application-name", "apple-mobile-web-app-title",
    "copyright"};

enum {
	NDATE = sizeof date_names / sizeof *date_names,
	NTITLE = sizeof title_names / sizeof *title_names,
	NAUTHOR = sizeof author_names / sizeof *author_names,
	NSOURCE = sizeof source_names / sizeof *source_names,
	AUTHORS = 8,
	AFTER = 40
};

struct found {
	struct str date[NDATE], title[NTITLE], author[NAUTHOR], source[NSOURCE];
	struct str canonical, og_url, lang, head_title, h1, time, time_pub;
	struct str signer[AUTHORS], byline;
	struct str shown; /* a date in the text */
	int byline_label;
	size_t nsigner, after; /* AFTER: pieces of text behind the headline */
};

static void
keep(struct str *to, const char *const *names, size_t n, struct str name,
    struct str value)
{
	for (size_t i = 0; i < n; i++)
		if (html_same(name, str_from(names[i]))) {
			if (!to[i].p)
				to[i] = value;
			return;
		}
}

static void
read_meta(struct found *f, const xmlNode *n, struct arena *a)
{
	static const char *const by[] = {"property", "name", "itemprop"};
	struct str value = html_attribute(n, "content");

	value = html_clean(value, true, a);
	if (!value.n)
		return;
	for (size_t i = 0; i < 3; i++) {
		struct str name = html_attribute(n, by[i]);

		if (!name.n)
			continue;
		keep(f->date, date_names, NDATE, name, value);
		keep(f->title, title_names, NTITLE, name, value);
		keep(f->author, author_names, NAUTHOR, name, value);
		keep(f->source, source_names, NSOURCE, name, value);
		if (!f->og_url.p && html_same(name, STR("og:url")))
			f->og_url = value;
	}
}

static void
read_time(struct found *f, xmlNode *n, struct arena *a)
{
	struct str prop = html_attribute(n, "itemprop");
	struct str v = html_attribute(n, "datetime");

	if (!v.n)
		v = html_inner(n, 64, a);
	v = html_date(v, a);
	if (!v.p)
		return;
	if (!f->time_pub.p &&
	    (html_attribute(n, "pubdate").p ||
		(prop.p && html_same(prop, STR("datepublished")))))
		f->time_pub = v;
	/* times before the headline are the clock's or other articles' */
	if (!f->time.p && f->h1.p)
		f->time = v;
}

static bool
is_upper(struct str word)
{
	const char *p = word.p;

	return word.n && uc_class(utf8_next(&p, word.p + word.n)) & UC_UPPER;
}

static bool
is_letter(struct str word)
{
	const char *p = word.p;

	return word.n && uc_class(utf8_next(&p, word.p + word.n)) & UC_LETTER;
}

/*
 * The name in a byline such as "By Anna Lind | March 9, 2026", or p NULL:
 * two to six words, up to a mark, a number or a month.
 */
static struct str
name_in(struct str s)
{
	const struct lexicon *l = data_words();
	int by = lexicon_label(l, "html-by");
	int month = lexicon_label(l, "html-month");
	struct str rest = s, w;
	size_t start = 0, end = 0, n = 0;

	while (n < 8 && str_split(&rest, ' ', &w)) {
		size_t at = (size_t)(w.p - s.p);
		bool last =
		    w.n && (w.p[w.n - 1] == ',' || w.p[w.n - 1] == '|' ||
			       w.p[w.n - 1] == ':');

		w.n -= last;
		if (n == 0 && lexicon_lookup(l, w, by)) {
			start = at + w.n + last;
			continue;
		}
		if (!w.n || (w.p[0] >= '0' && w.p[0] <= '9') ||
		    lexicon_lookup(l, w, month) || (n == 0 && !is_upper(w)) ||
		    (!is_upper(w) && w.n > 3))
			break;
		n++;
		end = at + w.n;
		if (last)
			break;
	}
	if (n < 2 || n > 6)
		return (struct str){NULL, 0};
	return str_trim(str_slice(s, start, end));
}

static void
read_signer(struct found *f, xmlNode *n, struct arena *a)
{
	struct str rel = html_attribute(n, "rel"), name, w[12];
	struct str prop = html_attribute(n, "itemprop");
	struct str class = html_attribute(n, "class");
	size_t nw;

	if ((rel.p && html_same(rel, STR("author"))) ||
	    (prop.p && html_same(prop, STR("author")))) {
		name = html_inner(n, 120, a);
		if (name.n && name.n < 80 && f->nsigner < AUTHORS &&
		    is_letter(name))
			f->signer[f->nsigner++] = name;
		return;
	}
	if (f->byline.p || f->nsigner || !f->h1.p || !class.n)
		return;
	nw = html_words(class, w, 12);
	for (size_t i = 0; i < nw; i++)
		if (lexicon_lookup(data_words(), w[i], f->byline_label)) {
			name = html_inner(n, 160, a);
			if (name.n && name.n < 160)
				f->byline = name_in(name);
			break;
		}
}

/* A short piece of text soon after the headline may be the date. */
static void
read_text(struct found *f, const xmlNode *n, struct arena *a)
{
	struct str s = str_trim(str_from((const char *)n->content));
	bool year = false;

	if (!s.n)
		return;
	f->after++;
	for (size_t i = 0; i + 1 < s.n && s.n <= 64 && !year; i++)
		year = s.p[i] == '2' && s.p[i + 1] == '0';
	if (year)
		f->shown = html_date(s, a);
}

static void
read_element(struct found *f, xmlNode *n, struct arena *a)
{
	struct str v;

	if (html_is(n, "meta")) {
		read_meta(f, n, a);
	} else if (html_is(n, "link")) {
		v = html_attribute(n, "rel");
		if (!f->canonical.p && v.p && html_same(v, STR("canonical")))
			f->canonical = str_trim(html_attribute(n, "href"));
	} else if (html_is(n, "html")) {
		v = html_attribute(n, "lang");
		if (!v.n)
			v = html_attribute(n, "xml:lang");
		f->lang = str_trim(v.p ? v : STR(""));
	} else if (html_is(n, "title")) {
		if (!f->head_title.p)
			f->head_title = html_inner(n, 2000, a);
	} else if (html_is(n, "h1")) {
		/* a first one is often the site's name in a picture */
		v = html_inner(n, 2000, a);
		if (!f->h1.n && v.n)
			f->h1 = v;
	} else if (html_is(n, "time")) {
		read_time(f, n, a);
	} else if (html_is(n, "a") || html_is(n, "span") || html_is(n, "div") ||
		   html_is(n, "p")) {
		read_signer(f, n, a);
	}
}

/* ---- the title ---- */

/* Letters and digits of S in lower case, to compare names by. */
static void
fold(struct buf *b, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		if (uc_class(c) & (UC_LETTER | UC_DIGIT))
			utf8_add(b, uc_lower(c));
	}
}

/* Is A (all letters and digits of it) within B? */
static bool
within(struct str a, struct str b)
{
	struct buf x, y;
	bool yes;

	if (!a.n || !b.n)
		return false;
	buf_init(&x, BUF_MAX);
	buf_init(&y, BUF_MAX);
	fold(&x, a);
	fold(&y, b);
	yes = x.n && str_find(buf_str(&y), buf_str(&x), 0) != SIZE_MAX;
	buf_release(&x);
	buf_release(&y);
	return yes;
}

static size_t
words(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] != ' ' && (!i || s.p[i - 1] == ' ');
	return n;
}

/*
 * TITLE without the site's name behind (or before) it: "Ferry sinks | The
 * Courier", "Ferry sinks - Port Alden - The Courier". A part goes if it is
 * the site's name, or shares its letters with host or source, or if what
 * stands before it is the page's h1.
 */
static struct str
without_site(struct str t, struct str source, struct str host, struct str h1)
{
	static const char *const seps[] = {" | ", " - ", " \xE2\x80\x93 ",
	    " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 "};

	for (int round = 0; round < 3; round++) {
		size_t cut = 0, len = 0;
		struct str head, tail;

		for (size_t i = 0; i < sizeof seps / sizeof *seps; i++) {
			struct str sep = str_from(seps[i]);

			for (size_t at = str_find(t, sep, 0); at != SIZE_MAX;
			     at = str_find(t, sep, at + 1))
				if (at >= cut) {
					cut = at;
					len = sep.n;
				}
		}
		if (!len)
			break;
		head = str_slice(t, 0, cut);
		tail = str_slice(t, cut + len, t.n);
		if (words(head) < 2 || words(tail) > 6)
			break;
		if (!within(tail, source) && !within(source, tail) &&
		    !within(tail, host) && !(h1.n && within(head, h1)) &&
		    !(len == 3 && t.p[cut + 1] == '|' && words(head) > 3))
			break;
		t = head;
	}
	return str_trim(t);
}

/* The host of URL without "www.". */
static struct str
host_of(struct str url)
{
	size_t at = url.p ? str_find(url, STR("://"), 0) : SIZE_MAX, end;

	if (at == SIZE_MAX)
		return (struct str){NULL, 0};
	at += 3;
	end = str_find(url, STR("/"), at);
	url = str_slice(url, at, end == SIZE_MAX ? url.n : end);
	return str_starts(url, "www.") ? str_slice(url, 4, url.n) : url;
}

/* ---- the author ---- */

/* NAME without a leading "By", which is data. */
static struct str
without_by(struct str name)
{
	const struct lexicon *l = data_words();
	size_t at = str_find(name, STR(" "), 0);

	if (at != SIZE_MAX && lexicon_lookup(l, str_slice(name, 0, at),
				  lexicon_label(l, "html-by")))
		name = str_trim(str_slice(name, at, name.n));
	return name;
}

static bool
is_name(struct str s, struct arena *a)
{
	return s.n && s.n < 300 && str_find(s, STR("://"), 0) == SIZE_MAX &&
	       s.p[0] != '@' && !str_starts(s, "www.") && !html_date(s, a).p;
}

static struct str
author(const struct found *f, struct arena *a)
{
	struct str s;
	struct buf b;

	for (size_t i = 0; i < NAUTHOR; i++)
		if (is_name(f->author[i], a))
			return without_by(f->author[i]);
	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < f->nsigner; i++) {
		s = without_by(f->signer[i]);
		if (!is_name(s, a) ||
		    (b.n && str_find(buf_str(&b), s, 0) != SIZE_MAX))
			continue;
		if (b.n)
			buf_addz(&b, ", ");
		buf_adds(&b, s);
	}
	s = f->byline;
	if (b.n)
		s = (struct str){arena_copy(a, b.p, b.n), b.n};
	buf_release(&b);
	return s;
}

/* ---- the whole ---- */

/* A date in the path of URL: ".../2026/03/09/...". */
static struct str
url_date(struct str url, struct arena *a)
{
	for (size_t i = 0; url.p && i + 11 < url.n; i++) {
		struct str d;

		if (url.p[i] != '/' || url.p[i + 5] != url.p[i + 8] ||
		    (url.p[i + 5] != '/' && url.p[i + 5] != '-'))
			continue;
		d = html_date(str_slice(url, i + 1, i + 11), a);
		if (d.n == 10)
			return d;
	}
	return (struct str){NULL, 0};
}

static struct str
date(const struct found *f, const struct html_facts *ld, struct str url,
    struct arena *a)
{
	struct str d = ld->date; /* best first */

	for (size_t i = 0; !d.p && i < NDATE; i++) {
		/* what was changed tells less than what the page shows */
		if (strcmp(date_names[i], "lastmod") == 0) {
			if (f->time_pub.p || f->time.p)
				break;
		}
		if (f->date[i].p)
			d = html_date(f->date[i], a);
	}
	if (!d.p)
		d = f->time_pub;
	if (!d.p)
		d = f->time;
	if (!d.p)
		d = url_date(url, a);
	if (!d.p)
		d = f->shown;
	return d.p ? d : ld->modified;
}

void
html_meta(xmlDoc *doc, const struct html_facts *ld, struct meta *meta,
    struct arena *a)
{
	struct found *f = arena_alloc(a, sizeof *f);
	xmlNode *root = xmlDocGetRootElement(doc);
	struct str none = {NULL, 0}, host, t;

	memset(f, 0, sizeof *f);
	f->byline_label = lexicon_label(data_words(), "html-byline");
	for (xmlNode *n = root; n; n = html_next(n, root, false))
		if (n->type == XML_ELEMENT_NODE)
			read_element(f, n, a);
		else if (n->type == XML_TEXT_NODE && f->h1.n &&
			 f->after < AFTER && !f->shown.p)
			read_text(f, n, a);
	meta->url = f->canonical.n ? f->canonical
		    : f->og_url.n  ? f->og_url
				   : ld->url;
	meta->url = html_clean(meta->url, false, a);
	host = host_of(meta->url);
	if (!host.n)
		host = host_of(f->og_url);
	for (size_t i = 0; !meta->source.p && i < NSOURCE; i++)
		meta->source =
		    i == 1 && ld->source.p ? ld->source : f->source[i];
	if (!meta->source.p)
		meta->source = host.n ? html_clean(host, false, a) : none;
	t = ld->title;
	/* og:title is often put otherwise, for those who share it */
	if (!t.n && words(f->h1) >= 4 && !within(f->h1, meta->source))
		t = f->h1;
	for (size_t i = 0; !t.n && i < NTITLE; i++)
		t = f->title[i];
	if (!t.n)
		t = f->h1.n ? f->h1 : f->head_title;
	if (t.n)
		t = without_site(t, meta->source, host, f->h1);
	meta->title = t.n ? t : none;
	meta->author = ld->author.p ? ld->author : author(f, a);
	if (f->lang.n)
		meta->lang = html_clean(f->lang, false, a);
	meta->date = date(f, ld, meta->url, a);
}
