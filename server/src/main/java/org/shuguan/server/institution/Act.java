package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.shuguan.server.platform.Rows;

/// A change of units on a day, with the document that orders it.
///
/// @param unverified whether the reference is from memory: the document itself was not seen
public record Act(
        UUID id,
        Kind kind,
        LocalDate day,
        String document,
        String reason,
        boolean unverified,
        String recordedBy,
        Instant recordedAt) {
    public enum Kind {
        /// 合并
        MERGE,
        /// 分设
        SPLIT,
        /// 更名
        RENAME,
        /// 调整隶属或类别
        MOVE;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        @JsonCreator
        public static Kind of(String word) {
            return Rows.constant(Kind.class, word);
        }
    }
}
