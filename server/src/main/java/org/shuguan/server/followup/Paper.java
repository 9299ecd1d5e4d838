package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A development plan, a standard or an implementation plan, of the city or a unit.
///
/// @param number its reference as printed, empty if it has none
/// @param unit whose paper it is
public record Paper(
        UUID id,
        Kind kind,
        String title,
        String number,
        String issuer,
        UnitCode unit,
        @Nullable LocalDate issued,
        String note,
        long revision,
        String createdBy,
        Instant createdAt,
        Instant changedAt) {
    /// The kind of a paper.
    public enum Kind {
        /// 发展规划
        DEVELOPMENT_PLAN,
        /// 标准规范
        STANDARD,
        /// 实施计划
        IMPLEMENTATION_PLAN;

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
