package org.shuguan.server.census;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;

/// A registered source. It does not contain the secret, which is read only when a connection is made.
///
/// @param driver name of the description of a [Kind#JDBC]; null for all others
/// @param document for a [Kind#HTTP]: address of its OpenAPI document, or the document itself
/// @param base for a [Kind#HTTP]: base address of its operations, null for the one in the document
/// @param through the front-end host that reads it; null if this node does
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
        @Nullable UUID through,
        long version) {
    SourceRecord withoutDocument() {
        return new SourceRecord(
                id,
                unit,
                name,
                kind,
                host,
                port,
                databaseName,
                schemas,
                userName,
                driver,
                null,
                base,
                through,
                version);
    }

    public enum Kind {
        POSTGRESQL,
        MYSQL,
        FILES,
        /// a database whose driver the operator has put into the folder
        JDBC,
        /// an HTTP interface with an OpenAPI document
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
