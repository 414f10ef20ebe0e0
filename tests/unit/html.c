/* html: pages made up for this test, and what must be read from them. */
#include "base/utf8.h"
#include "news/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static int number, failed;

static void
ok(bool good, const char *name, const char *what, struct str got)
{
	number++;
	failed += !good;
	printf("%sok %d - %s: %s\n", good ? "" : "not ", number, name, what);
	if (!good)
		printf("# got: %.*s\n", (int)got.n, got.p ? got.p : "(none)");
}

/* Paragraphs long enough to be an article. */
#define ONE "The harbor of Port Alden was closed on Monday after two " \
	"ferries collided in thick fog, the coast guard said."
#define TWO "Nobody was hurt, but one of the ferries lost its bow door " \
	"and had to be towed to Skerrin Island, officials said."
#define THREE "The company that runs both of them said that it would " \
	"look into what happened, and that sailings would resume on Friday."
#define BODY "<p>" ONE "</p><p>" TWO "</p><p>" THREE "</p>"
#define TEXT ONE "\n\n" TWO "\n\n" THREE

struct text_case {
	const char *name, *page, *text;
};

static const struct text_case texts[] = {
	{"plain", "<html><body>" BODY "</body></html>", TEXT},
	{"menu and footer",
	 "<body><ul class=menu><li><a href=/a>News</a><li><a href=/b>Sport"
	 "</a></ul><div>" BODY "</div><div class=footer><p>Northfield "
	 "Courier is a member of the press council of Verrany.</p></div>",
	 TEXT},
	{"no classes at all",
	 "<body><div><a href=/a>News</a> <a href=/b>Sport</a></div><div>"
	 BODY "</div><div><div><a href=/1>Minister denies that he knew of "
	 "the ferry's faulty door</a></div><div><a href=/2>Bridge to open "
	 "in spring, three years late and over budget</a></div></div>",
	 TEXT},
	{"comments longer than the article",
	 "<body><div class=post><h1>Fog closes harbor</h1><p>" ONE "</p>"
	 "</div><div id=comments>" BODY "<p>" ONE " I was there, and saw "
	 "it all, believe me.</p></div>", ONE},
	{"a class that lies",
	 "<body class='has-comments'><div class='article-teaser'>" BODY
	 "</div>", TEXT},
	{"a subject is no part",
	 "<article class='post tag-privacy category-advertising'>" BODY
	 "</article>", TEXT},
	{"headings and items",
	 "<article><h1>Fog</h1><p>" ONE "</p><h2>What we know</h2><ul><li>"
	 TWO "</li><li><p>" THREE "</p></li></ul><h2>Related</h2><ul><li>"
	 "<a href=/x>Bridge to open in spring</a></li></ul></article>",
	 ONE "\n\nWhat we know\n\n- " TWO "\n\n- " THREE},
	{"line breaks",
	 "<div>" ONE "<br>\n<br/>" TWO "<br><br>" THREE "<br></div>", TEXT},
	{"one line break", "<p>Port<br>Alden is a town in Verrany.</p>",
	 "Port Alden is a town in Verrany."},
	{"a short answer stays",
	 "<div><p>" ONE "</p><p>No.</p><p>" TWO "</p></div>",
	 ONE "\n\nNo.\n\n" TWO},
	{"a bold line is a heading",
	 "<div><p>" ONE "</p><p><strong>What comes next</strong></p><p>" TWO
	 "</p></div>", ONE "\n\nWhat comes next\n\n" TWO},
	{"deck outside of the text",
	 "<main><h1>Fog closes harbor</h1><div class=d>Two ferries collided "
	 "in the bay of Port Alden</div><p class=byline>By Anna Lind</p>"
	 "<div>" BODY "</div></main>",
	 "Two ferries collided in the bay of Port Alden\n\n" TEXT},
	{"byline and date are no deck",
	 "<main><h1>Fog closes harbor</h1><p>By Anna Lind and Tom Reyes of "
	 "the Harbor Wire</p><p>Monday, 9 Mar 2026 4:55 PM VST</p><div>"
	 BODY "</div></main>", TEXT},
	{"title is not repeated",
	 "<title>Fog closes harbor of Alden</title><div><p>Fog closes harbor"
	 " of Alden</p>" BODY "</div>", TEXT},
	{"hidden",
	 "<div>" "<p>" ONE "</p><p hidden>" TWO "</p><p style='color:red; "
	 "display : none'>" TWO "</p><p>" THREE "</p></div>",
	 ONE "\n\n" THREE},
	{"within the text: newsletter, related, advertisement, share",
	 "<div class=story><p>" ONE "</p><div class=newsletter-signup><p>"
	 "Get our best stories sent to you every morning, for free.</p>"
	 "</div><p>" TWO "</p><aside><p>Read what the minister said about "
	 "the ferries in January.</p></aside><div class='shareBar'>Tell "
	 "your friends about this report today.</div><div class=ad-slot>"
	 "Buy a boat now, and save half of its price.</div><p>" THREE
	 "</p></div>", TEXT},
	{"scripts and styles",
	 "<div><script>document.write('<p>" ONE "</p>')</script><style>p {}"
	 "</style><p>" TWO "</p><noscript>" THREE "</noscript></div>", TWO},
	{"entities and odd blanks",
	 "<p>The captain&rsquo;s ship sank on Mar.&nbsp;9 &mdash; in"
	 "\xE2\x80\x89" "fog&#x2c; she\xC2\xAD said &lt;twice&gt;.</p>",
	 "The captain\xE2\x80\x99s ship sank on Mar. 9 \xE2\x80\x94 in fog, "
	 "she said <twice>."},
	{"each paragraph in a box of its own",
	 "<main><div><div><p>" ONE "</p></div></div><div class=ad>Ad</div>"
	 "<div><div><p>" TWO "</p></div></div><div><div><p>" THREE
	 "</p></div></div></main>", TEXT},
	{"said twice for phone and desk",
	 "<div><div>" BODY "</div><div>" BODY "</div></div>", TEXT},
	{"table layout",
	 "<table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td><td>"
	 ONE "<br><br>" TWO "<br><br>" THREE "</td></tr></table>", TEXT},
	{"text in JSON-LD only",
	 "<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
	 "\"headline\":\"Fog\",\"articleBody\":\"" ONE "\\n\\n" TWO
	 "\\n" THREE " &amp; more.\"}</script><div id=app></div>",
	 TEXT " & more."},
	{"unclosed",
	 "<div class=x><p>" ONE "<p>" TWO "<p>" THREE, TEXT},
	{"misnested", "<p><b>" ONE "</p><p>" TWO "</b></i></p></div></td><p>"
	 THREE "</p>", TEXT},
	{"no text", "<html><head><title>x</title></head><body></body></html>",
	 ""},
	{"links only", "<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>",
	 ""}
};

