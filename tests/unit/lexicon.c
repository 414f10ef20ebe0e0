/* lang/lexicon: building, looking up, capitals, the compiled block */

#include "lang/lexicon.h"

#include "base/utf8.h"
#include "news/data.h"
#include "tap.h"

static struct lexicon abbr;

/* A lexicon of TEXT, a CSV table. */
static bool
build(struct lexicon *l, const char *text, bool (*label_ok)(struct str),
    struct table_error *err)
{
	struct lexicon_builder b;
	struct table t;
	bool ok;

	lexicon_builder_init(&b, &abbr);
	ok = table_read(&t, str_from(text), true, err) &&
	    lexicon_builder_table(&b, &t, label_ok, err);
	table_release(&t);
	if (ok)
		lexicon_builder_open(&b, l);
	lexicon_builder_release(&b);
	return ok;
}

/*
 * What stands at the beginning of TEXT: "LABEL name n" for each entry of
 * the longest match, divided by '/'.
 */
static void
look(const struct lexicon *l, const char *text, struct buf *b)
{
	struct str s = str_from(text);
	struct tokens t = {0};
	struct lexicon_hit hit;

	buf_reset(b);
	tokens_set(&t, s, &abbr);
	if (lexicon_find(l, s, t.v, t.n, &hit))
		for (size_t i = 0; i < hit.count; i++) {
			if (i)
				buf_addc(b, '/');
			buf_adds(b, lexicon_string(l,
				       l->label[hit.entry[i].label]));
			buf_addc(b, ' ');
			buf_adds(b, lexicon_name(l, &hit.entry[i]));
			buf_addf(b, " %zu", hit.n);
		}
	tokens_release(&t);
}

static const char names[] =
    "# a list of these tests' own\n"
    "name,label,id,aliases\n"
    "Port Alden,GPE,xx:1,Alden Harbor|P. Alden\n"
    "Port Alden Ferry Company,ORG,xx:2,PAFC\n"
    "Jordan,GPE,xx:3,\n"
    "Jordan,given,,\n"
    "Jordan,GPE,xx:9,\n"
    "WHO,ORG,xx:4,World Health Office\n"
    "US,GPE,xx:5,U.S.\n"
    "S\xC3\xA3o Lu\xC3\xADs,GPE,xx:6,\n"
    "O'Dell,surname,,\n"
    "Nordo,ORG,xx:7,NORDO\n"
    "\"Lind, Gray & Sons\",ORG,,\n"
    "one two three four five six seven,WORK,,\n";

static void
finding(void)
{
	static const struct {
		const char *text, *want;
	} t[] = {
	    {"Port Alden", "GPE Port Alden 2"},
	    {"port alden is", "GPE Port Alden 2"},
	    {"PORT ALDEN", "GPE Port Alden 2"},
	    {"Port", ""},
	    {"Port Aldens", ""},
	    {"Alden Harbor", "GPE Port Alden 2"},
	    {"P. Alden", "GPE Port Alden 2"},
	    {"Port Alden Ferry Company said", "ORG Port Alden Ferry Company 4"},
	    {"Port Alden Ferry said", "GPE Port Alden 2"},
	    {"pafc", ""},
	    {"PAFC", "ORG Port Alden Ferry Company 1"},
	    {"Jordan", "GPE Jordan 1/given Jordan 1"},
	    {"who", ""},
	    {"Who", ""},
	    {"WHO", "ORG WHO 1"},
	    {"World health office", "ORG WHO 3"},
	    {"us", ""},
	    {"US", "GPE US 1"},
	    {"U.S. troops", "GPE US 1"},
	    {"s\xC3\xA3o LU\xC3\x8DS", "GPE S\xC3\xA3o Lu\xC3\xADs 2"},
	    {"O\xE2\x80\x99" "Dell", "surname O'Dell 1"},
	    {"Lind, Gray & Sons", "ORG Lind, Gray & Sons 5"},
	    {"Lind Gray & Sons", ""},
	    {"one two three four five six seven eight",
		"WORK one two three four five six seven 7"},
	    {"one two three four five six", ""},
	    {"", ""},
	};
	struct table_error err;
	struct lexicon l;
	struct buf b;

	buf_init(&b, 4096);
	if (!check(build(&l, names, NULL, &err), "a list is built")) {
		printf("# %lu: %s\n", err.line, err.why);
		return;
	}
	for (size_t i = 0; i < COUNT(t); i++) {
		look(&l, t[i].text, &b);
		if (!check(str_eqz(buf_str(&b), t[i].want), "find in '%s'",
			t[i].text)) {
			tap_show("got", buf_str(&b));
			tap_show("expected", str_from(t[i].want));
		}
	}
	/* A name that is listed in both forms is found in both. */
	look(&l, "Nordo", &b);
	check(str_starts(buf_str(&b), "ORG Nordo 1"),
	    "capitals-only is an alias: 'Nordo' is still found");
	look(&l, "NORDO", &b);
	check(str_starts(buf_str(&b), "ORG Nordo 1"), "... and so is 'NORDO'");
	buf_release(&b);
	lexicon_release(&l);
}

