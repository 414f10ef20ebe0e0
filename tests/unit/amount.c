/* news/amount: money, percentages and quantities, and what is none */

#include "news/amount.h"

#include "news/data.h"
#include "tap.h"

/*
 * What is found: "text|label|value|unit|bound|of", amounts divided by " ; ".
 * The label is its first letter; a range has "value-value2".
 */
static const struct {
	const char *text, *want;
} cases[] = {
    /* counted things */
    {"Two boats sank.", "Two boats|Q|2|boat|exact|boats"},
    {"He saw at least 12 Tallmar fishermen there.",
	"at least 12 Tallmar fishermen|Q|12|fisherman|min|Tallmar fishermen"},
    {"More than 300 people marched.",
	"More than 300 people|Q|300|people|min|people"},
    {"Nearly 70 children and 1,200 adults came.",
	"Nearly 70 children|Q|70|child|about|children ; "
	"1,200 adults|Q|1200|adult|exact|adults"},
    {"Up to 40 wolves", "Up to 40 wolves|Q|40|wolf|max|wolves"},
    {"As many as 2.5 million parcels were lost",
	"As many as 2.5 million parcels|Q|2500000|parcel|max|parcels"},
    {"No fewer than six cities and towns were flooded.",
	"No fewer than six cities and towns|Q|6|city|min|cities and towns"},
    {"four older, slower ferries", "four older, slower ferries|Q|4|ferry|"
				   "exact|older, slower ferries"},
    {"three police boat drivers",
	"three police boat drivers|Q|3|driver|exact|police boat drivers"},
    {"two arms dealers said", "two arms dealers|Q|2|dealer|exact|arms dealers"},
    {"six Pakistanis and two Swiss",
	"six Pakistanis|Q|6|Pakistani|exact|Pakistanis ; "
	"two Swiss|Q|2|Swiss|exact|Swiss"},
    {"one fisherman drowned", "one fisherman|Q|1|fisherman|exact|fisherman"},
    {"three of the crews left", "three of the crews|Q|3|crew|exact|crews"},
    {"the harbour's 18 cranes", "18 cranes|Q|18|crane|exact|cranes"},
    {"50 or so crates", "50 or so|Q|50||about|"},
    {"200-odd crates", "200-odd crates|Q|200|crate|about|crates"},
    {"a 15-member panel", "15-member|Q|15|member|exact|panel"},
    /* number words */
    {"two hundred and fifty sheep",
	"two hundred and fifty sheep|Q|250|sheep|exact|sheep"},
    {"twenty-five nets", "twenty-five nets|Q|25|net|exact|nets"},
    {"twenty five nets", "twenty five nets|Q|25|net|exact|nets"},
    {"three hundred thousand bricks",
	"three hundred thousand bricks|Q|300000|brick|exact|bricks"},
    {"two and a half million letters",
	"two and a half million letters|Q|2500000|letter|exact|letters"},
    {"half a million letters",
	"half a million letters|Q|500000|letter|exact|letters"},
    {"a quarter of a million letters",
	"a quarter of a million letters|Q|250000|letter|exact|letters"},
    {"about a dozen huts", "about a dozen huts|Q|12|hut|about|huts"},
    {"dozens of huts", "dozens of huts|Q|24|hut|min|huts"},
    {"Tens of thousands of hungry gulls",
	"Tens of thousands of hungry gulls|Q|20000|gull|min|hungry gulls"},
    {"several hundred huts", "several hundred huts|Q|200|hut|min|huts"},
    {"half of the huts", "half of the huts|Q|0.5|hut|exact|huts"},
    {"Two-thirds of its huts burned",
	"Two-thirds of its huts|Q|0.6667|hut|exact|huts"},
    {"1,80,000 huts", "1,80,000 huts|Q|180000|hut|exact|huts"},
    /* ranges */
    {"between 10 and 12 huts", "between 10 and 12 huts|Q|10-12|hut|range|huts"},
    {"10 to 12 huts", "10 to 12 huts|Q|10-12|hut|range|huts"},
    {"10-12 huts", "10-12 huts|Q|10-12|hut|range|huts"},
    {"two or three huts", "two or three huts|Q|2-3|hut|range|huts"},
    {"2 to 3 million huts",
	"2 to 3 million huts|Q|2000000-3000000|hut|range|huts"},
    {"20-25 % of trade", "20-25 %|P|20-25|percent|range|trade"},
    {"It rose from 8 to 12 percent.",
	"8|P|8|percent|exact| ; 12 percent|P|12|percent|exact|"},
    /* money */
    {"$1.2 billion in aid", "$1.2 billion|M|1200000000|USD|exact|aid"},
    {"$ 1.2 billion", "$ 1.2 billion|M|1200000000|USD|exact|"},
    {"more than US$5m", "more than US$5m|M|5000000|USD|min|"},
    {"A$3.5bn", "A$3.5bn|M|3500000000|AUD|exact|"},
    {"a $60-million bridge", "$60-million|M|60000000|USD|exact|"},
    {"$5 to $6 million", "$5 to $6 million|M|5000000-6000000|USD|range|"},
    {"12 million euros of debt", "12 million euros|M|12000000|EUR|exact|debt"},
    {"\xE2\x82\xAC"
     "40",
	"\xE2\x82\xAC"
	"40|M|40|EUR|exact|"},
    {"\xC2\xA3"
     "3m",
	"\xC2\xA3"
	"3m|M|3000000|GBP|exact|"},
    {"3 million pounds", "3 million pounds|M|3000000|GBP|exact|"},
    {"20 pounds of rice", "20 pounds|Q|20|pound|exact|rice"},
    {"76 cents", "76 cents|M|0.76|USD|exact|"},
    {"less than a dollar a day", "less than a dollar|M|1|USD|max|"},
    {"millions of dollars", "millions of dollars|M|2000000|USD|min|"},
    {"above the $60 million mark", "above the $60 million|M|60000000|USD|min|"},
    /* percentages */
    {"41% of voters", "41%|P|41|percent|exact|voters"},
    {"Eighty per cent of the island's boats",
	"Eighty per cent|P|80|percent|exact|boats"},
    {"Exports fell by nearly 3.2 percent.",
	"nearly 3.2 percent|P|3.2|percent|about|Exports"},
    {"a five-percent rise", "five-percent|P|5|percent|exact|rise"},
    /* measures and ages */
    {"40,000 barrels a day", "40,000 barrels|Q|40000|barrel|exact|"},
    {"nearly 8 kg of tea", "nearly 8 kg|Q|8|kilogram|about|tea"},
    {"winds of 120 kilometers per hour",
	"120 kilometers per hour|Q|120|kilometre per hour|exact|"},
    {"a 40km road", "40km|Q|40|kilometre|exact|"},
    {"about half a ton", "about half a ton|Q|0.5|ton|about|"},
    {"a 14-year-old boy", "14-year-old|Q|14|year|exact|age"},
    {"a nine-year-old", "nine-year-old|Q|9|year|exact|age"},
    {"Brecken, 52, said", "52|Q|52|year|exact|age"},
    {"a man aged 45", "45|Q|45|year|exact|age"},
    {"She is 31 years old.", "31 years old|Q|31|year|exact|age"},
    {"in his early 30s", "early 30s|Q|30|year|about|age"},
    {"between the ages of 17 and 20", "17 and 20|Q|17-20|year|range|age"},
    /* no noun behind the number */
    {"It killed two guards and wounded six.",
	"two guards|Q|2|guard|exact|guards ; six|Q|6|guard|exact|guards"},
    {"The fire killed at least 9.", "at least 9|Q|9|people|min|"},
    {"five million of Tallmar's 12 million people",
	"five million|Q|5000000|people|exact|people ; "
	"12 million people|Q|12000000|people|exact|people"},
    {"The death toll rose to around 1,700 on Monday.",
	"around 1,700|Q|1700|death|about|death toll"},
    {"He put the number of marchers at 4,000.",
	"4,000|Q|4000|marcher|exact|marchers"},
    {"a quake with a magnitude of at least 7.8",
	"at least 7.8|Q|7.8|magnitude|min|"},
    {"two other U.S.-based charities",
	"two other U.S.-based charities|Q|2|charity|exact|"
	"other U.S.-based charities"},
    {"380 of its more than 5,000 workers",
	"380|Q|380|worker|exact|workers ; "
	"more than 5,000 workers|Q|5000|worker|min|workers"},
    {"three of the wounded", "three of the wounded|Q|3|people|exact|wounded"},
    {"control over four mines", "four mines|Q|4|mine|exact|mines"},
    /* no amounts */
    {"for three days", ""},
    {"a two-year plan", ""},
    {"after 40 minutes", ""},
    {"on July 12", ""},
    {"12 July 2026", ""},
    {"in 1998", ""},
    {"the 2006 elections", ""},
    {"Between 1960 and 1962", ""},
    {"at 10:30 a.m.", ""},
    {"at 5 p.m.", ""},
    {"the third boat", ""},
    {"the 21st century", ""},
    {"the Group of Eight", ""},
    {"a Brenner 747", ""},
    {"Resolution 1559 calls", ""},
    {"under Article 5", ""},
    {"on 9/11", ""},
    {"Tallmar won 2-1.", ""},
    {"a 3 to 1 margin", ""},
    {"one of the men", ""},
    {"no one came", ""},
    {"the number one port", ""},
    {"one painted by hand", ""},
    {"founded in 930 by monks", ""},
    {"a six-month-old truce", ""},
    {"1. Open the box", ""},
    {"at 2825 Harbor St.", ""},
    {"half a century", ""},
    {"in the second half", ""},
    {"783491630540001280123", ""},
    {"", ""},
};

