#include "news/date_function.h"

#include <string.h>

const struct date_function *
date_function(const char *name, int nargs)
{
	static const struct date_function *const table[] = {
	    date_periods, date_days, date_lengths};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		for (const struct date_function *f = table[i]; f->name; f++)
			if (strcmp(f->name, name) == 0 && nargs >= f->min &&
			    nargs <= f->max)
				return f;
	return NULL;
}

bool
date_eval(
    struct date_context *c, const struct date_node *e, struct date_value *v)
{
	struct date_value a[DATE_ARGS] = {{0}};

	*v = (struct date_value){0};
	switch (e->kind) {
	case NODE_INT:
		v->kind = VALUE_NUMBER;
		v->number = e->number;
		return true;
	case NODE_STRING:
		return value_text(v, str_from(e->text));
	case NODE_GROUP:
		v->text = pattern_group(c->match, e->text);
		v->kind = v->text.p ? VALUE_TEXT : VALUE_NONE;
		return true;
	case NODE_CALL:
		break;
	}
	for (int i = 0; i < e->nargs; i++)
		if (!date_eval(c, e->arg[i], &a[i])) {
			if (!e->function->lazy)
				return false;
			a[i] = (struct date_value){0};
		}
	return e->function->call(c, a, v);
}