static void
all_and_one(void)
{
	struct str s = STR("Port Alden Ferry Company");
	struct table_error err;
	struct tokens t = {0};
	struct lexicon_hit hit[4];
	const struct lexicon_entry *e;
	struct lexicon l;

	build(&l, names, NULL, &err);
	tokens_set(&t, s, &abbr);
	check(lexicon_all(&l, s, t.v, t.n, hit, 4) == 2 && hit[0].n == 2 &&
		hit[1].n == 4,
	    "all matches, the longest last");
	check(lexicon_all(&l, s, t.v, t.n, hit, 1) == 1 && hit[0].n == 2,
	    "no more than asked for");
	check(lexicon_all(&l, s, t.v, 3, hit, 4) == 1,
	    "no more tokens than are left");
	s = STR("Jordan");
	tokens_set(&t, s, &abbr);
	e = lexicon_word(&l, s, t.v, lexicon_label(&l, "given"));
	check(e != NULL, "a word by its label");
	e = lexicon_word(&l, s, t.v, lexicon_label(&l, "GPE"));
	check_str(e ? lexicon_id(&l, e) : str_from(NULL), "xx:3",
	    "of two with one label, the first");
	check(!lexicon_word(&l, s, t.v, lexicon_label(&l, "ORG")) &&
		!lexicon_word(&l, s, t.v, -1),
	    "a word that has not that label");
	e = lexicon_lookup(&l, STR("jordan"), lexicon_label(&l, "GPE"));
	check(e != NULL, "a word by itself");
	check_str(e ? lexicon_name(&l, e) : str_from(NULL), "Jordan",
	    "... its name");
	check(!lexicon_lookup(&l, STR("Port"), lexicon_label(&l, "GPE")) &&
		!lexicon_lookup(&l, STR("jordan"), -1) &&
		!lexicon_lookup(&l, STR(""), 0),
	    "what is none is not found");
	{
		int label[] = {-1, lexicon_label(&l, "GPE"),
		    lexicon_label(&l, "given")};

		e = lexicon_any(&l, STR("Jordan"), label, 3);
		check(e && e->label == (uint16_t)label[1],
		    "under the first of several labels");
		check(!lexicon_any(&l, STR("Jordan"), label, 1) &&
			!lexicon_any(&l, STR("Jordan"), label, 0),
		    "under none of them");
	}
	check(lexicon_label(&l, "GPE") >= 0 && lexicon_label(&l, "gpe") == -1 &&
		lexicon_label(&l, "NORP") == -1,
	    "labels");
	tokens_release(&t);
	lexicon_release(&l);
}

static bool
only_org(struct str label)
{
	return str_eqz(label, "ORG");
}

