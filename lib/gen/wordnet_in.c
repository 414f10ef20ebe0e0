#include "gen/wordnet_in.h"

#include "base/diag.h"

#include <string.h>

FILE *
wordnet_open(const char *dir, const char *file, const char *ending)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.%s", dir, file, ending);
	f = fopen(path, "r");
	if (!f)
		die("cannot read %s", path);
	return f;
}

int
wordnet_by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool
wordnet_plain(const char *s, const char *joints)
{
	for (size_t i = 0; s[i]; i++)
		if ((s[i] < 'a' || s[i] > 'z') &&
		    (!strchr(joints, s[i]) || i == 0 || !s[i + 1]))
			return false;
	return *s;
}
