/*
 * claims - segments with invented claims, to measure diff-claims by the
 * million: claims [-n] CLAIMS [DOCUMENTS]. Documents are of about 40 claims,
 * stories of DOCUMENTS (10) documents; with -n no story is given. One claim
 * in two is one that other reports of the story may have too, with a number
 * that now and then differs. The same arguments give the same bytes.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PER_DOCUMENT = 40, SHARED = 60, WORDS = 20000, NAMES = 30000 };

static const char *const verbs[][2] = {{"killed", "kill"}, {"carried", "carry"},
    {"opened", "open"}, {"hired", "hire"}, {"bought", "buy"},
    {"closed", "close"}, {"rescued", "rescue"}, {"approved", "approve"},
    {"blamed", "blame"}, {"sold", "sell"}, {"visited", "visit"},
    {"warned", "warn"}, {"built", "build"}, {"lost", "lose"},
    {"counted", "count"}, {"moved", "move"}, {"injured", "injure"},
    {"taught", "teach"}, {"fined", "fine"}, {"fired", "fire"},
    {"found", "find"}, {"sued", "sue"}, {"rented", "rent"},
    {"painted", "paint"}, {"stopped", "stop"}, {"seized", "seize"},
    {"planned", "plan"}, {"paid", "pay"}, {"greeted", "greet"},
    {"burned", "burn"}, {"repaired", "repair"}, {"searched", "search"},
    {"evacuated", "evacuate"}, {"promised", "promise"}, {"tested", "test"},
    {"flooded", "flood"}, {"joined", "join"}, {"left", "leave"},
    {"photographed", "photograph"}, {"praised", "praise"}};
static const char *const units[] = {"passenger", "soldier", "worker", "house",
    "school", "vessel", "farm", "ticket", "bridge", "patient", "voter", "truck",
    "teacher", "letter", "shop", "tree", "judge", "player", "book", "room"};

static uint64_t state;

/* Below N; splitmix64 (Steele and others, 2014). */
static unsigned
pick(unsigned n)
{
	uint64_t z = state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (unsigned)((z ^ z >> 31) % n);
}

/* The I-th invented word; the same for each I. */
static const char *
word(unsigned i, bool name)
{
	static const char *const part[] = {"ba", "den", "kor", "li", "mas",
	    "no", "pel", "ri", "sun", "to", "va", "wen", "gar", "ho", "jul",
	    "fex"};
	static char w[4][32];
	static unsigned at;
	char *p = w[at++ % 4];

	snprintf(p, 32, "%s%s%s%s", part[i % 16], part[i / 16 % 16],
	    part[i / 256 % 16], part[i / 4096 % 16]);
	if (name)
		p[0] -= 'a' - 'A';
	return p;
}

static void
claim(unsigned doc, unsigned story, unsigned n, const char *date, bool named,
    bool last)
{
	uint64_t keep = state;
	bool shared = pick(2);
	unsigned which = shared ? pick(SHARED) : 1000 + doc;
	char subject[64], number[64], text[256];
	unsigned verb, unit, value, a, b;
	size_t start;
	int end;

	if (shared)
		state = story * 1000003ull + which;
	snprintf(subject, sizeof subject, "%s %s", word(pick(NAMES), true),
	    word(pick(NAMES), true));
	verb = pick(sizeof verbs / sizeof *verbs);
	unit = pick(sizeof units / sizeof *units);
	value = 20 + pick(900);
	a = pick(WORDS);
	b = pick(WORDS);
	if (shared)
		state = keep + doc + 1;
	if (shared && pick(20) == 0)
		value += 1 + pick(9);
	snprintf(number, sizeof number, "%u %ss", value, units[unit]);
	end = snprintf(text, sizeof text, "%s %s %s near the %s %s%s", subject,
	    verbs[verb][0], number, word(a, false), word(b, false),
	    pick(3) ? "" : " this week");
	start = strlen(subject) + strlen(verbs[verb][0]) + 2;
	printf("{\"doc\":{\"id\":\"d%u\",\"date\":\"%s\",\"source\":\"s%u\"",
	    doc, date, doc % 97);
	if (named)
		printf(",\"story\":\"story %u\"", story);
	printf("},\"n\":%u,\"par\":%u,\"kind\":\"sentence\",\"start\":%u,"
	       "\"end\":%u,\"text\":\"%s.\",\"entities\":[{\"start\":0,"
	       "\"end\":%zu,\"text\":\"%s\",\"label\":\"PERSON\",\"name\":"
	       "\"%s\",\"score\":0.9},{\"start\":%zu,\"end\":%zu,\"text\":"
	       "\"%s\",\"label\":\"QUANTITY\",\"value\":%u,\"unit\":\"%s\","
	       "\"bound\":\"exact\",\"of\":\"%ss\",\"score\":0.9}],"
	       "\"dates\":[],\"quotes\":[],\"claims\":[{\"id\":\"%u.0\","
	       "\"start\":0,\"end\":%d,\"text\":\"%s\",\"subject\":{\"text\":"
	       "\"%s\",\"name\":\"%s\"},\"predicate\":{\"text\":\"%s\","
	       "\"lemma\":\"%s\"},\"object\":{\"text\":\"%s\"},"
	       "\"negated\":false,\"modality\":\"asserted\",\"numbers\":[{"
	       "\"value\":%u,\"unit\":\"%s\",\"bound\":\"exact\",\"of\":"
	       "\"%ss\",\"text\":\"%s\"}],\"dates\":[],\"places\":[]}]%s}\n",
	    n, n, n * 200, n * 200 + (unsigned)end + 1, text, strlen(subject),
	    subject, subject, start, start + strlen(number), number, value,
	    units[unit], units[unit], n, end, text, subject, subject,
	    verbs[verb][0], verbs[verb][1], number, value, units[unit],
	    units[unit], number, last ? ",\"last\":true" : "");
}

int
main(int argc, char *argv[])
{
	bool named = true;
	unsigned claims, per_story, documents, stories;

	if (argc > 1 && strcmp(argv[1], "-n") == 0) {
		named = false;
		argc--;
		argv++;
	}
	if (argc < 2) {
		fputs("usage: claims [-n] claims [documents]\n", stderr);
		return 2;
	}
	claims = (unsigned)strtoul(argv[1], NULL, 10);
	per_story = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 10;
	documents = (claims + PER_DOCUMENT - 1) / PER_DOCUMENT;
	stories = (documents + per_story - 1) / per_story;
	for (unsigned i = 0, left = claims; i < documents; i++) {
		/* Stories overlap in the stream, as they do in the news. */
		unsigned story = i % stories, n = PER_DOCUMENT;
		char date[16];

		n = left < n ? left : n;
		left -= n;
		snprintf(date, sizeof date, "2026-%02u-%02u",
		    1 + story / 28 % 12, 1 + (story + i / stories / 4) % 28);
		state = i * 7919ull + 12345;
		for (unsigned k = 0; k < n; k++)
			claim(i, story, k, date, named, k + 1 == n);
	}
	return 0;
}
