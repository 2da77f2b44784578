/* Coverage, written: for people, or one object a line of kind "summary", "channel", "greedy_topic"
 * or "dead_rule". */
#ifndef EF_COVERAGE_WRITE_H
#define EF_COVERAGE_WRITE_H

#include "workbench/coverage/coverage_counts.h"

/* Greedy topics and dead rules. A topic is greedy from a fifth of the records on: what is in every
 * other text says nothing about it. */
uint64_t ef_coverage_warnings(const ef_coverage_counts *counts);

/* False when memory is out. */
bool ef_write_coverage_text(const ef_coverage_counts *counts, ef_buffer *out);
bool ef_write_coverage_ndjson(const ef_coverage_counts *counts, ef_buffer *out);

#endif
