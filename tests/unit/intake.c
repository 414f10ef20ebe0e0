/* news/intake: the keys of other programs' documents */

#include "news/intake.h"

#include "base/table.h"
#include "tap.h"

/* One invented object for each format, with what is to be known of it. */
static const struct {
	const char *name, *json;
	const char *id, *date, *source, *title, *url, *author, *lang, *text;
} cases[] = {
    {"copydesk", "{\"id\":\"1\",\"text\":\"T\",\"date\":\"2026-03-09\","
	"\"source\":\"Wire\",\"title\":\"H\",\"url\":\"https://n.example/1\","
	"\"author\":\"A\",\"lang\":\"en\"}",
	"1", "2026-03-09", "Wire", "H", "https://n.example/1", "A", "en", "T"},
    {"trafilatura", "{\"title\":\"H\",\"author\":\"A B\",\"hostname\":"
	"\"n.example\",\"date\":\"2026-03-09\",\"fingerprint\":\"f0\",\"id\":"
	"null,\"license\":null,\"comments\":\"\",\"raw_text\":\"H T\",\"text\":"
	"\"T\",\"language\":\"en\",\"source\":\"https://n.example/1\","
	"\"source-hostname\":\"The Courier\",\"excerpt\":\"E\",\"tags\":\"\"}",
	NULL, "2026-03-09", "The Courier", "H", "https://n.example/1", "A B",
	"en", "T"},
    {"news-please", "{\"authors\":[\"A B\",\"C D\"],\"date_download\":"
	"\"2026-03-10 08:00:00\",\"date_modify\":\"None\",\"date_publish\":"
	"\"2026-03-09 07:00:00\",\"description\":\"E\",\"filename\":\"f.json\","
	"\"image_url\":\"i\",\"language\":\"en\",\"localpath\":null,\"title\":"
	"\"H\",\"title_page\":null,\"source_domain\":\"n.example\",\"maintext\":"
	"\"T\",\"url\":\"https://n.example/1\"}",
	NULL, "2026-03-09 07:00:00", "n.example", "H", "https://n.example/1",
	"A B, C D", "en", "T"},
    {"newspaper4k", "{\"url\":\"https://n.example/1\",\"read_more_link\":\"\","
	"\"language\":\"en\",\"title\":\"H\",\"top_image\":\"i\",\"meta_img\":"
	"\"i\",\"images\":[],\"movies\":[],\"keywords\":[],\"tags\":null,"
	"\"authors\":[\"A\"],\"publish_date\":\"2026-03-09T07:00:00\","
	"\"summary\":\"\",\"meta_site_name\":\"The Courier\","
	"\"canonical_link\":\"https://n.example/c\",\"text\":\"T\"}",
	NULL, "2026-03-09T07:00:00", "The Courier", "H", "https://n.example/1",
	"A", "en", "T"},
    {"fundus", "{\"title\":\"H\",\"authors\":[\"A\",\"B\"],\"body\":{"
	"\"summary\":[\"S\"],\"sections\":[{\"headline\":[],\"paragraphs\":"
	"[\"P1\",\"P2\"]},{\"headline\":[\"Sub\"],\"paragraphs\":[\"P3\"]}]},"
	"\"publishing_date\":\"2026-03-09 07:00:00+00:00\",\"topics\":[]}",
	NULL, "2026-03-09 07:00:00+00:00", NULL, "H", NULL, "A, B", NULL,
	"S\n\nP1\n\nP2\n\nSub\n\nP3"},
    {"ninjs", "{\"uri\":\"urn:n:1\",\"type\":\"text\",\"versionCreated\":"
	"\"2026-03-09T07:00:00Z\",\"language\":\"en\",\"headlines\":[{\"role\":"
	"\"main\",\"value\":\"H\"}],\"by\":\"A\",\"bodies\":[{\"contentType\":"
	"\"text/plain\",\"value\":\"T\"}]}",
	NULL, "2026-03-09T07:00:00Z", NULL, "H", "urn:n:1", "A", "en", "T"},
    {"JSON-LD", "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\""
	",\"headline\":\"H\",\"datePublished\":\"2026-03-09T07:00:00Z\","
	"\"author\":[{\"@type\":\"Person\",\"name\":\"A\"},{\"@type\":\"Person\","
	"\"name\":\"B\"}],\"publisher\":{\"@type\":\"Organization\",\"name\":"
	"\"The Courier\",\"logo\":{\"url\":\"x\"}},\"inLanguage\":\"en\",\"url\":"
	"\"https://n.example/1\",\"articleBody\":\"T\"}",
	NULL, "2026-03-09T07:00:00Z", "The Courier", "H", "https://n.example/1",
	"A, B", "en", "T"},
    {"a number for an id", "{\"id\":12345678901234567890,\"text\":\"T\"}",
	"12345678901234567890", NULL, NULL, NULL, NULL, NULL, NULL, "T"},
    {"words for nothing", "{\"id\":\"None\",\"date\":\"NaN\",\"title\":\" \","
	"\"author\":\"null\",\"source\":null,\"text\":\"T\"}",
	NULL, NULL, NULL, NULL, NULL, NULL, NULL, "T"},
    {"an empty text", "{\"text\":\"\"}", NULL, NULL, NULL, NULL, NULL, NULL,
	NULL, ""},
    {"an empty text and a body", "{\"text\":\"\",\"body\":\"T\"}", NULL, NULL,
	NULL, NULL, NULL, NULL, NULL, "T"},
    {"the better of two keys", "{\"body\":\"B\",\"headline\":\"X\",\"title\":"
	"\"H\",\"text\":\"T\"}",
	NULL, NULL, NULL, "H", NULL, NULL, NULL, "T"},
    {"escapes", "{\"t\\u0065xt\":\"caf\\u00e9\\n\\\"x\\\"\"}", NULL, NULL,
	NULL, NULL, NULL, NULL, NULL, "caf\xC3\xA9\n\"x\""},
    {"keys of others within", "{\"x\":{\"text\":\"no\",\"id\":\"no\"},"
	"\"text\":\"T\"}",
	NULL, NULL, NULL, NULL, NULL, NULL, NULL, "T"},
    {"true is no id", "{\"id\":true,\"text\":\"T\"}", NULL, NULL, NULL, NULL,
	NULL, NULL, NULL, "T"},
};

