package org.shuguan.dataplane.serve;

import java.sql.Types;
import java.util.Locale;
import org.shuguan.dataplane.source.Quote;

/// What the databases write differently.
enum Dialect {
    POSTGRESQL {
        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("left(encode(sha256(")
                    .bind("cast(? as bytea)", key.outer())
                    .add(" || sha256(")
                    .bind("cast(? as bytea)", key.inner())
                    .add(" || convert_to(")
                    .add(text)
                    .add(", 'UTF8'))), 'hex'), " + PseudonymKey.DIGITS + ")");
        }

        @Override
        String found(String text, String pattern) {
            return "substring(" + text + " from '" + pattern + "')";
        }
    },
    MYSQL {
        @Override
        String quoted(String name) {
            return "`" + name.replace("`", "``").replace("\0", "") + "`";
        }

        @Override
        String text(String column) {
            return "convert(cast(" + column + " as char) using utf8mb4)";
        }

        @Override
        String joined(String... parts) {
            return "concat(" + String.join(", ", parts) + ")";
        }

        // The usual collations take `a` for `A` and ignore blanks at the end. The first part can use an index.
        @Override
        String same(String column, String operator, String placeholder) {
            String end = placeholder + (operator.equals("like") ? " escape '!'" : "");
            return "(" + column + " " + operator + " " + end + " and " + exact(column) + " " + operator + " " + end
                    + ")";
        }

        @Override
        String exact(String column) {
            return "convert(" + column + " using utf8mb4) collate utf8mb4_bin";
        }

        @Override
        int bindsOfSame() {
            return 2;
        }

        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("convert(left(sha2(concat(")
                    .bind("?", key.outer())
                    .add(", unhex(sha2(concat(")
                    .bind("?", key.inner())
                    .add(", cast(")
                    .add(text)
                    .add(" as binary)), 256))), 256), " + PseudonymKey.DIGITS + ") using utf8mb4)");
        }

        @Override
        String found(String text, String pattern) {
            return "nullif(regexp_substr(" + text + ", '" + pattern + "'), '')";
        }
    },
    DUCKDB {
        @Override
        Sql pseudonym(Sql text, PseudonymKey key) {
            return Sql.of("left(sha256(")
                    .bind("cast(? as blob)", key.outer())
                    .add(" || unhex(sha256(")
                    .bind("cast(? as blob)", key.inner())
                    .add(" || encode(")
                    .add(text)
                    .add(")))), " + PseudonymKey.DIGITS + ")");
        }

        @Override
        String found(String text, String pattern) {
            return "nullif(regexp_extract(" + text + ", '" + pattern + "'), '')";
        }
    };

    String quoted(String name) {
        return Quote.name(name);
    }

    /// A column's value as text.
    String text(String column) {
        return "cast(" + column + " as varchar)";
    }

    String joined(String... parts) {
        return "(" + String.join(" || ", parts) + ")";
    }

    /// Compares a text with a placeholder character by character.
    String same(String column, String operator, String placeholder) {
        return column + " " + operator + " " + placeholder + (operator.equals("like") ? " escape '!'" : "");
    }

    /// A text whose comparisons are by its characters.
    String exact(String column) {
        return column;
    }

    /// How often [#same] has the placeholder.
    int bindsOfSame() {
        return 1;
    }

    /// The keyed hash (RFC 2104) of a text, as [PseudonymKey#pseudonym] calculates it.
    abstract Sql pseudonym(Sql text, PseudonymKey key);

    /// The beginning of a text that matches, null if none does.
    abstract String found(String text, String pattern);

    /// DuckDB's FLOAT has 32 bits, that of the others 64.
    ColumnKind doubleOf(int type) {
        return this == DUCKDB && type == Types.FLOAT ? ColumnKind.FLOAT : ColumnKind.DOUBLE;
    }

    String length(String text) {
        return (this == DUCKDB ? "length(" : "char_length(") + text + ")";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
