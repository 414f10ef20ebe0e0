#include "news/segment_in.h"

struct enumerator
enumerator_read(struct str t, size_t i, size_t end)
{
	struct enumerator e = {0};
	size_t k = i;
	uint32_t c = text_char(t, k, end);

	if (uc_class(c) & (UC_PUNCT | UC_SYMBOL) && c > 0x7F) {
		k += c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		k = text_skip_space(t, k, end);
	}
	e.bullet = k - i;
	if (k < end && (unsigned)(t.p[k] - '0') < 10) {
		while (
		    k < end && (unsigned)(t.p[k] - '0') < 10 && e.value < 100)
			e.value = e.value * 10 + (unsigned)(t.p[k++] - '0');
	} else if (k < end && t.p[k] >= 'a' && t.p[k] <= 'z') {
		e.letter = true;
		e.value = (unsigned)(t.p[k++] - 'a') + 1;
	}
	if (!e.value)
		return e;
	while (k + e.marks < end && e.marks < 2 &&
	       (t.p[k + e.marks] == '.' || t.p[k + e.marks] == ')'))
		e.marks++;
	if (!e.marks || k + e.marks >= end ||
	    !(uc_class(text_char(t, k + e.marks, end)) & UC_SPACE))
		e.value = 0;
	e.n = k + e.marks - i;
	return e;
}

size_t
enumerator_next(struct str t, struct enumerator e, size_t i, size_t end)
{
	for (; i + 1 < end; i++) {
		struct enumerator f;

		if (t.p[i] != ' ' && t.p[i] != '\n')
			continue;
		f = enumerator_read(t, i + 1, end);
		if (f.value == e.value + 1 && f.letter == e.letter &&
		    f.marks == e.marks && !f.bullet == !e.bullet)
			return i + 1;
	}
	return end;
}
