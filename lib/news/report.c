#include "news/report.h"

#include "base/table.h"
#include "base/utf8.h"
#include "stream/json.h"

#include <stdio.h>
#include <string.h>

enum {
	VALUE = 160, /* bytes of a value quoted in a sentence */
	OUTLETS = 8, /* outlets named in a sentence */
};

static struct str
message(const struct lexicon *words, const char *name)
{
	const struct lexicon_entry *e = lexicon_lookup(
	    words, str_from(name), lexicon_label(words, "message"));

	return e ? lexicon_id(words, e) : str_from(name);
}

/* Who states a claim: the outlet, else the document's id. */
static struct str
outlet(const struct side_claim *c)
{
	const struct meta *m = c->segment->meta;

	return m->source.p ? m->source : m->id;
}

/* S on one line, cut at a character's end where it is long. */
static void
add_line(struct buf *b, struct str s, size_t max)
{
	size_t n = s.p ? s.n : 0;

	if (n > max) {
		n = max;
		while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
			n--;
	}
	for (size_t i = 0; i < n; i++)
		buf_addc(b, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]);
	if (n < s.n)
		buf_addz(b, "…");
}

/* All who state side S, each once, the rest of a long list as "…". */
static void
add_outlets(struct buf *b, const struct side *s)
{
	struct str told[OUTLETS];
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct str who = outlet(&s->claim[i]);
		size_t k = 0;

		while (k < n && !str_eq(told[k], who))
			k++;
		if (k < n)
			continue;
		if (n)
			buf_addz(b, ", ");
		if (n == OUTLETS) {
			buf_addz(b, "…");
			return;
		}
		add_line(b, who, VALUE);
		told[n++] = who;
	}
}

static void
add_why(struct buf *b, const struct relation *rel, const struct lexicon *words)
{
	const struct side *x = &rel->side[0],
			  *y = &rel->side[rel->nside < 2 ? 0
					  : rel->type == RELATION_UPDATE
					      ? rel->nside - 1
					      : 1];
	char name[64];
	struct str t;

	if (rel->type == RELATION_AGREE && rel->kind == KIND_FACT)
		snprintf(name, sizeof name, "%s-%s-why",
		    relation_kinds[rel->kind], relation_types[rel->type]);
	else if (rel->type == RELATION_AGREE || rel->type == RELATION_UNIQUE ||
		 rel->type == RELATION_RELATED)
		snprintf(
		    name, sizeof name, "%s-why", relation_types[rel->type]);
	else
		snprintf(name, sizeof name, "%s%s-why",
		    relation_kinds[rel->kind],
		    rel->type == RELATION_UPDATE ? "-update" : "");
	t = message(words, name);
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] != '%' || i + 1 == t.n) {
			buf_addc(b, t.p[i]);
			continue;
		}
		switch (t.p[++i]) {
		case 'a':
		case 'b':
			buf_addc(b, '"');
			add_line(b, t.p[i] == 'a' ? x->value : y->value, VALUE);
			buf_addc(b, '"');
			break;
		case 'A':
			add_line(b, outlet(x->claim), VALUE);
			break;
		case 'B':
			add_line(b, outlet(y->claim), VALUE);
			break;
		case 'O':
			add_outlets(b, x);
			break;
		case 's':
			add_line(b, rel->subject, VALUE);
			break;
		default:
			buf_addc(b, t.p[i]);
		}
	}
}

static size_t
cp_of(struct str text, size_t byte)
{
	return utf8_count(str_slice(text, 0, byte));
}

static void
json_claim(struct buf *b, const struct side_claim *c)
{
	const struct kept_segment *s = c->segment;

	buf_addz(b, "{\"doc\":{");
	json_add_member(b, "id", s->meta->id);
	json_add_member(b, "date", s->meta->date);
	json_add_member(b, "source", s->meta->source);
	json_add_member(b, "title", s->meta->title);
	json_add_member(b, "url", s->meta->url);
	buf_addc(b, '}');
	json_add_size(b, "n", s->n);
	json_add_size(b, "start", cp_of(s->text, c->start));
	json_add_size(b, "end", cp_of(s->text, c->end));
	json_add_member(b, "text", str_slice(s->text, c->start, c->end));
	json_add_key(b, "segment");
	buf_addc(b, '{');
	json_add_size(b, "start", s->start);
	json_add_size(b, "end", s->end);
	json_add_member(b, "text", s->text);
	if (s->in_title)
		json_add_member(b, "in", STR("title"));
	buf_addz(b, "}}");
}

void
report_json(
    struct buf *b, const struct relation *rel, const struct lexicon *words)
{
	struct buf why;

	buf_addf(b, "{\"id\":\"%016llx\"", (unsigned long long)rel->id);
	json_add_member(b, "relation", str_from(relation_types[rel->type]));
	json_add_member(b, "kind", str_from(relation_kinds[rel->kind]));
	json_add_member(b, "story", rel->story);
	json_add_key(b, "slot");
	buf_addc(b, '{');
	json_add_member(b, "subject", rel->subject);
	json_add_member(b, "predicate", rel->predicate);
	json_add_member(b, "unit", rel->unit);
	json_add_member(b, "scope", rel->scope);
	buf_addc(b, '}');
	json_add_key(b, "sides");
	buf_addc(b, '[');
	for (size_t i = 0; i < rel->nside; i++) {
		json_add_comma(b);
		buf_addc(b, '{');
		json_add_member(b, "value", rel->side[i].value);
		json_add_key(b, "claims");
		buf_addc(b, '[');
		for (size_t k = 0; k < rel->side[i].n; k++) {
			json_add_comma(b);
			json_claim(b, &rel->side[i].claim[k]);
		}
		buf_addz(b, "]}");
	}
	buf_addc(b, ']');
	json_add_key(b, "score");
	buf_addf(b, "%.2f", rel->score);
	buf_init(&why, BUF_MAX);
	add_why(&why, rel, words);
	json_add_member(b, "why", buf_str(&why));
	buf_release(&why);
	buf_addc(b, '}');
}

