/*
 * invent - makes labelled lines with names drawn from the lists.
 *
 * usage: invent PATTERNS TABLES > OUT.bio
 * PATTERNS (lib/data/en/inventions.txt) has a pattern a line; each gives
 * TABLES tables of LINES lines, a table being a document. For what running
 * text does not show: rows of results.
 * The same patterns and lists give the same lines.
 */
#include "base/diag.h"
#include "base/mem.h"
#include "news/data.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 8 };

/* The kinds of names to draw from. */
enum { CITY, COUNTRY, GIVEN, SURNAME, LISTS };

static struct str *list[LISTS];
static size_t nlist[LISTS], cap[LISTS];

static size_t
chance(size_t n)
{
	static uint64_t s = UINT64_C(88172645463325252);

	s ^= s << 13;
	s ^= s >> 7;
	s ^= s << 17;
	return (size_t)(s >> 16) % n;
}

static void
read_lists(const struct lexicon *l)
{
	int place = lexicon_label(l, "GPE"), given = lexicon_label(l, "given");
	int surname = lexicon_label(l, "surname");

	for (uint32_t i = 0; i < l->nentry; i++) {
		const struct lexicon_entry *e = &l->entry[i];
		struct str name = lexicon_name(l, e), id = lexicon_id(l, e);
		int k = e->label == given                 ? GIVEN
			: e->label == surname             ? SURNAME
			: e->label != place               ? -1
			: id.n == sizeof "iso3166:XX" - 1 ? COUNTRY
							  : CITY;

		if (k < 0)
			continue;
		list[k] = mem_grow(list[k], nlist[k], &cap[k], sizeof name);
		list[k][nlist[k]++] = name;
	}
	for (int k = 0; k < LISTS; k++)
		if (!nlist[k])
			die("a list is empty");
}

/* Prints the words of S, the first labelled B-, unless ON; LABEL "": none. */
static void
print_name(struct str s, struct str label, bool on, bool upper)
{
	struct str word;

	while (str_split(&s, ' ', &word)) {
		for (size_t i = 0; i < word.n; i++)
			putchar(upper && word.p[i] >= 'a' && word.p[i] <= 'z'
				    ? word.p[i] - 32
				    : word.p[i]);
		if (label.n)
			printf("\t%s-%.*s\n", on ? "I" : "B", (int)label.n,
			    label.p);
		else
			printf("\tO\n");
		on = true;
	}
}

static void
print_numbers(struct str s)
{
	while (s.n && s.p[0] == 'n') {
		putchar((int)('0' + chance(10)));
		s = str_slice(s, 1, s.n);
	}
}

/* A token without a name: its slots are numbers and dates. */
static void
print_plain(struct str s)
{
	static const char *day[] = {"Monday", "Friday", "Saturday", "Sunday",
	    "2019-03-02", "1998-11-21", "March 9", "June 30"};

	for (size_t i = 0; i < s.n; i++) {
		size_t end = i;

		if (s.p[i] != '{') {
			putchar(s.p[i]);
			continue;
		}
		while (end < s.n && s.p[end] != '}')
			end++;
		if (end > i + 1 && s.p[i + 1] == 'n')
			print_numbers(str_slice(s, i + 1, end));
		else
			fputs(day[chance(sizeof day / sizeof *day)], stdout);
		i = end;
	}
	printf("\tO\n");
}

static void
print_token(struct str token, struct str *last)
{
	static const char *club[] = {"United", "City", "Rovers", "Town",
	    "Athletic", "Rangers", "Tigers", "Eagles", "Wanderers"};
	static const struct {
		const char *name;
		int list;
		bool upper;
	} slots[] = {{"{city}", CITY, false}, {"{CITY}", CITY, true},
	    {"{country}", COUNTRY, false}, {"{COUNTRY}", COUNTRY, true},
	    {"{given}", GIVEN, false}, {"{surname}", SURNAME, false},
	    {"{SURNAME}", SURNAME, true}};
	struct str name = {NULL, 0}, label = token;
	bool on = str_ends(token, "/+"), upper = false;
	char initial[2];

	if (on)
		token.n -= 2;
	else if (str_split(&token, '/', &label) && token.n)
		*last = label;
	else
		token = label;
	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
		if (str_eqz(token, slots[i].name)) {
			name =
			    list[slots[i].list][chance(nlist[slots[i].list])];
			upper = slots[i].upper;
		}
	if (str_eqz(token, "{club}"))
		name = str_from(club[chance(sizeof club / sizeof *club)]);
	if (str_eqz(token, "{initial}")) {
		initial[0] = (char)('A' + chance(26));
		initial[1] = '.';
		name = (struct str){initial, 2};
	}
	if (name.p)
		print_name(name, *last, on, upper);
	else
		print_plain(token);
}

int
main(int argc, char *argv[])
{
	char *line = NULL;
	size_t lcap = 0, tables;
	ssize_t n;
	FILE *f;

	diag_set_name("gen/invent");
	if (argc != 3)
		die("usage: invent PATTERNS TABLES");
	tables = strtoul(argv[2], NULL, 10);
	f = fopen(argv[1], "r");
	if (!f)
		die_at(argv[1], 0, "%s", strerror(errno));
	read_lists(data_names());
	while ((n = getline(&line, &lcap, f)) > 0) {
		struct str l = str_trim((struct str){line, (size_t)n});

		for (size_t t = 0; l.n && l.p[0] != '#' && t < tables; t++) {
			printf("-DOCSTART-\tO\n\n");
			for (int k = 0; k < LINES; k++) {
				struct str rest = l, token, last = {NULL, 0};

				while (str_split(&rest, ' ', &token))
					print_token(token, &last);
				printf("\n");
			}
		}
	}
	free(line);
	fclose(f);
	if (fflush(stdout))
		die("cannot write");
	return 0;
}
