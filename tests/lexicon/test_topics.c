#include <criterion/criterion.h>

#include "lexicon/topics.h"
#include "parsing.h"

#include <stdlib.h>

enum { MAX_SHEETS = 3 };

static parsing p;
static ef_sheet sheets[MAX_SHEETS];
static size_t n_sheets;
static ef_topics topics;

static void begin(void)
{
    parsing_begin(&p);
}

static void clear(void)
{
    ef_topics_fini(&topics);
    while (n_sheets > 0)
        ef_sheet_fini(&sheets[--n_sheets]);
}

static void end(void)
{
    clear();
    parsing_end(&p);
}

TestSuite(topics, .init = begin, .fini = end);

static void add_sheet(const char *name, const char *csv)
{
    earful_error err = {0};
    cr_assert_eq(ef_sheet_parse(&sheets[n_sheets++], name, ef_span_of(csv), &err), EARFUL_OK, "%s",
                 err.message);
}

static earful_status build(void)
{
    p.err = (earful_error){0};
    return ef_topics_build(&topics, sheets, n_sheets, &p.context, &p.err);
}

static void build_one(const char *csv)
{
    clear();
    add_sheet("topics.csv", csv);
    cr_assert_eq(build(), EARFUL_OK, "%u:%u: %s", p.err.line, p.err.column, p.err.message);
}

/* All rules as "path: rule" lines. */
static const char *printed(void)
{
    ef_buffer_reset(&p.printed);
    for (size_t i = 0; i < topics.n_rules; i++) {
        ef_buffer_add_span(&p.printed, topics.items[topics.rules[i].topic].path);
        ef_buffer_add_text(&p.printed, ": ");
        ef_node_print(topics.rules[i].root, &p.printed);
        ef_buffer_add_char(&p.printed, '\n');
    }
    ef_buffer_add_char(&p.printed, '\0');
    return p.printed.at;
}

Test(topics, sorts_topics_and_implies_their_parents)
{
    build_one("topic,rule\nDelivery  >Late,late\nApp > Login > Password,password\nApp & Web,web\n"
              "App,app\n");
    static const char *const paths[] = {
        "App", "App & Web", "App > Login", "App > Login > Password", "Delivery", "Delivery > Late"};
    static const uint32_t parents[] = {EF_NONE, EF_NONE, 0, 2, EF_NONE, 4};
    static const uint32_t levels[] = {1, 1, 2, 3, 1, 2};
    cr_assert_eq(topics.count, EF_COUNT(paths));
    for (size_t i = 0; i < topics.count; i++) {
        cr_assert(ef_span_is(topics.items[i].path, paths[i]));
        cr_assert_eq(topics.items[i].parent, parents[i]);
        cr_assert_eq(topics.items[i].level, levels[i]);
    }
    cr_assert_str_eq(printed(), "Delivery > Late: late\nApp > Login > Password: password\n"
                                "App & Web: web\nApp: app\n");
    cr_assert_eq(topics.rules[1].line, 3);
    cr_assert_str_eq(topics.rules[1].file, "topics.csv");
}

Test(topics, reads_scopes_guards_and_switches)
{
    build_one("topic,rule,scope,polarity,guard,enabled\n"
              "A,a,,pain,,\nB,b,turn,delight,,yes\nC,c,document,any,,on\nD,d,first:3,pain,off,1\n"
              "E,e,sentence,any,on,\nF,f,,,,no\nG,g,Turn,PAIN,,\n");
    static const ef_scope scopes[] = {EF_SCOPE_SENTENCE, EF_SCOPE_TURN,     EF_SCOPE_DOCUMENT,
                                      EF_SCOPE_FIRST,    EF_SCOPE_SENTENCE, EF_SCOPE_TURN};
    static const bool guarded[] = {true, true, false, false, true, true};
    cr_assert_eq(topics.n_rules, EF_COUNT(scopes));
    for (size_t i = 0; i < topics.n_rules; i++) {
        cr_assert_eq(topics.rules[i].scope, scopes[i]);
        cr_assert_eq(topics.rules[i].guarded, guarded[i], "rule %zu", i);
    }
    cr_assert_eq(topics.rules[3].first_n, 3);
    cr_assert_eq(topics.items[0].polarity, EF_PAIN);
    cr_assert_eq(topics.items[2].polarity, EF_ANY_POLARITY);
}

Test(topics, gives_parents_what_all_their_children_share)
{
    build_one("topic,rule,stage,owner\nA > B,b,use,IT\nA > B,bb,,\nA > C > D,d,use,HR\n"
              "A > C > E,e,use,HR\nZ,z,use,IT\nZ > Y,y,support,HR\n");
    const ef_topic *const t = topics.items;
    cr_assert(ef_span_is(t[0].attributes[EF_ATTRIBUTE_STAGE], "use"));
    cr_assert_eq(t[0].attributes[EF_ATTRIBUTE_OWNER].len, 0);
    cr_assert(ef_span_is(t[2].path, "A > C"));
    cr_assert(ef_span_is(t[2].attributes[EF_ATTRIBUTE_OWNER], "HR"));
    cr_assert(ef_span_is(t[5].path, "Z"));
    cr_assert(ef_span_is(t[5].attributes[EF_ATTRIBUTE_OWNER], "IT"));
}

Test(topics, builds_rules_from_lanes)
{
    build_one(
        "topic,any,and,and2,not,rule\n"
        "A,\"late, slow\",parcel OR box,role:agent,\"\"\"not late\"\"\",\nB,,x,,,\nC,,,,,y\n");
    cr_assert_str_eq(printed(), "A: (late OR slow) AND (parcel OR box) AND role:\"agent\" NOT "
                                "\"not late\"\nB: x\nC: y\n");
}

