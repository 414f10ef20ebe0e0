#include "stream/store.h"

#include "base/diag.h"
#include "base/mem.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum {
	APPLICATION = 0x63647374, /* "cdst": tells a store from other files */
	TABLES = 1,               /* of the tables */
	WAIT = 60000,             /* milliseconds that others are waited for */
	NAP = 10,
	CONTENTS = 1000 /* user_version: TABLES * CONTENTS + content */
};

enum statement { HAS, HAS_FOUND, ADD, STORY, NAMES, STATEMENTS };

static const char *const sql[STATEMENTS] = {
    [HAS] = "SELECT 1 FROM document WHERE key = ?1 AND story = ?2",
    [HAS_FOUND] = "SELECT 1 FROM document WHERE key = ?1 AND names NOT NULL",
    [ADD] = "INSERT OR IGNORE INTO document"
	    "(story, key, day, names, value, sum) VALUES(?1,?2,?3,?4,?5,?6)",
    [STORY] = "SELECT story, key, day, names, id, sum, value FROM document"
	      " WHERE story = ?1 AND (?2 IS NULL OR day IS NULL OR day >= ?2"
	      " OR id >= ?3) ORDER BY key",
    [NAMES] = "SELECT story, key, day, names, id FROM document"
	      " WHERE names NOT NULL AND (day IS NULL OR"
	      " day BETWEEN ?1 AND ?2)",
};

static const char schema[] =
    "CREATE TABLE document("
    " id INTEGER PRIMARY KEY,"
    " story TEXT NOT NULL,"
    " key TEXT NOT NULL,"
    " day INTEGER,"
    " names BLOB,"
    " value BLOB NOT NULL,"
    " sum INTEGER NOT NULL,"
    " UNIQUE(story, key));"
    "CREATE INDEX document_key ON document(key);"
    "CREATE INDEX document_day ON document(day) WHERE names NOT NULL;";

struct store {
	sqlite3 *db;
	const char *file;
	sqlite3_stmt *statement[STATEMENTS];
	enum statement asked;
	int64_t first; /* id of the first fresh row */
};

static _Noreturn void
failed(const struct store *s)
{
	die("%s: store: %s", s->file, sqlite3_errmsg(s->db));
}

static void
run(struct store *s, const char *text)
{
	if (sqlite3_exec(s->db, text, NULL, NULL, NULL) != SQLITE_OK)
		failed(s);
}

