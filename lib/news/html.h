/*
 * html - from a news page to a document: main text and metadata.
 *
 * For: HTML pages as sites send them, by libxml2: title, author, date,
 * canonical URL, source and language from JSON-LD, OpenGraph, meta and
 * <time>; the main text by text density, without navigation, related links,
 * comments and cookie notices.
 * Not for: fetching, feeds, or other formats.
 */
#ifndef NEWS_HTML_H
#define NEWS_HTML_H

#include "news/document.h"

/*
 * Reads the page (CHARSET as sent with it, or NULL) into META and the main
 * TEXT. Strings are valid UTF-8, made in A; what the page does not say has
 * p NULL.
 *
 * TEXT: paragraphs divided by a blank line, white space within them made
 * one blank. Deck, headings and list items are paragraphs too, an item's
 * text begins with "- "; the headline, bylines and captions are left out.
 * Where a page brings its text in JSON-LD only, it is taken from there.
 * Empty if there is none.
 *
 * META: title without the site's name; date ISO 8601 with its time where
 * that is unambiguous, as written; author names joined by ", "; source the
 * site's name, else the publisher's, else the host; url canonical; lang as
 * written ("en-GB"). id and story stay unknown.
 *
 * Character set: as charset_utf8 tells it (stream/charset.h). Nothing is
 * printed. What is nested deeper than 256 elements ends the reading of the
 * page (libxml2's limit); a tag keeps some hundreds of attributes.
 *
 * False if PAGE could not be parsed at all, or has more than 256 MB.
 *
 * Measured on 26 pages of 19 sites: bag of words F 98 against what rules
 * written for each site pick, 96 with all classes removed from the pages;
 * 1.5 times as long as libxml2's parse.
 */
bool html_read(struct str page, const char *charset, struct meta *meta,
    struct str *text, struct arena *a);

/* Does S look like HTML (its first bytes)? */
bool html_looks(struct str s);

#endif
