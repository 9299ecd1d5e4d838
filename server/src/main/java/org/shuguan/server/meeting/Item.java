package org.shuguan.server.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Rows;

/// A topic on a meeting's agenda.
///
/// @param figures JSON of the live figures when the meeting was opened, null before
/// @param note what was said, for the minutes
record Item(
        UUID id,
        UUID meeting,
        UUID topic,
        int position,
        Kind kind,
        @Nullable String figures,
        String note,
        @Nullable Outcome outcome,
        long revision) {
    /// The five kinds of an agenda. Source: 肇庆市首席数据官制度试点实施方案 (2021-08-10) §3(3).
    enum Kind {
        /// 传达上级部署
        DIRECTIVES,
        /// 总结工作
        SUMMARY,
        /// 研究方向和目标
        DIRECTION,
        /// 落实省、市决策
        DECISIONS,
        /// 协调解决各单位的问题
        ISSUES;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        static Kind of(String word) {
            return Rows.constant(Kind.class, word);
        }
    }

    enum Outcome {
        DECIDED,
        /// heard, nothing to decide
        NOTED,
        /// comes again at a later meeting
        POSTPONED;

        @JsonValue
        String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        static Outcome of(String word) {
            return Rows.constant(Outcome.class, word);
        }
    }
}