Test(topics, lets_later_sheets_replace_add_and_remove)
{
    add_sheet("topics.csv", "topic,rule,owner\nA,a,IT\nA > B,b,IT\nC,c,IT\nC,cc,IT\n");
    add_sheet("mine.csv", "topic,rule,owner,enabled\nA,-,,\nC,c,HR,no\nC,ccc,QA,\nA > B,bb,,\n");
    cr_assert_eq(build(), EARFUL_OK, "%s", p.err.message);
    cr_assert_str_eq(printed(), "C: cc\nC: ccc\nA > B: bb\n");
    cr_assert(ef_span_is(topics.items[2].attributes[EF_ATTRIBUTE_OWNER], "QA"));
    cr_assert_str_eq(topics.rules[1].file, "mine.csv");
}

Test(topics, resolves_references_to_a_topic_and_all_below_it)
{
    build_one("topic,rule\nUse,x NEAR/3 ^Delivery\nDelivery > Late,late\nDelivery > Lost,lost\n"
              "Other,\"^\"\"Delivery>Lost\"\"\"\n");
    const ef_node *const any = topics.rules[0].root->children[1];
    cr_assert_eq(any->kind, EF_NODE_TOPIC);
    cr_assert_eq(any->n_children, 2);
    cr_assert_eq(any->children[1], topics.rules[2].root);
    cr_assert_eq(topics.rules[3].root->n_children, 1);
    cr_assert_eq(topics.rules[3].n_needs, 1);
}

typedef struct mistake {
    const char *csv;
    uint32_t line;
    uint32_t column;
    const char *message; /* a part of it */
} mistake;

Test(topics, says_where_a_mistake_is)
{
    static const mistake mistakes[] = {
        {"topics,rule\n", 1, 0, "did you mean topic?"},
        {"rule\n", 1, 0, "no column is called topic"},
        {"topic,note\n", 1, 0, "no column is called rule"},
        {"topic,rule,scoep\n", 1, 0, "did you mean scope?"},
        {"topic,rule\nA,\n", 2, 0, "has no rule"},
        {"topic,rule\n,a\n", 2, 1, "topic is a path"},
        {"topic,rule\nA > ,a\n", 2, 1, "topic is a path"},
        {"topic,rule,any\nA,a,b\n", 2, 3, "never both"},
        {"topic,rule,scope\nA,a,word\n", 2, 5, "scope is sentence, turn"},
        {"topic,rule,scope\nA,a,first:0\n", 2, 5, "scope is sentence, turn"},
        {"topic,rule,polarity\nA,a,pian\n", 2, 5, "did you mean pain?"},
        {"topic,rule,stage\nA,a,deliver\n", 2, 5, "did you mean delivery?"},
        {"topic,rule,pillar\nA,a,price\n", 2, 5, "pillar is service, product"},
        {"topic,rule,enabled\nA,a,maybe\n", 2, 5, "enabled is yes or no"},
        {"topic,rule,owner\nA,a,IT\n\nA,b,HR\n", 4, 0,
         "the owner of A is HR here and IT in line 2"},
        {"topic,rule\nA,a b\n", 2, 5, "no operator stands before `b`"},
        {"topic,rule\nA,\"\"\"a b\"\" c\"\n", 2, 4 + 8, "no operator stands before `c`"},
        {"note,topic,any,not\nx,A,a,b c\n", 2, 9, "no operator stands before `c`"},
        {"topic,any\nA,role:agent\n", 2, 0, "a rule needs a word"},
        {"topic,any,and\nA,role:agent,role:bot\n", 2, 0, "a rule needs a word"},
        {"topic,rule\nA,b OR ^Delivrey\nDelivery,x\n", 2, 8, "did you mean Delivery"},
        {"topic,rule\nA,a OR ^A\n", 2, 8, "in a circle: ^A -> ^A"},
        {"topic,rule\nA,^B\nB > C,x OR ^D\nD,^A\n", 4, 3, "circle: ^A -> ^B > C -> ^D -> ^A"},
    };
    for (size_t i = 0; i < EF_COUNT(mistakes); i++) {
        const mistake *const m = &mistakes[i];
        clear();
        add_sheet("topics.csv", m->csv);
        cr_assert_eq(build(), EARFUL_MODEL, "%s", m->csv);
        cr_assert_str_eq(p.err.path, "topics.csv");
        cr_assert_not_null(strstr(p.err.message, m->message), "%s: %s", m->csv, p.err.message);
        cr_assert_eq(p.err.line, m->line, "%s: line %u", m->csv, p.err.line);
        cr_assert_eq(p.err.column, m->column, "%s: column %u", m->csv, p.err.column);
    }
}

Test(topics, refuses_references_that_grow_without_bounds)
{
    ef_buffer csv = {0};
    ef_buffer_add_text(&csv, "topic,rule\nT0,a OR b\n");
    for (int i = 1; i < 30; i++)
        ef_buffer_add_format(&csv, "T%d,^T%d AND ^T%d\n", i, i - 1, i - 1);
    ef_buffer_add_char(&csv, '\0');
    add_sheet("topics.csv", csv.at);
    cr_assert_eq(build(), EARFUL_MODEL);
    cr_assert_not_null(strstr(p.err.message, "too large"), "%s", p.err.message);
    ef_buffer_fini(&csv);
}

Test(topics, builds_nothing_from_nothing)
{
    add_sheet("topics.csv", "topic,rule\n");
    cr_assert_eq(build(), EARFUL_OK);
    cr_assert_eq(topics.count, 0);
    cr_assert(ef_topics_index(&topics, p.vocabulary));
}
