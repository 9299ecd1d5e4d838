package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Capacity;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// A follow-up as stored.
///
/// @param number by which documents refer to it
/// @param measure by what it is seen to be done
/// @param originText the place in the document, or the sentence, from which it comes
/// @param originLink the page of what it comes from, null if there is none
/// @param steps words of [Step]s, as the rule of its kind named them when it was given
/// @param giverRole with `giverUnit` the group that gave it, and confirms
/// @param due the last day as the document names it, null if it has none
/// @param lapsesOn the last day that is in time: `due`, moved by the rule `followup.roll`
/// @param reportPeriod of a follow-up with a rhythm: the next period to be reported, and `reportDue` its last day
/// @param inTime whether the report that was accepted came in time; null if it was not closed, or had no day
/// @param extended how often its term was made longer
public record FollowUp(
        UUID id,
        String number,
        String title,
        String requirement,
        String measure,
        Origin origin,
        String originText,
        @Nullable String originLink,
        @Nullable UUID paper,
        Kind kind,
        List<String> steps,
        @Nullable UUID parent,
        @Nullable UUID mergedInto,
        Role giverRole,
        UnitCode giverUnit,
        String givenBy,
        @Nullable OfficerId givenById,
        Instant givenAt,
        UnitCode lead,
        State state,
        Instant stateSince,
        @Nullable Integer termDays,
        @Nullable LocalDate due,
        @Nullable LocalDate lapsesOn,
        String dueText,
        @Nullable Rhythm rhythm,
        @Nullable String reportPeriod,
        @Nullable LocalDate reportDue,
        int percent,
        @Nullable Instant signedAt,
        @Nullable Instant dividedAt,
        @Nullable Instant reportedAt,
        @Nullable Instant closedAt,
        @Nullable String closedNote,
        @Nullable Boolean inTime,
        int extended,
        long revision) {
    /// Where a follow-up comes from.
    public enum Origin {
        PLAN,
        MEETING,
        FINDING,
        APPROVAL,
        DEMAND,
        LEADING_GROUP,
        PROVINCE;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }

        /// @throws IllegalArgumentException for an unknown name
        @JsonCreator
        public static Origin of(String word) {
            return Rows.constant(Origin.class, word);
        }
    }

    /// Kinds, which differ in the steps of the way (rules `followup.steps-<kind>`).
    public enum Kind {
        /// 重点督办
        KEY,
        /// 一般督办
        ORDINARY,
        /// 即办件
        PROMPT;

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

    /// Steps that a kind may leave out; every follow-up is given, worked on and closed.
    enum Step {
        /// 签收
        SIGN,
        /// 分解
        DIVIDE,
        /// 复核
        REVIEW;

        String word() {
            return Rows.word(this);
        }
    }

    /// Where a follow-up is on its way.
    public enum State {
        /// waits for the lead unit to sign for it
        GIVEN,
        /// waits for the lead unit to divide it
        DIVIDING,
        WORKING,
        /// the lead unit reported that all is done: waits for the group that gave it
        REPORTED,
        CLOSED,
        MERGED,
        WITHDRAWN;

        @JsonValue
        public String word() {
            return Rows.word(this);
        }
    }

    boolean has(Step step) {
        return steps.contains(step.word());
    }

    boolean isOver() {
        return closedAt != null;
    }

    /// The last day of what the lead unit owes next: of the whole, or of the report of the running period.
    @Nullable
    LocalDate owedBy() {
        return rhythm == null ? lapsesOn : reportDue;
    }

    boolean isGivers(Actor actor) {
        return actor.capacities().stream().map(Capacity::group).anyMatch(giver()::equals);
    }

    /// The group that gave it.
    String giver() {
        return Capacity.group(giverRole, giverUnit);
    }

    String link() {
        return "/office/follow-ups/" + id;
    }
}
