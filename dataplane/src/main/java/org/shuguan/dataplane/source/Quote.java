package org.shuguan.dataplane.source;

import java.nio.file.Path;

/// Quotes names and texts of a source as SQL identifiers and literals.
public final class Quote {
    private Quote() {}

    /// Quotes a name as a standard SQL identifier.
    public static String name(String name) {
        return "\"" + name.replace("\"", "\"\"").replace("\0", "") + "\"";
    }

    /// Quotes a name as a MySQL identifier.
    static String backtick(String name) {
        return "`" + name.replace("`", "``").replace("\0", "") + "`";
    }

    /// Quotes a text as an SQL literal.
    public static String text(String text) {
        return "'" + text.replace("'", "''").replace("\0", "") + "'";
    }

    static String path(Path path) {
        return text(path.toString());
    }
}
