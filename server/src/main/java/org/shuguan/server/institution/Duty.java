package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// What a role is there for.
///
/// @param position where among the duties of the role, ascending
/// @param source the paper that says so, `article` where in it
/// @param mark how surely it is known
public record Duty(
        UUID id,
        Role role,
        int position,
        String text,
        String source,
        @Nullable String article,
        Mark mark,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        long version) {
    public enum Mark {
        /// its text was read
        READ,
        MEMORY,
        UNVERIFIED;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        public static Mark of(String word) {
            return Arrays.stream(values())
                    .filter(mark -> mark.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word + " is no mark"));
        }
    }

    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
