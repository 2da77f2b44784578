/* spelling.csv: word,kind,expansion. The kinds are contraction, abbreviation and clause. */
#ifndef EF_SPELLING_SHEET_H
#define EF_SPELLING_SHEET_H

#include "lexicon/sheet.h"
#include "tokens/spelling.h"

/* Adds the sheet's rows. EARFUL_MODEL with line and column. */
earful_status ef_spelling_read(ef_spelling *spelling, const ef_sheet *sheet, earful_error *err);

#endif