void
report_csv_header(struct buf *b)
{
	buf_addz(b, "id,relation,kind,story,subject,predicate,unit,scope,score,"
		    "side,value,doc,source,date,start,end,sentence,why\n");
}

void
report_csv(
    struct buf *b, const struct relation *rel, const struct lexicon *words)
{
	struct buf why, cell;

	buf_init(&why, BUF_MAX);
	buf_init(&cell, 256);
	add_why(&why, rel, words);
	for (size_t i = 0; i < rel->nside; i++)
		for (size_t k = 0; k < rel->side[i].n; k++) {
			const struct kept_segment *s =
			    rel->side[i].claim[k].segment;

			buf_addf(b, "%016llx", (unsigned long long)rel->id);
			table_add_cell(
			    b, str_from(relation_types[rel->type]), false);
			table_add_cell(
			    b, str_from(relation_kinds[rel->kind]), false);
			table_add_cell(b, rel->story, false);
			table_add_cell(b, rel->subject, false);
			table_add_cell(b, rel->predicate, false);
			table_add_cell(b, rel->unit, false);
			table_add_cell(b, rel->scope, false);
			buf_addf(b, ",%.2f,%zu", rel->score, i + 1);
			table_add_cell(b, rel->side[i].value, false);
			table_add_cell(b, s->meta->id, false);
			table_add_cell(b, s->meta->source, false);
			table_add_cell(b, s->meta->date, false);
			buf_addf(b, ",%zu,%zu", s->start, s->end);
			table_add_cell(b, s->text, false);
			table_add_cell(b, buf_str(&why), false);
			buf_addc(b, '\n');
		}
	buf_release(&why);
	buf_release(&cell);
}

/*
 * The claim's sentence, with the deciding words marked: by colour, else by
 * asterisks as in mail, but not where they are all the claim.
 */
static void
add_sentence(
    struct buf *b, const struct side_claim *c, struct str value, bool colour)
{
	struct str t = c->segment->text;
	size_t at = str_find(t, value, c->start), end = at + value.n;
	const char *on = colour ? "\033[1m" : "*",
		   *off = colour ? "\033[0m" : "*";

	if (at == SIZE_MAX || value.n == 0 ||
	    (!colour && value.n >= c->end - c->start)) {
		add_line(b, t, SIZE_MAX);
		return;
	}
	add_line(b, str_slice(t, 0, at), SIZE_MAX);
	buf_addz(b, on);
	add_line(b, str_slice(t, at, end), SIZE_MAX);
	buf_addz(b, off);
	add_line(b, str_slice(t, end, t.n), SIZE_MAX);
}

void
report_text(struct buf *b, const struct relation *rel,
    const struct relation *previous, const struct lexicon *words, bool colour)
{
	static const char *const colours[RELATIONS] = {
	    [RELATION_AGREE] = "\033[32m",
	    [RELATION_CONFLICT] = "\033[31m",
	    [RELATION_UPDATE] = "\033[33m",
	    [RELATION_HEDGE] = "\033[36m",
	    [RELATION_RELATED] = "",
	    [RELATION_UNIQUE] = ""};

	if (!previous || !str_eq(previous->story, rel->story)) {
		if (previous)
			buf_addc(b, '\n');
		buf_adds(b, message(words, "story"));
		buf_addz(b, ": ");
		add_line(b, rel->story, VALUE);
		buf_addz(b, "\n");
	}
	buf_addc(b, '\n');
	if (colour)
		buf_addz(b, colours[rel->type]);
	buf_adds(b, message(words, relation_types[rel->type]));
	if (colour)
		buf_addz(b, "\033[0m");
	buf_addf(b, " (%s)", relation_kinds[rel->kind]);
	if (rel->subject.p) {
		buf_addz(b, " — ");
		add_line(b, rel->subject, VALUE);
		if (rel->predicate.p) {
			buf_addz(b, ": ");
			add_line(b, rel->predicate, VALUE);
		}
		if (rel->unit.p && rel->unit.n) {
			buf_addz(b, " (");
			add_line(b, rel->unit, VALUE);
			buf_addz(b, ")");
		}
	}
	buf_addc(b, '\n');
	for (size_t i = 0; i < rel->nside; i++)
		for (size_t k = 0; k < rel->side[i].n; k++) {
			const struct side_claim *c = &rel->side[i].claim[k];
			const struct meta *m = c->segment->meta;

			buf_addf(
			    b, "  %c ", k ? ' ' : (char)('A' + (int)(i % 26)));
			add_line(b, m->source.p ? m->source : m->id, VALUE);
			if (m->date.p) {
				buf_addz(b, ", ");
				add_line(b,
				    str_slice(m->date, 0,
					m->date.n < 10 ? m->date.n : 10),
				    VALUE);
			}
			buf_addz(b, ": ");
			add_sentence(b, c, rel->side[i].value, colour);
			buf_addc(b, '\n');
		}
	buf_addz(b, "    ");
	buf_adds(b, message(words, "why"));
	buf_addz(b, ": ");
	add_why(b, rel, words);
	buf_addc(b, '\n');
}
