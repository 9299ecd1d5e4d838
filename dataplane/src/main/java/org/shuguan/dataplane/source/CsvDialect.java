package org.shuguan.dataplane.source;

/// The characters that structure a delimited text file.
///
/// @param quote quote character around cells, [#NONE] if there is none
/// @param escape character before a quote inside a quoted cell, usually the quote itself
/// @param blankAfter whether a blank follows each delimiter and belongs to it
record CsvDialect(char delimiter, char quote, char escape, boolean blankAfter) {
    static final char NONE = '\0';
    /// Delimiter of a file with one column: a character that does not occur.
    static final char SINGLE_COLUMN = '\u001F';

    CsvDialect(char delimiter, char quote, char escape) {
        this(delimiter, quote, escape, false);
    }

    static final CsvDialect USUAL = new CsvDialect(',', '"', '"');

    /// Whether the engine's parser reads it as ours does.
    boolean isPlain() {
        return delimiter < 0x80 && quote < 0x80 && escape == quote && !blankAfter;
    }

    /// As options of the engine's `read_csv`.
    String options() {
        return "delim=" + Quote.text(String.valueOf(delimiter)) + ", quote=" + character(quote) + ", escape="
                + character(quote == NONE ? NONE : escape);
    }

    private static String character(char character) {
        return character == NONE ? "''" : Quote.text(String.valueOf(character));
    }
}
