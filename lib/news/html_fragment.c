#include "news/html_in.h"

#include <string.h>

/*
 * A feed's item brings the article and little else, so that nothing has to
 * be judged here: all text counts but that of captions, forms and the like.
 */

/* Elements that end a paragraph, and those that are left out. */
static const char *const blocks[] = {"p", "div", "h1", "h2", "h3", "h4", "h5",
    "h6", "li", "ul", "ol", "blockquote", "section", "article", "table", "tr",
    "td", "th", "hr", "pre", "header", "dl", "dt", "dd", "center", "body",
    "address"};
static const char *const left_out[] = {"script", "style", "figure",
    "figcaption", "iframe", "noscript", "svg", "button", "form", "select",
    "textarea", "video", "audio", "object", "template", "head"};

static bool
is_one_of(const xmlNode *n, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (html_is(n, names[i]))
			return true;
	return false;
}

/* Ends the paragraph that began at *START, if anything is in it. */
static void
end_paragraph(struct buf *b, size_t *start)
{
	while (b->n > *start && b->p[b->n - 1] == ' ')
		b->n--;
	if (b->n == *start + 2 && memcmp(b->p + *start, "- ", 2) == 0)
		b->n = *start;
	if (b->n == *start)
		return;
	buf_addz(b, "\n\n");
	*start = b->n;
}

/* Where the walk goes from N, ending paragraphs on its way up. */
static xmlNode *
step(xmlNode *n, const xmlNode *top, bool leap, struct buf *b, size_t *start)
{
	if (n->type == XML_ELEMENT_NODE && n->children && !leap)
		return n->children;
	while (n != top) {
		if (is_one_of(n, blocks, sizeof blocks / sizeof *blocks))
			end_paragraph(b, start);
		if (n->next)
			return n->next;
		n = n->parent;
	}
	return NULL;
}

struct str
html_fragment(struct str s, struct arena *a)
{
	size_t start = 0;
	struct buf b, tame;
	xmlNode *top;
	xmlDoc *doc;

	buf_init(&b, BUF_MAX);
	buf_init(&tame, BUF_MAX);
	doc = html_parse(s, &tame);
	top = doc ? xmlDocGetRootElement(doc) : NULL;
	for (xmlNode *n = top ? top->children : NULL; n;) {
		bool leap =
		    is_one_of(n, left_out, sizeof left_out / sizeof *left_out);

		if (n->type == XML_TEXT_NODE && n->content) {
			html_add_text(
			    &b, start, str_from((const char *)n->content));
		} else if (is_one_of(
			       n, blocks, sizeof blocks / sizeof *blocks)) {
			end_paragraph(&b, &start);
			if (html_is(n, "li"))
				buf_addz(&b, "- ");
		} else if (html_is(n, "br")) {
			/* Two breaks are a paragraph's end, one is a blank. */
			if (n->next && html_is(n->next, "br"))
				end_paragraph(&b, &start);
			else
				html_add_text(&b, start, STR(" "));
		}
		n = step(n, top, leap, &b, &start);
	}
	end_paragraph(&b, &start);
	while (b.n && b.p[b.n - 1] == '\n')
		b.n--;
	s = (struct str){arena_copy(a, b.p ? b.p : "", b.n), b.n};
	buf_release(&b);
	buf_release(&tame);
	if (doc)
		xmlFreeDoc(doc);
	return s;
}
