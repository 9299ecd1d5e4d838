package org.shuguan.server.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// A table of a consumer that the rows of a grant are put into.
///
/// @param source the consumer's registered database
/// @param path `schema.name`, or the name alone
/// @param manner what becomes of the rows that are in the table
/// @param made whether the table is made if it is not there
/// @param account that may write
/// @param host the machine for which the account's password was entered; it is sent to no other
/// @param hour of the day in the city, null unless daily
public record TableTarget(
        UUID id,
        UUID dataGrant,
        UUID source,
        String path,
        Manner manner,
        boolean made,
        String account,
        String host,
        int port,
        Rhythm rhythm,
        @Nullable Integer hour,
        UUID setBy,
        String setByName,
        Instant setAt,
        long version) {
    /// What becomes of the rows that are in the table.
    public enum Manner {
        /// those that are not delivered are removed
        REPLACE,
        /// those with a delivered key are changed, the others stay
        UPSERT;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Manner of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// When rows are delivered.
    public enum Rhythm {
        /// whenever there is a new version of the collected copy that no rule holds back
        VERSION,
        /// every day at an hour
        DAILY,
        /// when somebody asks for it
        MANUAL;

        /// The word in the database and in the API.
        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        static Rhythm of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
