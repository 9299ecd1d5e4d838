package org.shuguan.server.census;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A source as its unit has registered it. The secret is not in it: it is read only when a connection is made.
///
/// @param driver name of the description that a [Kind#JDBC] is read by; null for all others
/// @param document of a [Kind#HTTP]: address of its OpenAPI document, or the document itself
/// @param base of a [Kind#HTTP]: what its operations stand below, null for what the document says
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
        @Nullable String driver,
        @Nullable String document,
        @Nullable String base,
        long version) {
    SourceRecord withoutDocument() {
        return new SourceRecord(
                id, unit, name, kind, host, port, databaseName, schemas, userName, driver, null, base, version);
    }

    public enum Kind {
        POSTGRESQL,
        MYSQL,
        FILES,
        /// a database that the operator has put a driver for into the folder
        JDBC,
        /// an interface with an OpenAPI document
        HTTP;

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
