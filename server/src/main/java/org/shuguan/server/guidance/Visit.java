package org.shuguan.server.guidance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// The record of a visit to units, or of work done together.
///
/// @param keeper who keeps the record: a unit, or the territory of a bureau
/// @param units codes of the units that took part
/// @param people who took part, as written
/// @param found what was found or done
public record Visit(
        UUID id,
        Kind kind,
        UnitCode keeper,
        LocalDate day,
        String title,
        List<String> units,
        String people,
        String found,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        long revision) {
    /// What it was.
    public enum Kind {
        /// 调研走访
        VISIT,
        /// 联合工作
        JOINT_WORK;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Kind of(String word) {
            return Rows.constant(Kind.class, word);
        }
    }
}