/* The one number that TEXT asks for. */
static int64_t
number(struct store *s, const char *text)
{
	sqlite3_stmt *st;
	int64_t v;

	if (sqlite3_prepare_v2(s->db, text, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_step(st) != SQLITE_ROW) {
		if (sqlite3_errcode(s->db) == SQLITE_NOTADB)
			die("%s: not a store of diff-claims", s->file);
		failed(s);
	}
	v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

/* Refuses what is no store, or one that this program cannot read. */
static void
check_version(struct store *s, int version)
{
	int64_t is = number(s, "PRAGMA user_version");
	int64_t want = TABLES * CONTENTS + version;

	if (number(s, "PRAGMA application_id") != APPLICATION)
		die("%s: not a store of diff-claims", s->file);
	if (is > want)
		die("%s: the store is of a newer diff-claims (version %lld, "
		    "this one knows %lld)",
		    s->file, (long long)is, (long long)want);
	if (is < want)
		die("%s: the store is of an older diff-claims (version %lld, "
		    "this one needs %lld): begin a new one",
		    s->file, (long long)is, (long long)want);
}

static bool
is_empty(struct store *s)
{
	return number(s, "PRAGMA application_id") == 0 &&
	       number(s, "PRAGMA user_version") == 0 &&
	       number(s, "SELECT count(*) FROM sqlite_master") == 0;
}

/* Makes the tables, unless another run did so meanwhile. */
static void
create(struct store *s, int version)
{
	struct buf b;

	/* Two that begin at a time: SQLite does not wait with this by itself.
	 */
	for (int tries = 0; tries < WAIT / NAP; tries++) {
		if (sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL,
			NULL) != SQLITE_BUSY)
			break;
		sqlite3_sleep(NAP);
	}
	run(s, "BEGIN IMMEDIATE");
	if (is_empty(s)) {
		buf_init(&b, 4096);
		buf_addz(&b, schema);
		buf_addf(&b,
		    "PRAGMA application_id = %d; PRAGMA user_version = %d;",
		    APPLICATION, TABLES * CONTENTS + version);
		buf_addc(&b, '\0');
		run(s, b.p);
		buf_release(&b);
	}
	run(s, "COMMIT");
}

struct store *
store_open(const char *file, int version)
{
	struct store *s = mem_zalloc(1, sizeof *s);

	s->file = file;
	if (sqlite3_open_v2(file, &s->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
		failed(s);
	sqlite3_busy_timeout(s->db, WAIT);
	if (is_empty(s))
		create(s, version);
	check_version(s, version);
	run(s, "PRAGMA synchronous = FULL");
	for (int i = 0; i < STATEMENTS; i++)
		if (sqlite3_prepare_v3(s->db, sql[i], -1,
			SQLITE_PREPARE_PERSISTENT, &s->statement[i],
			NULL) != SQLITE_OK)
			failed(s);
	return s;
}

void
store_close(struct store *s)
{
	if (!s)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(s->statement[i]);
	sqlite3_close(s->db);
	free(s);
}

static void
bind_text(sqlite3_stmt *st, int i, struct str v)
{
	sqlite3_bind_text64(
	    st, i, v.n ? v.p : "", v.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void
bind_blob(sqlite3_stmt *st, int i, struct str v)
{
	if (v.p)
		sqlite3_bind_blob64(st, i, v.n ? v.p : "", v.n, SQLITE_STATIC);
	else
		sqlite3_bind_null(st, i);
}

static void
bind_day(sqlite3_stmt *st, int i, int64_t day)
{
	if (day == STORE_NO_DAY)
		sqlite3_bind_null(st, i);
	else
		sqlite3_bind_int64(st, i, day);
}

/* Steps ST: is there a row? */
static bool
step(struct store *s, sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		failed(s);
	return rc == SQLITE_ROW;
}

bool
store_has(struct store *s, struct str story, struct str key)
{
	sqlite3_stmt *st = s->statement[story.p ? HAS : HAS_FOUND];
	bool has;

	bind_text(st, 1, key);
	if (story.p)
		bind_text(st, 2, story);
	has = step(s, st);
	sqlite3_reset(st);
	return has;
}

void
store_begin(struct store *s)
{
	run(s, "BEGIN IMMEDIATE");
	s->first = number(s, "SELECT coalesce(max(id), 0) + 1 FROM document");
}

void
store_commit(struct store *s)
{
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_reset(s->statement[i]);
	run(s, "COMMIT");
}

bool
store_add(struct store *s, const struct store_row *row)
{
	sqlite3_stmt *st = s->statement[ADD];

	bind_text(st, 1, row->story);
	bind_text(st, 2, row->key);
	bind_day(st, 3, row->day);
	bind_blob(st, 4, row->names);
	bind_blob(st, 5, row->value);
	sqlite3_bind_int64(st, 6, (int64_t)str_hash(row->value));
	step(s, st);
	sqlite3_reset(st);
	return sqlite3_changes(s->db) == 1;
}

static sqlite3_stmt *
ask(struct store *s, enum statement what)
{
	s->asked = what;
	sqlite3_reset(s->statement[what]);
	return s->statement[what];
}

void
store_story(struct store *s, struct str story, int64_t since)
{
	sqlite3_stmt *st = ask(s, STORY);

	/* The story must outlive the answer, which is read later. */
	sqlite3_bind_text64(st, 1, story.n ? story.p : "", story.n,
	    SQLITE_TRANSIENT, SQLITE_UTF8);
	bind_day(st, 2, since);
	sqlite3_bind_int64(st, 3, s->first);
}

void
store_names(struct store *s, int64_t first, int64_t last)
{
	sqlite3_stmt *st = ask(s, NAMES);

	sqlite3_bind_int64(st, 1, first);
	sqlite3_bind_int64(st, 2, last);
}

static struct str
column(sqlite3_stmt *st, int i)
{
	/* NULL for an empty blob too, which none of ours is. */
	const void *p = sqlite3_column_blob(st, i);
	int n = sqlite3_column_bytes(st, i);

	if (!p && sqlite3_column_type(st, i) != SQLITE_NULL)
		return (struct str){"", 0};
	return (struct str){p, (size_t)n};
}

bool
store_next(struct store *s, struct store_row *row)
{
	sqlite3_stmt *st = s->statement[s->asked];

	if (!step(s, st)) {
		sqlite3_reset(st);
		return false;
	}
	*row = (struct store_row){.story = column(st, 0),
	    .key = column(st, 1),
	    .names = column(st, 3),
	    .day = sqlite3_column_type(st, 2) == SQLITE_NULL
		       ? STORE_NO_DAY
		       : sqlite3_column_int64(st, 2),
	    .fresh = sqlite3_column_int64(st, 4) >= s->first};
	if (s->asked != STORY)
		return true;
	row->value = column(st, 6);
	if ((int64_t)str_hash(row->value) != sqlite3_column_int64(st, 5))
		die("%s: store: a document is damaged", s->file);
	return true;
}