static struct amounter *amounter;
static struct document doc;

/* The amounts of TEXT, as in the table. */
static struct str
amounts(struct str text, struct buf *out)
{
	struct segment *s;
	struct entity *e;
	size_t n;

	document_reset(&doc);
	s = document_add(&doc);
	s->text = text;
	document_tokens(&doc, data_abbreviations());
	e = amounter_segment(amounter, &doc, &doc.seg[0], &n);
	buf_reset(out);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addz(out, " ; ");
		buf_adds(out, str_slice(text, e[i].start, e[i].end));
		buf_addf(
		    out, "|%c|%.15g", entity_labels[e[i].label][0], e[i].value);
		if (e[i].bound == BOUND_RANGE)
			buf_addf(out, "-%.15g", e[i].value2);
		buf_addc(out, '|');
		buf_adds(out, e[i].unit);
		buf_addf(out, "|%s|", bounds[e[i].bound]);
		buf_adds(out, e[i].of);
	}
	return buf_str(out);
}

/* Long runs of what the grammar can go on with: no time, no memory lost. */
static void
test_hostile(struct buf *out)
{
	static const char *const parts[] = {"about ", "million ", "two ",
	    "the ", "1-", "one-", "12 boats, ", "1 to ", "half of ", "$", "99,",
	    "s ", "-", "a-", "hundred and ", "12 old ", "of ", "10 of ",
	    "5% of "};
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < COUNT(parts); i++) {
		buf_reset(&b);
		while (b.n < 200000)
			buf_addz(&b, parts[i]);
		amounts(buf_str(&b), out);
		check(str_find(buf_str(out), STR("|inf"), 0) == SIZE_MAX,
		    "a long run of \"%s\"", parts[i]);
	}
	buf_release(&b);
}

int
main(void)
{
	struct buf out;

	buf_init(&out, BUF_MAX);
	amounter = amounter_new(data_words());
	for (size_t i = 0; i < COUNT(cases); i++)
		check_str(amounts(str_from(cases[i].text), &out), cases[i].want,
		    cases[i].text);
	test_hostile(&out);
	amounter_free(amounter);
	document_release(&doc);
	buf_release(&out);
	return tap_done();
}
