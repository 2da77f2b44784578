#include "records/preset.h"

#include "base/attr.h"

#define FIELDS(array) .fields = (array), .n_fields = EF_COUNT(array)

static const ef_preset_field amazon_2018[] = {
    {EF_TEXT, true, "summary|reviewText"},
    {EF_RATING, false, "overall"},
    {EF_TIME, false, "unixReviewTime|reviewTime"},
    {EF_PRODUCT, false, "asin"},
    {EF_AUTHOR, false, "reviewerID"},
};

static const ef_preset_field amazon_2023[] = {
    {EF_TEXT, true, "title|text"}, {EF_RATING, false, "rating"},
    {EF_TIME, false, "timestamp"}, {EF_PRODUCT, false, "parent_asin|asin"},
    {EF_AUTHOR, false, "user_id"},
};

static const ef_preset_field yelp[] = {
    {EF_TEXT, false, "text"}, {EF_ID, false, "review_id"},        {EF_RATING, false, "stars"},
    {EF_TIME, false, "date"}, {EF_PRODUCT, false, "business_id"}, {EF_AUTHOR, false, "user_id"},
};

static const ef_preset_field reddit_comments[] = {
    {EF_TEXT, false, "body"},        {EF_ID, false, "id"},
    {EF_TIME, false, "created_utc"}, {EF_PRODUCT, false, "subreddit"},
    {EF_AUTHOR, false, "author"},    {EF_CONVERSATION, false, "link_id"},
};

static const ef_preset_field reddit_posts[] = {
    {EF_TEXT, true, "title|selftext"}, {EF_ID, false, "id"},
    {EF_TIME, false, "created_utc"},   {EF_PRODUCT, false, "subreddit|subreddit_id"},
    {EF_AUTHOR, false, "author"},
};

static const ef_preset_field steam[] = {
    {EF_TEXT, false, "review"},           {EF_ID, false, "recommendationid"},
    {EF_RATING, false, "voted_up"},       {EF_TIME, false, "timestamp_created"},
    {EF_AUTHOR, false, "author.steamid"}, {EF_LANG, false, "language"},
};

static const ef_preset_field google_play_scraper[] = {
    {EF_TEXT, false, "content"}, {EF_ID, false, "reviewId"},     {EF_RATING, false, "score"},
    {EF_TIME, false, "at"},      {EF_AUTHOR, false, "userName"}, {EF_REPLY, false, "replyContent"},
};

static const ef_preset_field google_play_api[] = {
    {EF_TEXT, false, "comments[].userComment.text"},
    {EF_ID, false, "reviewId"},
    {EF_RATING, false, "comments[].userComment.starRating"},
    {EF_TIME, false, "comments[].userComment.lastModified.seconds"},
    {EF_AUTHOR, false, "authorName"},
    {EF_LANG, false, "comments[].userComment.reviewerLanguage"},
    {EF_REPLY, false, "comments[].developerComment.text"},
};

static const ef_preset_field google_play_csv[] = {
    {EF_TEXT, true, "Review Title|Review Text"},
    {EF_ID, false, "Review Link"},
    {EF_RATING, false, "Star Rating"},
    {EF_TIME, false, "Review Submit Millis Since Epoch|Review Submit Date and Time"},
    {EF_PRODUCT, false, "Package Name"},
    {EF_LANG, false, "Reviewer Language"},
    {EF_REPLY, false, "Developer Reply Text"},
};

static const ef_preset_field app_store_rss[] = {
    {EF_TEXT, true, "title.label|content.label"}, {EF_ID, false, "id.label"},
    {EF_RATING, false, "im:rating.label"},        {EF_TIME, false, "updated.label"},
    {EF_AUTHOR, false, "author.name.label"},
};

static const ef_preset_field app_store_api[] = {
    {EF_TEXT, true, "attributes.title|attributes.body"},
    {EF_ID, false, "id"},
    {EF_RATING, false, "attributes.rating"},
    {EF_TIME, false, "attributes.createdDate"},
    {EF_AUTHOR, false, "attributes.reviewerNickname"},
};

static const ef_preset_field trustpilot[] = {
    {EF_TEXT, true, "title|text"},
    {EF_ID, false, "id"},
    {EF_RATING, false, "stars"},
    {EF_TIME, false, "createdAt"},
    {EF_PRODUCT, false, "businessUnit.id"},
    {EF_AUTHOR, false, "consumer.id"},
    {EF_LANG, false, "language"},
    {EF_REPLY, false, "companyReply.text"},
};