struct meta_case {
	const char *name, *page, *title, *date, *author, *source;
};

#define LD(x) "<script type=\"application/ld+json\">" x "</script>"

static const struct meta_case metas[] = {
	{"JSON-LD", LD("{\"@type\":\"NewsArticle\",\"headline\":\"Fog closes "
	 "harbor\",\"datePublished\":\"2026-03-09T10:00:00+01:00\",\"author\":"
	 "{\"name\":\"Anna Lind\"},\"publisher\":{\"name\":\"Harbor Wire\"}}"),
	 "Fog closes harbor", "2026-03-09T10:00:00+01:00", "Anna Lind",
	 "Harbor Wire"},
	{"graph and references", LD("{\"@graph\":[{\"@type\":\"WebPage\","
	 "\"name\":\"Page\"},{\"@type\":[\"Article\",\"Thing\"],\"headline\":"
	 "\"Fog &amp; ice\",\"author\":[{\"@id\":\"#a\"},\"Tom Reyes\","
	 "{\"@id\":\"#a\"}],\"datePublished\":\"2026-03-09\"},{\"@type\":"
	 "\"Person\",\"@id\":\"#a\",\"name\":\"Anna Lind\"}]}"),
	 "Fog & ice", "2026-03-09", "Anna Lind, Tom Reyes", NULL},
	{"array, raw line end, what follows", LD("\n<!--\n[{\"@type\":"
	 "\"Organization\"},{\"@type\":\"ReportageNewsArticle\",\"headline\":"
	 "\"Fog\nin May\",\"dateCreated\":\"2026-05-01\"}];\n-->"),
	 "Fog in May", "2026-05-01", NULL, NULL},
	{"broken JSON-LD", LD("{\"@type\":\"NewsArticle\",\"headline\":\"Fog")
	 "<meta property=og:title content='Ferries collide in fog | The "
	 "Courier'><meta property=og:site_name content='The Courier'>",
	 "Ferries collide in fog", NULL, NULL, "The Courier"},
	{"meta", "<meta name=author content='By Anna Lind'><meta property='"
	 "article:published_time' content='Mon, 09 Mar 2026 10:00:00 GMT'>"
	 "<meta property='og:url' content='https://www.wire.example/fog'>"
	 "<title>Fog closes harbor - Northfield - wire</title>",
	 "Fog closes harbor - Northfield", "2026-03-09T10:00:00Z",
	 "Anna Lind", "wire.example"},
	{"None is no date", "<meta name=date content=None><meta name=pubdate "
	 "content=''><h1>Fog closes the harbor</h1><time datetime='2026-03-09 "
	 "10:00'>Monday</time>", "Fog closes the harbor", "2026-03-09T10:00",
	 NULL, NULL},
	{"date that is shown", "<h1>Fog closes the harbor</h1><div><span>"
	 "Published March 9, 2026 at 10:14 PM</span></div>",
	 "Fog closes the harbor", "2026-03-09", NULL, NULL},
	{"date of the address", "<link rel=canonical href='https://wire.example"
	 "/2026/03/09/fog'>", NULL, "2026-03-09", NULL, "wire.example"},
	{"milliseconds", "<meta name=publish-date content=1773050400000>",
	 NULL, "2026-03-09T10:00:00Z", NULL, NULL},
	{"digits only", "<meta name=dc.date content=20260309>", NULL,
	 "2026-03-09", NULL, NULL},
	{"no such day", "<meta name=date content=2026-02-31x>", NULL, NULL,
	 NULL, NULL},
	{"month and day alone", "<meta name=date content='9 March'>", NULL,
	 NULL, NULL, NULL},
	{"author by rel", "<a rel=author href=/a>Anna Lind</a> and <a rel="
	 "author href=/t>Tom Reyes</a>, <a rel=author href=/a>Anna Lind</a>",
	 NULL, NULL, "Anna Lind, Tom Reyes", NULL},
	{"author by class", "<h1>Fog closes the harbor</h1><div class='"
	 "articleByline x'>By <b>Anna Lind</b> and Tom Reyes<div>March 9, "
	 "2026</div></div>", "Fog closes the harbor", "2026-03-09",
	 "Anna Lind and Tom Reyes", NULL},
	{"an address is no author", "<meta property='article:author' content="
	 "'https://social.example/wire'>", NULL, NULL, NULL, NULL},
	{"a bar within the title", "<title>Fog | Ferries | Harbor Wire</title>"
	 "<meta property=og:site_name content='Harbor Wire'>",
	 "Fog | Ferries", NULL, NULL, "Harbor Wire"}
};

