package org.shuguan.server.census;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A source as its unit has registered it. The secret is not in it: it is read only when a connection is made.
public record SourceRecord(
        UUID id,
        UnitCode unit,
        String name,
        Kind kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        List<String> schemas,
        @Nullable String userName,
        long version) {
    public enum Kind {
        POSTGRESQL,
        MYSQL,
        FILES;

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return org.shuguan.server.platform.Rows.word(this);
        }

        @com.fasterxml.jackson.annotation.JsonCreator
        static Kind of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
