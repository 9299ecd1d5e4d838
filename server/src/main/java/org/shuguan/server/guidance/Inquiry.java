package org.shuguan.server.guidance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// Something that a unit and its bureau ask or tell each other, as stored.
///
/// @param territory whose bureau it is: the city, or a district
/// @param turnRole whose turn it is, with `turnUnit`; null where it is nobody's
/// @param groups all groups that may act in the turn
/// @param due the last day of the turn
/// @param inTime whether all answers came in time, null before the first
/// @param overAt when it was closed or withdrawn
public record Inquiry(
        UUID id,
        String number,
        Kind kind,
        Direction direction,
        UnitCode unit,
        UnitCode territory,
        String title,
        State state,
        String askedBy,
        OfficerId askedById,
        Instant askedAt,
        @Nullable Role turnRole,
        @Nullable UnitCode turnUnit,
        List<String> groups,
        @Nullable Instant turnSince,
        @Nullable LocalDate due,
        @Nullable Instant answeredAt,
        @Nullable String answeredBy,
        @Nullable Boolean inTime,
        @Nullable Instant overAt,
        long revision) {
    /// What it is; the rule `guidance.<kind>` is the term for the answer.
    public enum Kind {
        QUESTION,
        /// 工作进度
        PROGRESS,
        /// 存在问题
        PROBLEM,
        /// 意见建议
        SUGGESTION;

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

    /// Who is asked.
    public enum Direction {
        TO_BUREAU,
        TO_UNIT;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Direction of(String word) {
            return Rows.constant(Direction.class, word);
        }
    }

    /// Where it is on its way.
    public enum State {
        /// waits for the answer
        OPEN,
        /// waits for the asker to say more
        ASKED_BACK,
        ANSWERED,
        CLOSED,
        /// by the asker, before there was an answer
        WITHDRAWN;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    String subject() {
        return "inquiry " + number;
    }

    String link() {
        return "/office/guidance/" + id;
    }
}