static void
faults(void)
{
	static const struct {
		const char *text;
		unsigned long line;
	} t[] = {
	    {"nom,label\na,b\n", 1},
	    {"name\na\n", 1},
	    {"name,label\na,ORG\n,ORG\n", 3},
	    {"name,label\na,\n", 2},
	    {"name,label\na,ORG\n\nb,GPE\n", 4},
	    {"name,label\na,ORG,x\n", 2},
	    {"name,label\n\"a,ORG\n", 2},
	};
	struct table_error err;
	struct lexicon l = {0};

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = build(&l, t[i].text, only_org, &err);

		if (!check(!ok && err.line == t[i].line && err.why,
			"list %zu is faulty in line %lu", i, t[i].line))
			printf("# %s\n", ok ? "good" : err.why);
		if (ok)
			lexicon_release(&l);
	}
	check(build(&l, "name,label\n", NULL, &err), "an empty list");
	check(lexicon_label(&l, "ORG") == -1 &&
		!lexicon_lookup(&l, STR("a"), 0),
	    "... has nothing in it");
	lexicon_release(&l);
	check(!lexicon_open(&l, "LEX0....................", 24) &&
		!lexicon_open(&l, "LEX1", 4),
	    "what is no block is not opened");
	check(lexicon_label(&l, "x") == -1 && !lexicon_lookup(&l, STR("x"), 0),
	    "... and has nothing in it");
}

/* The list of abbreviations, made here, is the one made while building. */
extern const char blob_abbreviations[], blob_abbreviations_end[];

static void
compiled(void)
{
	const struct lexicon *l = data_abbreviations();
	size_t n = (size_t)(blob_abbreviations_end - blob_abbreviations);
	struct lexicon_builder b;
	struct table_error err;
	struct table t;
	struct buf text, block;
	char part[4096];
	size_t k;
	FILE *f = fopen("lib/data/en/abbreviations.csv", "rb");

	buf_init(&text, 1 << 24);
	buf_init(&block, 1 << 24);
	while (f && (k = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&text, part, k);
	if (f)
		fclose(f);
	lexicon_builder_init(&b, NULL);
	check(table_read(&t, buf_str(&text), true, &err) &&
		lexicon_builder_table(&b, &t, NULL, &err),
	    "the list of abbreviations is read");
	lexicon_builder_write(&b, &block);
	check(block.n == n && memcmp(block.p, blob_abbreviations, n) == 0,
	    "its block is the compiled one");
	check(lexicon_lookup(l, STR("gen."),
		  lexicon_label(l, "title-abbreviation")) != NULL,
	    "and is asked in the same way");
	lexicon_builder_open(&b, &abbr);
	lexicon_builder_release(&b);
	table_release(&t);
	buf_release(&text);
	buf_release(&block);
}

/* Many names, among them many that begin alike. */
static void
large(void)
{
	struct lexicon_builder b;
	struct lexicon l;
	char name[64];
	size_t found = 0;
	int label;

	lexicon_builder_init(&b, NULL);
	for (int i = 0; i < 50000; i++) {
		snprintf(name, sizeof name, "name%d", i);
		lexicon_builder_add(&b, str_from(name), STR("X"), STR(""),
		    str_from(name));
	}
	lexicon_builder_open(&b, &l);
	lexicon_builder_release(&b);
	label = lexicon_label(&l, "X");
	for (int i = 0; i < 60000; i++) {
		const struct lexicon_entry *e;

		snprintf(name, sizeof name, "NAME%d", i);
		e = lexicon_lookup(&l, str_from(name), label);
		snprintf(name, sizeof name, "name%d", i);
		found += e && str_eqz(lexicon_name(&l, e), name);
	}
	check_size(found, 50000, "50,000 names, and no others");
	lexicon_release(&l);
}

int
main(void)
{
	compiled();
	finding();
	all_and_one();
	faults();
	large();
	lexicon_release(&abbr);
	return tap_done();
}
