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
 * TEXT (paragraphs divided by a blank line; headings, list items and
 * captions are paragraphs too, an item's text begins with "- "). Strings
 * are made in A. False if PAGE could not be parsed at all.
 */
bool html_read(struct str page, const char *charset, struct meta *meta,
    struct str *text, struct arena *a);

/* Does S look like HTML (its first bytes)? */
bool html_looks(struct str s);

#endif