static const ef_preset_field zendesk[] = {
    {EF_TEXT, false, "comments[].plain_body|comments[].body"},
    {EF_ID, false, "id"},
    {EF_RATING, false, "satisfaction_rating.score"},
    {EF_TIME, false, "comments[].created_at"},
    {EF_AUTHOR, false, "comments[].author_id"},
    {EF_CONVERSATION, false, "id"},
    {EF_CHANNEL, false, "via.channel"},
};

static const ef_preset_field intercom[] = {
    {EF_TEXT, false, "conversation_parts.conversation_parts[].body"},
    {EF_ID, false, "id"},
    {EF_RATING, false, "conversation_rating.rating"},
    {EF_TIME, false, "conversation_parts.conversation_parts[].created_at|created_at"},
    {EF_ROLE, false, "conversation_parts.conversation_parts[].author.type"},
    {EF_AUTHOR, false, "conversation_parts.conversation_parts[].author.id"},
    {EF_CONVERSATION, false, "id"},
};

static const ef_preset_field x_v2[] = {
    {EF_TEXT, false, "note_tweet.text|text"},
    {EF_ID, false, "id"},
    {EF_TIME, false, "created_at"},
    {EF_AUTHOR, false, "author_id"},
    {EF_LANG, false, "lang"},
    {EF_CONVERSATION, false, "conversation_id"},
};

static const ef_preset_field bluesky[] = {
    {EF_TEXT, false, "commit.record.text"},
    {EF_ID, false, "commit.rkey"},
    {EF_TIME, false, "commit.record.createdAt|time_us"},
    {EF_AUTHOR, false, "did"},
    {EF_LANG, false, "commit.record.langs[]"},
};

static const ef_preset_field twcs[] = {
    {EF_TEXT, false, "text"},        {EF_ID, false, "tweet_id"},  {EF_TIME, false, "created_at"},
    {EF_AUTHOR, false, "author_id"}, {EF_ROLE, false, "inbound"},
};

static const ef_preset_field druglib[] = {
    {EF_TEXT, true, "benefitsReview|sideEffectsReview|commentsReview"},
    {EF_RATING, false, "rating"},
    {EF_PRODUCT, false, "urlDrugName"},
};

static const ef_preset_field sgd[] = {
    {EF_TEXT, false, "turns[].utterance"}, {EF_ROLE, false, "turns[].speaker"},
    {EF_ID, false, "dialogue_id"},         {EF_CONVERSATION, false, "dialogue_id"},
    {EF_PRODUCT, false, "services[]"},
};

static const ef_preset_field taskmaster[] = {
    {EF_TEXT, false, "utterances[].text"},
    {EF_ROLE, false, "utterances[].speaker"},
    {EF_ID, false, "conversation_id"},
    {EF_CONVERSATION, false, "conversation_id"},
    {EF_PRODUCT, false, "vertical|instruction_id"},
};

static const ef_preset_field contact_lens[] = {
    {EF_TEXT, false, "Transcript[].Content"},
    {EF_ROLE, false, "Transcript[].ParticipantId"},
    {EF_ID, false, "CustomerMetadata.ContactId|JobName"},
    {EF_LANG, false, "LanguageCode"},
    {EF_CHANNEL, false, "Channel"},
};

static const ef_preset_field messages[] = {
    {EF_TEXT, false, "messages[].content|messages[].text|messages[].body"},
    {EF_ROLE, false, "messages[].role|messages[].speaker|messages[].sender"},
    {EF_ID, false, "id|conversation_id|conversation"},
    {EF_CONVERSATION, false, "conversation_id|conversation|id"},
    {EF_TIME, false,
     "messages[].ts|messages[].time|messages[].timestamp|messages[].created_at|"
     "created_at|timestamp"},
    {EF_CHANNEL, false, "channel|source"},
    {EF_PRODUCT, false, "product"},
    {EF_LANG, false, "messages[].lang|lang|language"},
    {EF_RATING, false, "rating|csat"},
};

static const ef_preset_field turns[] = {
    {EF_TEXT, false, "turns[].text|turns[].utterance|turns[].content|turns[].body"},
    {EF_ROLE, false, "turns[].role|turns[].speaker|turns[].sender"},
    {EF_ID, false, "id|conversation_id|dialogue_id"},
    {EF_CONVERSATION, false, "conversation_id|conversation|dialogue_id|id"},
    {EF_TIME, false,
     "turns[].ts|turns[].time|turns[].timestamp|turns[].created_at|ts|created_at|"
     "timestamp"},
    {EF_CHANNEL, false, "channel|source"},
    {EF_PRODUCT, false, "product"},
    {EF_LANG, false, "turns[].lang|lang|language"},
    {EF_RATING, false, "rating|csat"},
};