struct set_case {
	const char *name, *page;
	size_t n;
	const char *charset, *text;
};

#define BYTES(s) s, sizeof(s) - 1

static const struct set_case sets[] = {
	{"Windows-1252 by default",
	 BYTES("<p>The mayor said \x93no\x94 at the caf\xE9.</p>"), NULL,
	 "The mayor said \xE2\x80\x9Cno\xE2\x80\x9D at the caf\xC3\xA9."},
	{"UTF-8 by default",
	 BYTES("<p>The mayor sat at the caf\xC3\xA9.</p>"), NULL,
	 "The mayor sat at the caf\xC3\xA9."},
	{"named in meta",
	 BYTES("<meta charset=\"windows-1251\"><p>\xCF\xEE\xF0\xF2 \xE7\xE0"
	 "\xEA\xF0\xFB\xF2 \xE2 \xEF\xEE\xED\xE5\xE4\xE5\xEB\xFC\xED\xE8\xEA"
	 " \xE8\xE7 \xE7\xE0.</p>"), NULL,
	 "\xD0\x9F\xD0\xBE\xD1\x80\xD1\x82 \xD0\xB7\xD0\xB0\xD0\xBA\xD1\x80"
	 "\xD1\x8B\xD1\x82 \xD0\xB2 \xD0\xBF\xD0\xBE\xD0\xBD\xD0\xB5\xD0\xB4"
	 "\xD0\xB5\xD0\xBB\xD1\x8C\xD0\xBD\xD0\xB8\xD0\xBA \xD0\xB8\xD0\xB7 "
	 "\xD0\xB7\xD0\xB0."},
	{"argument before meta",
	 BYTES("<meta charset=\"utf-8\"><p>The mayor sat at the caf\xE9.</p>"),
	 "ISO-8859-1", "The mayor sat at the caf\xC3\xA9."},
	{"stray byte in UTF-8",
	 BYTES("<meta charset=utf-8><p>The caf\xC3\xA9 of the caf\xE9 is "
	 "closed.</p>"), NULL,
	 "The caf\xC3\xA9 of the caf\xC3\xA9 is closed."},
	{"UTF-16 by its mark",
	 BYTES("\xFF\xFE<\0p\0>\0N\0o\0 \0o\0n\0e\0 \0w\0a\0s\0 \0t\0h\0e\0r\0"
	 "e\0.\0"), NULL, "No one was there."},
	{"UTF-8 mark", BYTES("\xEF\xBB\xBF<p>No one was there.</p>"), NULL,
	 "No one was there."},
	{"NUL", BYTES("<p>No one\0was there.</p>"), NULL, "No one was there."},
	{"unknown set", BYTES("<p>No one was there.</p>"), "../../etc/x",
	 "No one was there."}
};

