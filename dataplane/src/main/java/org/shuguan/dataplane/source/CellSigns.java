package org.shuguan.dataplane.source;

/// How the cells of a text file are told apart.
///
/// @param quote [#NONE] where no sign holds a cell together
/// @param escape what makes a quote within quotes a sign of the text: mostly the quote itself
record CellSigns(char delimiter, char quote, char escape) {
    static final char NONE = '\0';
    /// Stands between nothing: a file of one column.
    static final char SINGLE_COLUMN = '\u001F';

    static final CellSigns USUAL = new CellSigns(',', '"', '"');

    /// For the engine's `read_csv`.
    String options() {
        return "delim=" + Quote.text(String.valueOf(delimiter)) + ", quote=" + sign(quote) + ", escape="
                + sign(quote == NONE ? NONE : escape);
    }

    private static String sign(char sign) {
        return sign == NONE ? "''" : Quote.text(String.valueOf(sign));
    }
}
