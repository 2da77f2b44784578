#include <criterion/criterion.h>

#include "support/made_report.h"

static made_report report;

Test(write_csv, has_the_columns_that_scripts_know_in_their_order)
{
    made_report_init(&report, "review");
    ef_write_topics_csv(&report.rows, &report.out);
    static const char header[] =
        "schema_version,channel,period_start,period_end,segment_key,segment_value,role,topic_id,"
        "topic,parent,level,polarity,stage,pillar,touchpoint,owner,records,records_unique,"
        "sentences,"
        "mentions,mentions_guarded,share,share_lo,share_hi,small_n,positive,neutral,negative,mixed,"
        "net_sentiment,mean_sentiment,n_rated,mean_rating,nps,csat,impact_nps,impact_rating,"
        "impact_sentiment,weight_sum\n";
    cr_assert_eq(strncmp(made_report_text(&report), header, sizeof header - 1), 0);
    made_report_fini(&report);
}

Test(write_csv, writes_whole_numbers_plain_ratios_with_four_decimals_and_nothing_for_none)
{
    made_report_init(&report, "review");
    ef_write_topics_csv(&report.rows, &report.out);
    const char *const text = made_report_text(&report);
    char line[300];
    snprintf(
        line, sizeof line,
        "\n1,review,,,,,customer,%016llx,Price,,1,delight,,,,,1,,1,1,0,0.5000,0.0945,0.9055,true,"
        "1,0,0,0,100.0000,0.7500,1,5.0000,,100.0000,,,0.3750,1\n",
        (unsigned long long)ef_hash(EF_SPAN_TEXT("Price")));
    cr_assert_not_null(strstr(text, line), "%s", text);
    made_report_fini(&report);
}

Test(write_csv, gives_sentiment_one_row_a_channel_and_role)
{
    made_report_init(&report, "review");
    ef_write_sentiment_csv(&report.rows, &report.out);
    cr_assert_str_eq(
        made_report_text(&report),
        "schema_version,channel,period_start,period_end,segment_key,segment_value,role,records,"
        "documents,sentences,positive,neutral,negative,mixed,mean_sentiment,net_sentiment,n_rated,"
        "mean_rating,nps,csat,weight_sum\n"
        "1,chat,,,,,customer,1,1,1,0,0,1,0,-0.6000,-100.0000,0,,,,1\n"
        "1,chat,,,,,agent,1,1,0,0,1,0,0,0.0000,0.0000,0,,,,1\n"
        "1,review,,,,,customer,2,2,1,1,1,0,0,0.3750,50.0000,1,5.0000,,100.0000,2\n");
    made_report_fini(&report);
}

Test(write_csv, lists_the_topics_with_their_attributes)
{
    made_report_init(&report, "review");
    ef_write_dim_topic_csv(&report.rows, &report.out);
    const char *const text = made_report_text(&report);
    char line[100];
    snprintf(line, sizeof line, "\n%016llx,Delivery > Late,Delivery,2,,,,,,\n",
             (unsigned long long)ef_hash(EF_SPAN_TEXT("Delivery > Late")));
    cr_assert_eq(strncmp(text, "topic_id,topic,parent,level,polarity,stage,pillar,touchpoint,", 61),
                 0);
    cr_assert_not_null(strstr(text, line), "%s", text);
    cr_assert_not_null(strstr(text, ",Delivery,,1,,,,,logistics,\n"));
    cr_assert_not_null(strstr(text, ",(uncategorised),,0,"));
    made_report_fini(&report);
}

Test(write_csv, disarms_texts_that_a_spreadsheet_would_run)
{
    made_report_init(&report, "=HYPERLINK(\"http://x\",\"y\")");
    ef_write_sentiment_csv(&report.rows, &report.out);
    cr_assert_not_null(strstr(made_report_text(&report),
                              "\n1,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",,,,,customer,"));
    made_report_fini(&report);
}

Test(write_csv, does_not_disarm_negative_numbers)
{
    made_report_init(&report, "review");
    ef_write_sentiment_csv(&report.rows, &report.out);
    cr_assert_null(strchr(made_report_text(&report), '\''));
    made_report_fini(&report);
}