static bool
same(struct str got, const char *want)
{
	return want ? got.p && str_eqz(got, want) : !got.p;
}

static void
check_meta(const struct meta_case *c)
{
	struct meta m;
	struct str text;

	html_read(str_from(c->page), NULL, &m, &text, &arena);
	ok(same(m.title, c->title), c->name, "title", m.title);
	ok(same(m.date, c->date), c->name, "date", m.date);
	ok(same(m.author, c->author), c->name, "author", m.author);
	ok(same(m.source, c->source), c->name, "source", m.source);
	arena_reset(&arena);
}

/* COUNT times Z, between HEAD and TAIL, must be read and stay valid. */
static void
check_many(const char *name, const char *head, const char *z, size_t count,
    const char *tail)
{
	struct buf b;
	struct meta m;
	struct str text;

	buf_init(&b, BUF_MAX);
	buf_addz(&b, head);
	while (count--)
		buf_addz(&b, z);
	buf_addz(&b, tail);
	html_read(buf_str(&b), NULL, &m, &text, &arena);
	ok(utf8_valid(text, NULL), name, "survives", text);
	buf_release(&b);
	arena_reset(&arena);
}

/* A page cut anywhere is still a page. */
static void
check_cut(const char *page)
{
	struct str s = str_from(page), text;
	struct meta m;
	bool good = true;

	for (size_t n = 0; n < s.n; n++) {
		html_read(str_slice(s, 0, n), NULL, &m, &text, &arena);
		good = good && utf8_valid(text, NULL);
		arena_reset(&arena);
	}
	ok(good, "cut anywhere", "valid text", STR(""));
}

static void
check_looks(void)
{
	static const char *const yes[] = {"<!DOCTYPE html>", "  <html lang=en>",
	    "\xEF\xBB\xBF<!-- x --><Head>",
	    "<?xml version='1.0'?><!doctype  HTML>", "<p>x"};
	static const char *const no[] = {"", "<", "{\"text\":\"<p>\"}", "plain",
	    "<rss>", "<!DOCTYPE rss>", "<!-- x", "<pre", "<?xml"};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		ok(html_looks(str_from(yes[i])), "looks", yes[i], STR("no"));
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		ok(!html_looks(str_from(no[i])), "looks not", no[i],
		    STR("yes"));
}

int
main(void)
{
	struct meta m;
	struct str text;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		html_read(str_from(texts[i].page), NULL, &m, &text, &arena);
		ok(same(text, texts[i].text), texts[i].name, "text", text);
		arena_reset(&arena);
	}
	for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
		check_meta(&metas[i]);
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		html_read((struct str){sets[i].page, sets[i].n},
		    sets[i].charset, &m, &text, &arena);
		ok(same(text, sets[i].text), sets[i].name, "text", text);
		arena_reset(&arena);
	}
	check_looks();
	check_many("deep", "", "<div>", 100000, ONE);
	check_many("many links", "<p>", "<a href=x>", 20000, ONE);
	check_many("many paragraphs", "", "<p>" ONE, 5000, "");
	check_many("open brackets", "", "<", 50000, "");
	check_many("many attributes", "<p", " a b=\"1\"c='2'/d", 20000,
	    ">" ONE);
	check_many("deep JSON", "<script type=application/ld+json>", "[",
	    100000, "</script>");
	check_many("many objects", "<script type=application/ld+json>[",
	    "{\"@type\":\"Article\",\"author\":{\"@id\":\"x\"}},", 5000,
	    "1]</script>");
	check_many("long class", "<p class='", "share-", 50000, "'>" ONE);
	check_cut("<!doctype html><title>Fog &amp; ice</title>" LD("{\"@type\""
	    ":\"Article\",\"headline\":\"Fog\"}") "<div class='a'>" BODY
	    "<ul><li>One &eacute;t\xC3\xA9</ul></div>");
	printf("%d passed, %d failed\n", number - failed, failed);
	arena_release(&arena);
	return failed != 0;
}
