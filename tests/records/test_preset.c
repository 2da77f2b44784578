#include <criterion/criterion.h>

#include <stdlib.h>

#include "made_input.h"
#include "records/preset.h"

/* What the first record of a preset's sample must give. NULL = nothing. */
typedef struct preset_case {
    const char *name;
    const char *input;
    const char *text;
    const char *id;
    const char *channel;
    const char *rating_text; /* ten-thousandths */
    const char *product;
    const char *author;
    const char *lang;
    size_t n_documents;
    const char *roles; /* the first letter of each document's role */
    bool timed;
} preset_case;

static const preset_case cases[] = {
    {.name = "amazon-2018",
     .input = "{\"overall\":4.0,\"reviewerID\":\"A1\",\"asin\":\"B1\",\"reviewText\":\"Works "
              "&#34;well&#34;\",\"summary\":\"Good\",\"unixReviewTime\":1472688000}\n",
     .text = "Good\nWorks \"well\"",
     .channel = "review",
     .rating_text = "40000",
     .product = "B1",
     .author = "A1",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "amazon-2023",
     .input = "{\"rating\":2.0,\"title\":\"Meh\",\"text\":\"It broke<br />twice\",\"asin\":\"B2\","
              "\"parent_asin\":\"B0\",\"user_id\":\"U\",\"timestamp\":1588687728923}\n",
     .text = "Meh\nIt broke\ntwice",
     .channel = "review",
     .rating_text = "20000",
     .product = "B0",
     .author = "U",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "yelp",
     .input = "{\"review_id\":\"r1\",\"user_id\":\"u1\",\"business_id\":\"b1\",\"stars\":5.0,"
              "\"text\":\"Lovely\",\"date\":\"2016-03-09 10:11:12\"}\n",
     .text = "Lovely",
     .id = "r1",
     .channel = "review",
     .rating_text = "50000",
     .product = "b1",
     .author = "u1",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "reddit-comments",
     .input = "{\"body\":\"I agree\",\"id\":\"c1\",\"link_id\":\"t3_x\",\"created_utc\":1400000000,"
              "\"subreddit\":\"coffee\",\"author\":\"someone\"}\n"
              "{\"body\":\"[deleted]\",\"id\":\"c2\",\"link_id\":\"t3_x\",\"created_utc\":1}\n",
     .text = "I agree",
     .id = "c1",
     .channel = "social",
     .product = "coffee",
     .author = "someone",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "reddit-posts",
     .input = "created_utc,id,title,selftext,subreddit_id\r\n1368131186.0,p1,Look,\"a &lt;b&gt;\r\n"
              "c\",t5_x\r\n",
     .text = "Look\na <b>\r\nc",
     .id = "p1",
     .channel = "social",
     .product = "t5_x",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "steam",
     .input = "{\"query_summary\":{\"num_reviews\":1},\"reviews\":{\"91\":{\"recommendationid\":"
              "\"91\",\"author\":{\"steamid\":\"s1\"},\"language\":\"schinese\",\"review\":\"[b]"
              "Good[/b] game\",\"timestamp_created\":1549531454,\"voted_up\":true}}}",
     .text = "Good game",
     .id = "91",
     .channel = "review",
     .rating_text = "10000",
     .author = "s1",
     .lang = "zh",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "steam",
     .input = "{\"recommendationid\":\"92\",\"review\":\"No\",\"voted_up\":false,\"language\":"
              "\"english\"}\n",
     .text = "No",
     .id = "92",
     .channel = "review",
     .rating_text = "0",
     .lang = "en",
     .n_documents = 1,
     .roles = "c"},
    {.name = "google-play-scraper",
     .input = "[{\"reviewId\":\"g1\",\"userName\":\"n\",\"content\":\"Crashes\",\"score\":1,"
              "\"at\":\"2026-05-10T22:10:22\",\"replyContent\":\"Sorry!\"}]",
     .text = "Crashes",
     .id = "g1",
     .channel = "review",
     .rating_text = "10000",
     .author = "n",
     .n_documents = 2,
     .roles = "ca",
     .timed = true},
    {.name = "google-play-api",
     .input = "{\"reviews\":[{\"reviewId\":\"g2\",\"authorName\":\"n\",\"comments\":[{"
              "\"userComment\":{\"text\":\"Slow\",\"starRating\":2,\"reviewerLanguage\":\"en_GB\","
              "\"lastModified\":{\"seconds\":\"1500000000\"}}},{\"developerComment\":{\"text\":"
              "\"Fixed\"}}]}]}",
     .text = "Slow",
     .id = "g2",
     .channel = "review",
     .rating_text = "20000",
     .author = "n",
     .lang = "en",
     .n_documents = 2,
     .roles = "ca",
     .timed = true},
    {.name = "google-play-csv",
     .input = "Package Name,Reviewer Language,Star Rating,Review Title,Review Text,Developer Reply "
              "Text,Review Link\ncom.x,de,3,Naja,Geht so,Danke,http://l\ncom.x,de,4,,,,\n",
     .text = "Naja\nGeht so",
     .id = "http://l",
     .channel = "review",
     .rating_text = "30000",
     .product = "com.x",
     .lang = "de",
     .n_documents = 2,
     .roles = "ca"},
    {.name = "app-store-rss",
     .input = "{\"feed\":{\"entry\":[{\"id\":{\"label\":\"7\"},\"title\":{\"label\":\"Nice\"},"
              "\"content\":{\"label\":\"Really\"},\"im:rating\":{\"label\":\"5\"},\"author\":{"
              "\"name\":{\"label\":\"me\"}},\"updated\":{\"label\":\"2024-01-02T03:04:05-07:00\"}}"
              "]}}",
     .text = "Nice\nReally",
     .id = "7",
     .channel = "review",
     .rating_text = "50000",
     .author = "me",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "app-store-api",
     .input =
         "{\"data\":[{\"id\":\"a1\",\"attributes\":{\"title\":\"T\",\"body\":\"B\",\"rating\":4,"
         "\"reviewerNickname\":\"nick\",\"createdDate\":\"2024-01-02T03:04:05Z\"}}]}",
     .text = "T\nB",
     .id = "a1",
     .channel = "review",
     .rating_text = "40000",
     .author = "nick",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "trustpilot",
     .input =
         "{\"reviews\":[{\"id\":\"t1\",\"stars\":1,\"title\":\"Never\",\"text\":\"again\","
         "\"language\":\"en\",\"createdAt\":\"2024-01-02T03:04:05Z\",\"consumer\":{\"id\":\"k\"},"
         "\"businessUnit\":{\"id\":\"bu\"},\"companyReply\":{\"text\":\"We are sorry\"}}]}",
     .text = "Never\nagain",
     .id = "t1",
     .channel = "review",
     .rating_text = "10000",
     .product = "bu",
     .author = "k",
     .lang = "en",
     .n_documents = 2,
     .roles = "ca",
     .timed = true},
    {.name = "zendesk",
     .input =
         "{\"id\":35,\"requester_id\":1,\"via\":{\"channel\":\"email\"},\"satisfaction_rating\":"
         "{\"score\":\"good\"},\"comments\":[{\"author_id\":1,\"plain_body\":\"Help\",\"body\":"
         "\"**Help**\",\"created_at\":\"2024-01-02T03:04:05Z\"},{\"author_id\":2,\"body\":"
         "\"Done\"}]}\n",
     .text = "Help",
     .id = "35",
     .channel = "email",
     .rating_text = "10000",
     .author = "1",
     .n_documents = 2,
     .roles = "ca",
     .timed = true},
    {.name = "intercom",
     .input =
         "{\"id\":\"i1\",\"conversation_parts\":{\"conversation_parts\":[{\"body\":\"<p>Hi</p>\","
         "\"author\":{\"type\":\"user\",\"id\":\"u\"},\"created_at\":1500000000},{\"body\":"
         "\"<p>Hello</p>\",\"author\":{\"type\":\"admin\",\"id\":\"m\"}},{\"body\":\"Beep\","
         "\"author\":{\"type\":\"bot\"}}]}}\n",
     .text = "Hi\n",
     .id = "i1",
     .channel = "chat",
     .author = "u",
     .n_documents = 3,
     .roles = "cab",
     .timed = true},
    {.name = "x-v2",
     .input =
         "{\"data\":[{\"id\":\"1\",\"text\":\"short\",\"note_tweet\":{\"text\":\"long\"},"
         "\"edit_history_tweet_ids\":[\"1\"],\"author_id\":\"9\",\"lang\":\"und\",\"created_at\":"
         "\"2024-01-02T03:04:05.000Z\"}],\"meta\":{\"result_count\":1}}",
     .text = "long",
     .id = "1",
     .channel = "social",
     .author = "9",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "bluesky",
     .input =
         "{\"did\":\"did:plc:x\",\"time_us\":1725911162329308,\"kind\":\"commit\",\"commit\":{"
         "\"rkey\":\"3l\",\"record\":{\"text\":\"hello sky\",\"langs\":[\"pt-BR\",\"en\"]}}}\n",
     .text = "hello sky",
     .id = "3l",
     .channel = "social",
     .author = "did:plc:x",
     .lang = "pt",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "twcs",
     .input = ",tweet_id,author_id,inbound,created_at,text\n"
              "0,1,shop,False,Tue Oct 31 22:10:47 +0000 2017,We can help\n"
              "1,2,115712,True,Tue Oct 31 22:11:45 +0000 2017,No you cannot\n",
     .text = "We can help",
     .id = "1",
     .channel = "social",
     .author = "shop",
     .n_documents = 1,
     .roles = "ac",
     .timed = true},
    {.name = "druglib",
     .input = "\turlDrugName\trating\tbenefitsReview\tsideEffectsReview\tcommentsReview\n"
              "1\tx\t10\tless pain\tnone\tgood\n",
     .text = "less pain\nnone\ngood",
     .channel = "survey",
     .rating_text = "100000",
     .product = "x",
     .n_documents = 1,
     .roles = "c"},
    {.name = "sgd",
     .input =
         "[{\"dialogue_id\":\"d1\",\"services\":[\"Hotels_1\"],\"turns\":[{\"speaker\":\"USER\","
         "\"utterance\":\"A room\"},{\"speaker\":\"SYSTEM\",\"utterance\":\"Where?\"}]}]",
     .text = "A room",
     .id = "d1",
     .channel = "chat",
     .product = "Hotels_1",
     .n_documents = 2,
     .roles = "ca"},
    {.name = "taskmaster",
     .input = "[{\"conversation_id\":\"m1\",\"vertical\":\"Coffee\",\"utterances\":[{\"speaker\":"
              "\"user\",\"text\":\"A latte\"},{\"speaker\":\"assistant\",\"text\":\"Sure\"}]}]",
     .text = "A latte",
     .id = "m1",
     .channel = "chat",
     .product = "Coffee",
     .n_documents = 2,
     .roles = "ca"},
    {.name = "contact-lens",
     .input =
         "{\"Channel\":\"VOICE\",\"LanguageCode\":\"en-US\",\"Transcript\":[{\"ParticipantId\":"
         "\"AGENT\",\"Content\":\"Good day\"},{\"ParticipantId\":\"CUSTOMER\",\"Content\":"
         "\"Hello\"}]}\n",
     .text = "Good day",
     .channel = "VOICE",
     .lang = "en",
     .n_documents = 2,
     .roles = "ac"},
    {.name = "qualtrics-csv",
     .input = "ResponseId,RecordedDate,Progress,NPS,Comment\n"
              "Response ID,Recorded Date,Progress,How likely?,Why?\n"
              "\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\",x,y,z\n"
              "R_1,2024-01-02 03:04:05,100,9,Easy to use\n",
     .text = "Easy to use",
     .id = "R_1",
     .channel = "survey",
     .rating_text = "90000",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "slack",
     .input = "[{\"type\":\"message\",\"user\":\"U1\",\"text\":\"a &amp; b\",\"ts\":"
              "\"1355517523.000005\"}]",
     .text = "a & b",
     .id = "1355517523.000005",
     .channel = "chat",
     .author = "U1",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
    {.name = "messages",
     .input =
         "{\"id\":\"h1\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind\"},{\"role\":"
         "\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello\"}]}\n",
     .text = "Be kind",
     .id = "h1",
     .channel = "chat",
     .n_documents = 3,
     .roles = "scb"},
    {.name = "turns",
     .input =
         "{\"id\":\"n1\",\"channel\":\"call\",\"turns\":[{\"role\":\"rep\",\"text\":\"Yes?\"}]}\n",
     .text = "Yes?",
     .id = "n1",
     .channel = "call",
     .n_documents = 1,
     .roles = "a"},
    {.name = "generic",
     .input = "{\"_id\":\"x1\",\"source\":\"forum\",\"body\":\"Hm\",\"stars\":3,\"created_at\":"
              "\"2024-01-02\",\"item\":\"i\",\"username\":\"u\",\"language\":\"English\"}\n",
     .text = "Hm",
     .id = "x1",
     .channel = "forum",
     .rating_text = "30000",
     .product = "i",
     .author = "u",
     .lang = "en",
     .n_documents = 1,
     .roles = "c",
     .timed = true},
};

static void same(const char *what, const char *name, const char *got, const char *expected)
{
    if (expected == NULL)
        cr_assert_null(got, "%s of %s is %s", what, name, got);
    else
        cr_assert_str_eq(got != NULL ? got : "(nothing)", expected, "%s of %s is %s", what, name,
                         got != NULL ? got : "(nothing)");
}

static void check_case(const preset_case *each)
{
    SAMPLE(s, each->input, NULL);
    cr_assert_eq(s.status, EARFUL_OK, "%s: %s", each->name, s.err.message);
    cr_assert_str_eq(s.plan->preset, each->name);
    cr_assert_eq(s.documents.n_rejects, 0, "%s", each->name);
    same("text", each->name, sample_text(&s, 0), each->text);
    same("id", each->name, sample_value(&s, 0, "id"), each->id);
    same("product", each->name, sample_value(&s, 0, "product"), each->product);
    same("author", each->name, sample_value(&s, 0, "author"), each->author);
    same("lang", each->name, sample_value(&s, 0, "lang"), each->lang);
    const char *const channel = sample_value(&s, 0, "channel");
    same("channel", each->name, channel != NULL ? channel : s.plan->channel.at, each->channel);
    const ef_document *const first = &s.documents.items[0];
    cr_assert_eq(first->has_time, each->timed, "%s", each->name);
    cr_assert_eq(first->has_rating, each->rating_text != NULL, "%s", each->name);
    if (each->rating_text != NULL)
        cr_assert_eq(first->rating, atoll(each->rating_text), "%s", each->name);
    cr_assert_eq(s.documents.records[0].n_documents, each->n_documents, "%s", each->name);
    size_t n_kept = 0;
    for (size_t i = 0; i < s.documents.count; i++) {
        if (s.documents.records[s.documents.items[i].record].outcome != EF_SCORED)
            continue;
        cr_assert_eq(ef_role_name(s.documents.items[i].role)[0], each->roles[n_kept++], "%s %zu",
                     each->name, i);
    }
    cr_assert_eq(n_kept, strlen(each->roles), "%s", each->name);
    cr_assert_eq(s.documents.bad_times, 0, "%s", each->name);
    cr_assert_eq(s.documents.bad_ratings, 0, "%s", each->name);
    sample_fini(&s);
}

Test(preset, is_recognised_and_read_from_its_own_form)
{
    for (size_t i = 0; i < EF_COUNT(cases); i++)
        check_case(&cases[i]);
}

Test(preset, has_a_sample_here_for_every_row)
{
    for (size_t i = 0; i < ef_n_presets; i++) {
        bool found = false;
        for (size_t j = 0; j < EF_COUNT(cases) && !found; j++)
            found = strcmp(ef_presets[i].name, cases[j].name) == 0;
        cr_assert(found, "%s", ef_presets[i].name);
    }
}

Test(preset, says_by_name_what_the_data_alone_would_not)
{
    SAMPLE(s, "{\"title\":\"a\",\"text\":\"b\"}", "--preset", "amazon-2023", NULL);
    cr_assert_str_eq(s.plan->preset, "amazon-2023");
    cr_assert_str_eq(sample_text(&s, 0), "a\nb");
    sample_fini(&s);
    SAMPLE(t,
           "{\"dialogue_id\":\"d\",\"turns\":[{\"speaker\":\"x\",\"utterance\":\"y\"}],\"text\":"
           "\"z\"}",
           "--preset", "generic", NULL);
    cr_assert_str_eq(sample_text(&t, 0), "z");
    sample_fini(&t);
}

Test(preset, filters_what_its_makers_deleted)
{
    SAMPLE(s, cases[3].input, NULL);
    cr_assert_eq(s.documents.records[1].outcome, EF_FILTERED);
    cr_assert(ef_span_is(s.documents.records[1].reason, "empty"));
    sample_fini(&s);
}

Test(preset, leaves_out_what_no_customer_reads_or_writes)
{
    SAMPLE(s,
           "{\"id\":1,\"requester_id\":9,\"comments\":["
           "{\"author_id\":9,\"body\":\"broken\",\"public\":true},"
           "{\"author_id\":3,\"body\":\"a nuisance, this one\",\"public\":false},"
           "{\"author_id\":3,\"body\":\"sorry\"}]}",
           NULL);
    cr_assert_eq(s.documents.count, 2);
    cr_assert_str_eq(sample_text(&s, 1), "sorry");
    sample_fini(&s);
    SAMPLE(t,
           "{\"did\":\"d\",\"kind\":\"commit\",\"commit\":{\"operation\":\"create\",\"record\":{"
           "\"text\":\"a\"}}}\n"
           "{\"did\":\"d\",\"kind\":\"commit\",\"commit\":{\"operation\":\"delete\"}}\n"
           "{\"did\":\"d\",\"kind\":\"identity\"}\n",
           NULL);
    cr_assert_str_eq(t.plan->preset, "bluesky");
    cr_assert_eq(t.documents.records[0].outcome, EF_SCORED);
    cr_assert_eq(t.documents.records[1].outcome, EF_FILTERED);
    cr_assert(ef_span_is(t.documents.records[1].reason, "preset"));
    cr_assert_eq(t.documents.records[2].outcome, EF_FILTERED);
    cr_assert_eq(t.documents.n_rejects, 0);
    sample_fini(&t);
}
