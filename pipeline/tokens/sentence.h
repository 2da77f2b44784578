/* Sentences: from one end mark to the next, with what belongs to it behind it.
 *
 * The rules look at tokens and at line breaks between them, never at capital letters alone: much of
 * what customers write has none. A sentence's clauses and quotations are marked as it is found.
 *
 * An end mark is punctuation that begins with . … ! ? or their like in other scripts. To it belong,
 * on its line, further end marks, closing brackets and quotation marks that touch what is before
 * them (a straight one only when nothing touches it from behind), and faces. Behind all that
 *   the text ends, or the next token is no touching , ; : ) and:
 *   after ! or ?      the sentence ends, unless something closed and a lower-case letter follows
 *   after several     dots (… counts as two), or when something closed: ends unless lower case
 *                     follows
 *   after one dot     with the next token touching it: ends between two words of several letters,
 *                     the first not in capitals, the second not in lower case ("Great.Awful");
 *                     else ends, but not behind an abbreviation, nor behind the number that begins
 *                     the sentence ("1. The"), and behind a single letter only when
 *                       small letter    it stands alone, or upper case follows ("plan b. We")
 *                       capital letter  it stands alone and no upper case follows, or it is I
 *                       ("U.S. and", "J. Smith", "so do I. We"); "e.g." is an abbreviation
 * A blank line ends a sentence, and so does a line break that no lower-case letter follows. A
 * sentence is a question when one of the marks that end it has a question mark. */
#ifndef EF_SENTENCE_H
#define EF_SENTENCE_H

#include "tokens/tokens.h"

/* Puts the document's tokens, the last ones from tokens->documents[document].first_token on, into
 * sentences and clauses. Marks the tokens failed when memory ran out. */
void ef_split_sentences(const ef_spelling *spelling, ef_span text, uint32_t document,
                        ef_tokens *tokens);

#endif
