#include "criterion/criterion.h"

#include "show.h"

Test(emoticon, is_known_by_its_shape)
{
    static const shown rows[] = {
        {":) :( :D :P :/ :\\ :| :] :[ :* :o :3 :@ :}",
         "f.:) f.:( f.:d f.:p f.:/ f.:\\ f.:| f.:] f.:[ f.:* f.:o f.:3 f.:@ f.:}"},
        {";) ;D =) =( =/ xD XD 8-) 8)", "f.;) f.;d f.=) f.=( f.=/ f.xd f.xd f.8) f.8)"},
        {"wow 8) yes", "wow f.8) yes"},
        {">:( >:) :'( :'-( :\u2019) :,(", "f.>:( f.>:) f.:'( f.:'( f.:') f.:'("},
        {"(: [: (-: D:", "f.(: f.[: f.(: f.d:"},
        {"<3 </3 <333", "f.<3 f.</3 f.<3"},
        {"^_^ -_- -__- T_T o_O >_< >.< ^^ ;_; x_x",
         "f.^_^ f.-_- f.-_- f.t_t f.o_o f.>_< f.>.< f.^^ f.;_; f.x_x"},
        {"\\o/ \u00af\\_(\u30c4)_/\u00af", "f.\\o/ f.\u00af\\_(\u30c4)_/\u00af"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(emoticon, loses_its_nose_and_repeated_mouths)
{
    static const shown rows[] = {
        {":-) :o) :^) :-)))", "f.:) f.:) f.:) f.:)"},
        {":-D ;-P =-(", "f.:d f.;p f.=("},
        {"xDDD :((", "f.xd f.:("},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(emoticon, may_follow_a_word_or_another_face)
{
    static const shown rows[] = {
        {"thanks:) great!:D", "thanks f.:) great p.! f.:d"},
        {"<3<3 :):)", "f.<3 f.<3 f.:) f.:)"},
        {"(thanks :)", "p.( thanks f.:)"},
        {"(^_^)", "p.( f.^_^ p.)"},
        {":)I", "f.:) i"},
        {"요^^ fun^_^", "요 f.^^ fun f.^_^"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(emoticon, may_touch_emoji_quotes_and_words_that_part_without_blanks)
{
    static const shown rows[] = {
        {"<3\u2764 <3\u201d T_T\u2026", "f.<3 e.\u2764 f.<3 p.\u201d f.t_t p.\u2026"},
        {"^_^\u00a0ok :D\u6700", "f.^_^ ok f.:d \u6700"},
        {"<3\u00e9 :D\u00e9cor", "s.< n.3\u00e9 p.: d\u00e9cor"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(emoticon, is_not_seen_in_lists_numbers_and_addresses)
{
    static const shown rows[] = {
        {"7) a 8) b", "n.7 p.) a n.8 p.) b"},
        {"(see page 8) there", "p.( see page n.8 p.) there"},
        {"http://x.org C:/dir", "u.http://x.org c p.: s./ dir"},
        {"note:Pay ratio 4:3 <30 <3.5", "note p.: pay ratio n.4:3 s.< n.30 s.< n.3.5"},
        {"Vitamin D: good", "vitamin d p.: good"},
        {"(list):", "p.( list p.) p.:"},
        {"x=D a::b XDR", "x s.= d a p.:: b xdr"},
        {"(a:)", "p.( a p.: p.)"},
        {"[; x foo( ); 2^^3", "p.[ p.; x foo p.( p.) p.; n.2 s.^^ n.3"},
        {"|:-:|:-|-:|", "s.| p.: p.- p.: s.| p.: p.- s.| p.- p.: s.|"},
        {"foo_bar o.other", "foo p._ bar o p.. other"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}
