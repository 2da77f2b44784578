/* languages.csv: language,kind,forms. The kinds are common, word, hint, letter and script; a cell of
 * languages or forms holds several, separated by spaces. A script's forms are ranges of code points.
 * Of the language of a text a common word tells what another word tells; lint knows the difference. */
#ifndef EF_LANGUAGE_SHEET_H
#define EF_LANGUAGE_SHEET_H

#include "lexicon/sheet.h"
#include "tokens/language.h"

/* Adds the sheet's rows. EARFUL_MODEL with line and column. */
earful_status ef_languages_read(ef_languages *languages, const ef_sheet *sheet, earful_error *err);

/* Cuts the next part off a cell that holds several; empty at its end. */
ef_span ef_languages_next_form(ef_span *rest);

#endif
