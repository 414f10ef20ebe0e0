/* stream/record: kinds, and splicing that keeps every other byte */

#include "stream/record.h"

#include "tap.h"

static void
kinds(void)
{
	static const struct {
		const char *line;
		enum record_kind kind;
		const char *id; /* raw */
		bool last;
	} t[] = {
	    {"{\"text\":\"a\"}", RECORD_DOCUMENT, NULL, false},
	    {"{}", RECORD_DOCUMENT, NULL, false},
	    {"{\"id\":\"a\",\"last\":true}", RECORD_DOCUMENT, NULL, false},
	    {"{\"doc\":{\"id\":\"a\"},\"text\":\"b\"}", RECORD_SEGMENT,
		"\"a\"", false},
	    {"{\"doc\":{\"date\":1,\"id\":7},\"last\":true}", RECORD_SEGMENT,
		"7", true},
	    {"{\"last\":true,\"doc\":{\"\\u0069d\":\"x\"}}", RECORD_SEGMENT,
		"\"x\"", true},
	    {"{\"doc\":{\"id\":\"a\"},\"last\":false}", RECORD_SEGMENT,
		"\"a\"", false},
	    {"{\"doc\":{\"id\":\"a\"},\"last\":\"true\"}", RECORD_SEGMENT,
		"\"a\"", false},
	    {"{\"doc\":null}", RECORD_SEGMENT, NULL, false},
	    {"{\"doc\":[{\"id\":1}]}", RECORD_SEGMENT, NULL, false},
	    {"{\"relation\":\"conflict\",\"sides\":[]}", RECORD_RELATION,
		NULL, false},
	    {"{\"d\\u006fc\":{\"id\":1}}", RECORD_SEGMENT, "1", false},
	};
	const char *why;
	struct record r;

	for (size_t i = 0; i < COUNT(t); i++) {
		if (!check(record_read(&r, str_from(t[i].line), &why), "%s",
			t[i].line))
			continue;
		check(r.kind == t[i].kind && r.last == t[i].last &&
			r.selected,
		    "... kind and last");
		check_str(r.id, t[i].id, "... id");
	}
}

static void
faults(void)
{
	static const struct {
		const char *line, *why; /* part of the message */
	} t[] = {
	    {"", "byte 1"},
	    {"[]", "not a JSON object"},
	    {"null", "not a JSON object"},
	    {"{} {}", "byte 4: more than one value"},
	    {"{\"a\":1}x", "byte 8"},
	    {"{\"a\":01}", "byte 6"},
	    {"{\"a\":1", "ends within a value"},
	    {"{\"text\":1,\"text\":2}", "twice"},
	    {"{\"doc\":{\"id\":1,\"x\":2,\"id\":3}}", "byte 23"},
	    {"{\"doc\":{\"id\":1,\"\\u0069d\":3}}", "twice"},
	    {"{\"text\":\"\xFF\"}", "invalid UTF-8"},
	};
	const char *why;
	struct record r;

	for (size_t i = 0; i < COUNT(t); i++) {
		bool ok = record_read(&r, str_from(t[i].line), &why);

		if (!check(!ok && strstr(why, t[i].why), "fault: %s",
			t[i].line))
			printf("# %s\n", ok ? "read" : why);
	}
	check(record_read(&r, STR("{\"x\":{\"id\":1,\"id\":2}}"), &why),
	    "keys of others may stand twice");
}

static void
splice(void)
{
	static const struct {
		const char *line, *want;
	} t[] = {
	    {"{}", "{\"dates\":[1]}"},
	    {"{ }", "{ \"dates\":[1]}"},
	    {"{\"a\":1}", "{\"a\":1,\"dates\":[1]}"},
	    {"{\"a\":1 } ", "{\"a\":1 ,\"dates\":[1]} "},
	    {"{\"dates\":[]}", "{\"dates\":[1]}"},
	    {"{ \"dates\" : [ 2 , 3 ] , \"b\" : 1 }",
		"{ \"dates\" : [1] , \"b\" : 1 }"},
	    {"{\"d\\u0061tes\":null,\"b\":1.10}",
		"{\"d\\u0061tes\":[1],\"b\":1.10}"},
	    {"{\"n\":12345678901234567890,\"x\":1e400,\"y\":\"\\u00e9\\/\"}",
		"{\"n\":12345678901234567890,\"x\":1e400,\"y\":\"\\u00e9\\/\","
		"\"dates\":[1]}"},
	    {"{\"x\":{\"dates\":2}}", "{\"x\":{\"dates\":2},\"dates\":[1]}"},
	    {"{\"x\":\"}\"}", "{\"x\":\"}\",\"dates\":[1]}"},
	};
	char moved[200];
	const char *why;
	struct record r;
	struct buf b, twice;

	buf_init(&b, 4096);
	buf_init(&twice, 4096);
	for (size_t i = 0; i < COUNT(t); i++) {
		char line[200];

		if (!check(record_read(&r, str_from(t[i].line), &why),
			"splice: %s", t[i].line))
			continue;
		buf_reset(&b);
		record_splice(&b, &r, KEY_DATES, STR("[1]"));
		check_str(buf_str(&b), t[i].want, "... once");
		/* The record's line moves, and the old place is gone. */
		memset(line, 0, sizeof line);
		memcpy(line, t[i].line, strlen(t[i].line));
		record_read(&r, str_from(line), &why);
		memcpy(moved, line, sizeof moved);
		record_move(&r, moved);
		memset(line, 'x', sizeof line);
		buf_reset(&b);
		record_splice(&b, &r, KEY_DATES, STR("[1]"));
		check_str(buf_str(&b), t[i].want, "... moved");
		record_read(&r, buf_str(&b), &why);
		buf_reset(&twice);
		record_splice(&twice, &r, KEY_DATES, STR("[1]"));
		check_str(buf_str(&twice), t[i].want, "... twice");
	}
	record_read(&r, STR("{\"doc\":{\"id\":\"a\"}}"), &why);
	check_str(r.id, "\"a\"", "id before a move");
	memcpy(moved, r.line.p, r.line.n);
	record_move(&r, moved);
	check(r.id.p == moved + 13 && r.line.p == moved, "id moves too");
	check(strcmp(record_key_name(KEY_ENTITIES), "entities") == 0 &&
		strcmp(record_key_name(KEY_STORY), "story") == 0,
	    "names of keys");
	for (int i = 0; i < KEY_COUNT; i++)
		if (!record_key_name((enum record_key)i))
			check(false, "key %d has a name", i);
	buf_release(&b);
	buf_release(&twice);
}

int
main(void)
{
	kinds();
	faults();
	splice();
	return tap_done();
}