static const ef_preset_field slack[] = {
    {EF_TEXT, false, "text"},   {EF_ID, false, "client_msg_id|ts"},    {EF_TIME, false, "ts"},
    {EF_AUTHOR, false, "user"}, {EF_CONVERSATION, false, "thread_ts"},
};

static const ef_preset_field qualtrics[] = {
    {EF_TEXT, false, "Comment|Comments|Feedback|Verbatim|Text|Q1_TEXT|Q1|Q2_TEXT|Q2|Q3"},
    {EF_ID, false, "ResponseId"},
    {EF_TIME, false, "RecordedDate|EndDate"},
    {EF_RATING, false, "NPS|Q_NPS|Q1_NPS"},
    {EF_LANG, false, "UserLanguage"},
};

/* No scale here: a bare "rating" may be out of 5, 10 or 100. */
static const ef_preset_field generic[] = {
    {EF_TEXT, false,
     "text|body|content|review|comment|message|reviewText|review_text|review_body|utterance|"
     "feedback|verbatim|tweet|comments|review text"},
    {EF_ID, false, "id|review_id|reviewId|comment_id|message_id|tweet_id|record_id|uuid|_id"},
    {EF_CHANNEL, false, "channel|source"},
    {EF_TIME, false,
     "ts|time|date|timestamp|created_at|createdAt|created_utc|created|datetime|review_date|"
     "published_at|submitted_at|updated_at"},
    {EF_RATING, false, "rating|stars|overall|star_rating|review_rating"},
    {EF_ROLE, false, "role|speaker|sender|sender_type|author_type|inbound"},
    {EF_PRODUCT, false, "product|product_id|product_name|item|asin|sku"},
    {EF_LANG, false, "lang|language|locale"},
    {EF_AUTHOR, false, "author|author_id|user|user_id|username|customer_id"},
    {EF_CONVERSATION, false,
     "conversation|conversation_id|thread_id|dialog|dialogue_id|ticket_id|session_id"},
    {EF_WEIGHT, false, "weight"},
};

/* Dialogue corpora call the service's side the system. */
static const ef_role_word service_roles[] = {
    {EF_SPAN("system"), EF_AGENT},
    {EF_SPAN("assistant"), EF_AGENT},
    {{NULL, 0}, EF_UNKNOWN_ROLE},
};

