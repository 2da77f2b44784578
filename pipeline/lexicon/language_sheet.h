/* languages.csv: language,kind,forms. The kinds are word, hint, letter and script; a cell of languages
 * or forms holds several, separated by spaces. A script's forms are ranges of code points. */
#ifndef EF_LANGUAGE_SHEET_H
#define EF_LANGUAGE_SHEET_H

#include "lexicon/sheet.h"
#include "tokens/language.h"

/* Adds the sheet's rows. EARFUL_MODEL with line and column. */
earful_status ef_languages_read(ef_languages *languages, const ef_sheet *sheet, earful_error *err);

#endif
