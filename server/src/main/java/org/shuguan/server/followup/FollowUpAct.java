package org.shuguan.server.followup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Rows;

/// What a person can do with a follow-up.
public enum FollowUpAct {
    SIGN,
    DIVIDE,
    REPORT,
    CONFIRM,
    SEND_BACK,
    FINISH,
    RETURN,
    CLOSE,
    ASK_EXTENSION,
    ASK_HAND_ON,
    GRANT,
    REFUSE,
    EXTEND,
    HAND_ON,
    SPLIT,
    MERGE,
    WITHDRAW,
    PART_DONE,
    MILESTONE_DONE;

    /// The input of an act; each uses the fields that it needs.
    ///
    /// @param text what was done, or why
    /// @param percent how much is done, as the unit estimates it
    /// @param due the new last day
    /// @param lead the new lead unit
    /// @param about the report, request, part or milestone that is meant; null for the first that is open
    /// @param target the follow-up into which this one is merged
    /// @param parts what each unit that takes part has to do
    /// @param pieces the follow-ups into which this one is split
    public record Said(
            @Nullable String text,
            @Nullable Integer percent,
            @Nullable String problem,
            @Nullable String suggestion,
            @Nullable LocalDate due,
            @Nullable UnitCode lead,
            @Nullable UUID about,
            @Nullable UUID target,
            @Nullable List<NewFollowUp.NewPart> parts,
            @Nullable List<NewMilestone> milestones,
            @Nullable List<Piece> pieces) {
        public static final Said NOTHING = text(null);

        public static Said text(@Nullable String text) {
            return new Said(text, null, null, null, null, null, null, null, null, null, null);
        }

        /// A report with a percentage.
        public static Said report(int percent, String text, @Nullable String problem) {
            return new Said(text, percent, problem, null, null, null, null, null, null, null, null);
        }

        /// A new last day.
        public static Said until(LocalDate due, String why) {
            return new Said(why, null, null, null, due, null, null, null, null, null, null);
        }

        /// What each unit has to do, and the results on the way.
        public static Said division(List<NewFollowUp.NewPart> parts, List<NewMilestone> milestones) {
            return new Said(null, null, null, null, null, null, null, null, parts, milestones, null);
        }

        /// About one report, request, part or milestone.
        public static Said about(UUID about, @Nullable String text) {
            return new Said(text, null, null, null, null, null, about, null, null, null, null);
        }

        String textOrEmpty() {
            return text == null ? "" : text.strip();
        }
    }

    /// A result on the way.
    public record NewMilestone(
            @Nullable String title, @Nullable LocalDate due) {}

    /// A follow-up that is split off.
    ///
    /// @param due null for the day of the whole
    public record Piece(
            @Nullable String title,
            @Nullable UnitCode lead,
            @Nullable LocalDate due) {}

    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    /// @throws IllegalArgumentException for an unknown name
    @JsonCreator
    public static FollowUpAct of(String word) {
        return Rows.constant(FollowUpAct.class, word);
    }
}
