/* The map of an evaluation: which topics of the model stand for a category of the labels.
 *
 *     {"late flight": ["Delivery > Late", "Delivery > Tracking"], "queue*": ["Queues"]}
 *
 * A category may end in * and then is every category that begins so. One that maps to nothing, and
 * one whose name begins with _ (a note), is not scored. Without a map names are equal. */
#ifndef EF_EVAL_MAP_H
#define EF_EVAL_MAP_H

#include "lexicon/model.h"

/* That a topic stands for a category. */
typedef struct ef_eval_link {
    uint32_t topic;
    uint32_t category;
} ef_eval_link;

typedef struct ef_eval_map {
    ef_table categories; /* as written, in the order of the file */
    ef_eval_link *links; /* ascending by topic, then category; none twice */
    size_t n_links;
    size_t links_capacity;
    ef_table unknown; /* topics that the model does not have */
    bool given;       /* from a file */
} ef_eval_map;

/* path NULL: every topic is its own category. EARFUL_USAGE with the place in the file when it is
 * not of this form. fini is due after a failure as well. */
earful_status ef_eval_map_read(ef_eval_map *map, const char *path, const earful_model *model,
                               earful_error *err);
void ef_eval_map_fini(ef_eval_map *map);

/* The category that a label's word is of, or EF_NONE when it is not scored. */
uint32_t ef_eval_map_find(const ef_eval_map *map, ef_span word);

/* The first link of a topic; n_links when it has none. */
size_t ef_eval_map_links(const ef_eval_map *map, uint32_t topic);

#endif
