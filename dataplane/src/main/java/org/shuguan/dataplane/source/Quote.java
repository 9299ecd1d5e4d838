package org.shuguan.dataplane.source;

import java.nio.file.Path;

/// Names and texts of the source as parts of SQL. Whatever a source calls its tables, it stays a name.
public final class Quote {
    private Quote() {}

    /// A standard SQL identifier.
    public static String name(String name) {
        return "\"" + name.replace("\"", "\"\"").replace("\0", "") + "\"";
    }

    /// MySQL's form of an identifier.
    static String backtick(String name) {
        return "`" + name.replace("`", "``").replace("\0", "") + "`";
    }

    public static String text(String text) {
        return "'" + text.replace("'", "''").replace("\0", "") + "'";
    }

    static String path(Path path) {
        return text(path.toString());
    }
}