static void
objects(void)
{
	struct arena a = {0};
	const char *why;
	struct intake in;

	for (size_t i = 0; i < COUNT(cases); i++) {
		if (!check(intake_json(&in, str_from(cases[i].json), &a, &why),
			"%s", cases[i].name)) {
			printf("# %s\n", why);
			continue;
		}
		check_str(in.meta.id, cases[i].id, "... id");
		check_str(in.meta.date, cases[i].date, "... date");
		check_str(in.meta.source, cases[i].source, "... source");
		check_str(in.meta.title, cases[i].title, "... title");
		check_str(in.meta.url, cases[i].url, "... url");
		check_str(in.meta.author, cases[i].author, "... author");
		check_str(in.meta.lang, cases[i].lang, "... lang");
		check_str(in.text, cases[i].text, "... text");
		arena_reset(&a);
	}
	arena_release(&a);
}

static void
faults(void)
{
	static const char *const t[] = {"{}", "{\"text\":null}", "[]", "\"a\"",
	    "{\"title\":\"H\"}", "{\"text\":1,\"text\":2}",
	    "{\"id\":1,\"\\u0069d\":2,\"text\":\"T\"}"};
	struct arena a = {0};
	struct buf b;
	const char *why;
	struct intake in;

	for (size_t i = 0; i < COUNT(t); i++) {
		why = NULL;
		check(!intake_json(&in, str_from(t[i]), &a, &why) && why,
		    "no document: %s", t[i]);
	}
	/* Nested as deeply as may be: nothing is collected, or an error. */
	buf_init(&b, 1 << 20);
	buf_addz(&b, "{\"text\":\"T\",\"author\":");
	for (int i = 0; i < 500; i++)
		buf_addc(&b, '[');
	buf_addz(&b, "\"A\"");
	for (int i = 0; i < 500; i++)
		buf_addc(&b, ']');
	buf_addc(&b, '}');
	check(intake_json(&in, buf_str(&b), &a, &why) && !in.meta.author.p,
	    "deeply nested values say nothing");
	buf_release(&b);
	arena_release(&a);
}

static void
rows(void)
{
	static const struct {
		const char *csv;
		bool ok;
		const char *id, *title, *text;
	} t[] = {
	    {"id,title,text\n1,H,T\n", true, "1", "H", "T"},
	    {"headline,body\nH,T\n", true, NULL, "H", "T"},
	    {"id,text\n,\"a, \"\"b\"\"\nc\"\n", true, NULL, NULL,
		"a, \"b\"\nc"},
	    {"id,text\nNaN,T\n", true, NULL, NULL, "T"},
	    {"text,body\n,T\n", true, NULL, NULL, "T"},
	    {"id,text\n1\n", true, "1", NULL, ""},
	    {"id,title\n1,H\n", false, "1", "H", NULL},
	};
	struct table_error err;
	struct table tab;
	struct intake in;
	const char *why;

	for (size_t i = 0; i < COUNT(t); i++) {
		table_read(&tab, str_from(t[i].csv), false, &err);
		check(intake_row(&in, &tab, 1, NULL, &why) == t[i].ok, "row %zu", i);
		check_str(in.meta.id, t[i].id, "... id");
		check_str(in.meta.title, t[i].title, "... title");
		check_str(in.text, t[i].text, "... text");
		table_release(&tab);
	}
}

static void
fields(void)
{
	static const char *const names[] = {"id", "date", "source", "title",
	    "url", "author", "lang", "story"};
	struct intake in = {0};
	struct str *const want[] = {&in.meta.id, &in.meta.date,
	    &in.meta.source, &in.meta.title, &in.meta.url, &in.meta.author,
	    &in.meta.lang, &in.meta.story};

	for (size_t i = 0; i < COUNT(names); i++)
		check(intake_field(&in, str_from(names[i])) == want[i],
		    "field %s", names[i]);
	check(!intake_field(&in, STR("text")) && !intake_field(&in, STR("")) &&
		!intake_field(&in, STR("headline")),
	    "no other name is a field");
}

int
main(void)
{
	objects();
	faults();
	rows();
	fields();
	return tap_done();
}
