/* stream/sorter: order, memory that is too small, many runs */

#include "stream/sorter.h"

#include "tap.h"

/* Numbers that look as if they came in no order. */
static uint32_t
mixed(uint32_t i)
{
	return i * 2654435761u;
}

/* N pairs, of which each key comes twice, through MEMORY bytes. */
static void
sort(size_t n, size_t memory, bool spills, const char *name)
{
	struct sorter *s = sorter_new(memory);
	struct str key, value;
	char k[32], v[64], last[32] = "";
	size_t got = 0;
	bool order = true, stable = true, whole = true;
	unsigned before = 0, number;

	for (uint32_t i = 0; i < n; i++) {
		snprintf(k, sizeof k, "key %08x", mixed(i / 2));
		snprintf(v, sizeof v, "%08x of %u", mixed(i / 2), i);
		sorter_add(s, str_from(k), str_from(v));
	}
	check((sorter_spilled(s) > 0) == spills, "%s: files", name);
	while (sorter_next(s, &key, &value)) {
		snprintf(k, sizeof k, "%.*s", (int)key.n, key.p);
		snprintf(v, sizeof v, "%.*s", (int)value.n, value.p);
		order &= strcmp(last, k) <= 0;
		whole &= strncmp(k + 4, v, 8) == 0;
		number = (unsigned)strtoul(v + 12, NULL, 10);
		if (strcmp(last, k) == 0)
			stable &= number == before + 1;
		before = number;
		snprintf(last, sizeof last, "%s", k);
		got++;
	}
	check_size(got, n, name);
	check(order, "%s: in order", name);
	check(stable, "%s: equal keys keep their order", name);
	check(whole, "%s: each value with its key", name);
	check(!sorter_next(s, &key, &value), "%s: the end stays", name);
	sorter_free(s);
}

/* Keys of bytes, of which one is the other's beginning. */
static void
bytes(void)
{
	static const struct str want[] = {STR_INIT(""), STR_INIT("\0"),
	    STR_INIT("\0\0"), STR_INIT("a"), STR_INIT("a\0"), STR_INIT("ab"),
	    STR_INIT("abcdefgh"), STR_INIT("abcdefgh\0"), STR_INIT("abcdefghi"),
	    STR_INIT("\xff")};
	struct sorter *s = sorter_new(1 << 20);
	struct str key, value;

	for (size_t i = COUNT(want); i-- > 0;)
		sorter_add(s, want[i], STR(""));
	for (size_t i = 0; i < COUNT(want); i++)
		check(sorter_next(s, &key, &value) && str_eq(key, want[i]) &&
			  value.n == 0,
		    "bytes: key %zu", i);
	sorter_free(s);
	sorter_free(NULL);
}

int
main(void)
{
	sort(0, 1000, false, "nothing");
	sort(1000, 1 << 20, false, "in memory");
	sort(1000, 10000, true, "in runs");
	sort(1001, 1, true, "a run each, and runs of runs");
	bytes();
	return tap_done();
}