const ef_preset ef_presets[] = {
    {.name = "google-play-scraper",
     .what = "reviews as google-play-scraper saves them",
     .signature = "reviewId|content|score|at",
     .channel = "review",
     FIELDS(google_play_scraper),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "google-play-api",
     .what = "reviews from the Google Play developer API",
     .signature = "reviewId|comments[].userComment.text",
     .records = "reviews[]",
     .channel = "review",
     FIELDS(google_play_api),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "google-play-csv",
     .what = "monthly review reports of the Google Play console",
     .signature = "Package Name|Star Rating|Review Text",
     .channel = "review",
     FIELDS(google_play_csv),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "app-store-rss",
     .what = "the App Store's customer reviews feed as JSON",
     .signature = "im:rating.label|content.label",
     .records = "feed.entry[]",
     .channel = "review",
     FIELDS(app_store_rss),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "app-store-api",
     .what = "customer reviews from the App Store Connect API",
     .signature = "attributes.body|attributes.rating",
     .records = "data[]",
     .channel = "review",
     FIELDS(app_store_api),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "trustpilot",
     .what = "reviews from the Trustpilot API",
     .signature = "stars|text|consumer.id",
     .records = "reviews[]",
     .channel = "review",
     FIELDS(trustpilot),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "steam",
     .what = "reviews from the Steam store",
     .signature = "recommendationid|review|voted_up",
     .records = "reviews[]",
     .channel = "review",
     FIELDS(steam),
     .scale_min = 0,
     .scale_max = 1},
    {.name = "amazon-2018",
     .what = "Amazon reviews, UCSD 2014 and 2018",
     .signature = "reviewerID|asin|overall|reviewText",
     .channel = "review",
     FIELDS(amazon_2018),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "amazon-2023",
     .what = "Amazon reviews, 2023",
     .signature = "parent_asin|rating|text|user_id",
     .channel = "review",
     FIELDS(amazon_2023),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "yelp",
     .what = "reviews of the Yelp open dataset",
     .signature = "review_id|business_id|stars|text",
     .channel = "review",
     FIELDS(yelp),
     .scale_min = 1,
     .scale_max = 5},
    {.name = "bluesky",
     .what = "posts from the Bluesky Jetstream",
     .signature = "did|commit.record.text",
     .channel = "social",
     FIELDS(bluesky),
     .keeps = "kind=commit|commit.operation=create|commit.collection=app.bsky.feed.post"},
    {.name = "x-v2",
     .what = "posts from the X API, version 2",
     .signature = "text|edit_history_tweet_ids[]",
     .records = "data[]",
     .channel = "social",
     FIELDS(x_v2)},
    {.name = "x-v2",
     .what = "posts from the X API, version 2",
     .signature = "text|author_id|public_metrics.like_count",
     .records = "data[]",
     .channel = "social",
     FIELDS(x_v2)},
    {.name = "twcs",
     .what = "customer support on Twitter",
     .signature = "tweet_id|author_id|inbound|text",
     .channel = "social",
     FIELDS(twcs)},
    {.name = "reddit-comments",
     .what = "Reddit comments",
     .signature = "body|created_utc|link_id",
     .channel = "social",
     FIELDS(reddit_comments),
     .blanks = "[deleted]|[removed]"},
    {.name = "reddit-posts",
     .what = "Reddit posts",
     .signature = "title|selftext|created_utc",
     .channel = "social",
     FIELDS(reddit_posts),
     .blanks = "[deleted]|[removed]"},
    {.name = "zendesk",
     .what = "Zendesk tickets with their comments",
     .signature = "comments[].author_id|comments[].body",
     .records = "tickets[]",
     .turns = "comments[]",
     .channel = "ticket",
     FIELDS(zendesk),
     .requester = "requester_id",
     .keeps = "comments[].public=true",
     .scale_min = 0,
     .scale_max = 1},
    {.name = "intercom",
     .what = "Intercom conversations",
     .signature = "conversation_parts.conversation_parts[].author.type",
     .records = "conversations[]",
     .turns = "conversation_parts.conversation_parts[]",
     .channel = "chat",
     FIELDS(intercom),
     .scale_min = 1,
     .scale_max = 5,
     .keeps = "conversation_parts.conversation_parts[].part_type=comment"},
    {.name = "contact-lens",
     .what = "call transcripts of Contact Lens",
     .signature = "Transcript[].Content|Transcript[].ParticipantId",
     .turns = "Transcript[]",
     .channel = "call",
     FIELDS(contact_lens)},
    {.name = "sgd",
     .what = "dialogues of the Schema-Guided Dialogue set",
     .signature = "dialogue_id|turns[].speaker|turns[].utterance",
     .turns = "turns[]",
     .channel = "chat",
     FIELDS(sgd),
     .roles = service_roles},
    {.name = "taskmaster",
     .what = "dialogues of the Taskmaster sets",
     .signature = "conversation_id|utterances[].speaker|utterances[].text",
     .turns = "utterances[]",
     .channel = "chat",
     FIELDS(taskmaster),
     .roles = service_roles},
    {.name = "druglib",
     .what = "drug reviews of druglib.com",
     .signature = "urlDrugName|benefitsReview|sideEffectsReview|commentsReview",
     .channel = "survey",
     FIELDS(druglib),
     .scale_min = 1,
     .scale_max = 10},
    {.name = "qualtrics-csv",
     .what = "Qualtrics survey responses",
     .signature = "ResponseId|RecordedDate|Progress",
     .channel = "survey",
     FIELDS(qualtrics),
     .scale_min = 0,
     .scale_max = 10},
    {.name = "slack",
     .what = "messages of a Slack export",
     .signature = "type|user|text|ts",
     .channel = "chat",
     FIELDS(slack)},
    {.name = "messages",
     .what = "conversations of messages[]",
     .signature = "messages[].content|messages[].role",
     .turns = "messages[]",
     .channel = "chat",
     FIELDS(messages)},
    {.name = "turns",
     .what = "conversations of turns[]",
     .signature = "turns[].text",
     .turns = "turns[]",
     .channel = "chat",
     FIELDS(turns)},
    {.name = "generic", .what = "records that name their fields plainly", FIELDS(generic)},
};

const size_t ef_n_presets = EF_COUNT(ef_presets);

const ef_preset *ef_preset_named(const char *name)
{
    for (size_t i = 0; i < ef_n_presets; i++) {
        if (strcmp(ef_presets[i].name, name) == 0)
            return &ef_presets[i];
    }
    return NULL;
}

const char *ef_preset_names(ef_arena *arena)
{
    const char *names = ef_presets[0].name;
    for (size_t i = 1; i < ef_n_presets && names != NULL; i++) {
        if (strcmp(ef_presets[i].name, ef_presets[i - 1].name) != 0)
            names = ef_arena_format(arena, "%s, %s", names, ef_presets[i].name);
    }
    return names;
}
