package org.shuguan.server.followup;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;

/// What can be done at which state, and what must be said with it.
final class FollowUpRules {
    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 4000;
    static final int MOST_PARTS = 60;

    /// Acts that need a text.
    private static final Set<FollowUpAct> EXPLAINED = EnumSet.of(
            FollowUpAct.REPORT,
            FollowUpAct.FINISH,
            FollowUpAct.SEND_BACK,
            FollowUpAct.RETURN,
            FollowUpAct.ASK_EXTENSION,
            FollowUpAct.ASK_HAND_ON,
            FollowUpAct.REFUSE,
            FollowUpAct.EXTEND,
            FollowUpAct.HAND_ON,
            FollowUpAct.MERGE,
            FollowUpAct.WITHDRAW,
            FollowUpAct.PART_DONE,
            FollowUpAct.MILESTONE_DONE);

    private FollowUpRules() {}

    /// The acts that a follow-up in this state allows.
    static Set<FollowUpAct> possible(FollowUp one) {
        Set<FollowUpAct> acts = EnumSet.noneOf(FollowUpAct.class);
        if (one.isOver()) {
            return acts;
        }
        acts.addAll(EnumSet.of(
                FollowUpAct.HAND_ON,
                FollowUpAct.MERGE,
                FollowUpAct.WITHDRAW,
                FollowUpAct.CONFIRM,
                FollowUpAct.SEND_BACK,
                FollowUpAct.GRANT,
                FollowUpAct.REFUSE));
        if (one.due() != null) {
            acts.add(FollowUpAct.EXTEND);
        }
        switch (one.state()) {
            case GIVEN -> acts.add(FollowUpAct.SIGN);
            case DIVIDING -> acts.addAll(EnumSet.of(FollowUpAct.DIVIDE, FollowUpAct.REPORT));
            case WORKING -> {
                acts.addAll(EnumSet.of(
                        FollowUpAct.DIVIDE,
                        FollowUpAct.REPORT,
                        FollowUpAct.PART_DONE,
                        FollowUpAct.MILESTONE_DONE,
                        FollowUpAct.SPLIT));
                // What stands has no end of its own: the group that gave it ends it.
                acts.add(one.rhythm() == null ? FollowUpAct.FINISH : FollowUpAct.CLOSE);
            }
            case REPORTED -> acts.addAll(EnumSet.of(FollowUpAct.RETURN, FollowUpAct.CLOSE));
            case CLOSED, MERGED, WITHDRAWN -> {}
        }
        if (one.state() != FollowUp.State.REPORTED) {
            acts.addAll(EnumSet.of(FollowUpAct.ASK_HAND_ON, FollowUpAct.SPLIT));
            if (one.due() != null) {
                acts.add(FollowUpAct.ASK_EXTENSION);
            }
        }
        return acts;
    }

    static void said(FollowUpAct act, FollowUpAct.Said said) {
        Integer percent = said.percent();
        new InvalidInput.Check()
                .that(!EXPLAINED.contains(act) || !said.textOrEmpty().isEmpty(), "text", "required")
                .that(said.textOrEmpty().length() <= LONGEST_TEXT, "text", "too-long", Map.of("max", LONGEST_TEXT))
                .that(length(said.problem()) <= LONGEST_TEXT, "problem", "too-long", Map.of("max", LONGEST_TEXT))
                .that(length(said.suggestion()) <= LONGEST_TEXT, "suggestion", "too-long", Map.of("max", LONGEST_TEXT))
                .that(percent == null || (percent >= 0 && percent <= 100), "percent", "not-a-percentage")
                .orRefuse();
    }

    /// What cannot be given; the unit's existence is checked where units are known.
    static InvalidInput.Check wanted(NewFollowUp wanted, LocalDate today) {
        Term term = wanted.term();
        Integer days = term == null ? null : term.workingDays();
        LocalDate due = term == null ? null : term.due();
        return texts(wanted)
                .that(wanted.origin() != null, "origin", "required")
                .that(wanted.kind() != null, "kind", "required")
                .that(wanted.lead() != null, "lead", "required")
                .that(term != null && (term.named() > 0 || !term.text().isEmpty()), "term", "required")
                .that(term == null || term.named() < 2, "term", "one-term")
                .that(days == null || (days >= 1 && days <= 1000), "term", "working-days-out-of-range")
                .that(due == null || (due.getYear() >= 2000 && due.getYear() < 3000), "term", "not-a-date")
                .that(
                        length(term == null ? null : term.text()) <= LONGEST_TITLE,
                        "term",
                        "too-long",
                        Map.of("max", LONGEST_TITLE));
    }

    static InvalidInput.Check texts(NewFollowUp wanted) {
        InvalidInput.Check check = new InvalidInput.Check()
                .that(!wanted.title().isEmpty(), "title", "required")
                .that(wanted.title().length() <= LONGEST_TITLE, "title", "too-long", Map.of("max", LONGEST_TITLE))
                .that(
                        wanted.requirement().length() <= LONGEST_TEXT,
                        "requirement",
                        "too-long",
                        Map.of("max", LONGEST_TEXT))
                .that(wanted.measure().length() <= LONGEST_TEXT, "measure", "too-long", Map.of("max", LONGEST_TEXT))
                .that(
                        wanted.originText().length() <= LONGEST_TEXT,
                        "originText",
                        "too-long",
                        Map.of("max", LONGEST_TEXT))
                .that(
                        wanted.originLink() == null || wanted.originLink().matches("/office/[\\w/.?=&-]{1,300}"),
                        "originLink",
                        "not-a-page");
        parts(check, wanted.parts(), wanted.lead());
        return check;
    }

    /// Every unit takes part once, and the lead unit leads.
    static void parts(InvalidInput.Check check, List<NewFollowUp.NewPart> parts, @Nullable UnitCode lead) {
        Set<UnitCode> seen = new HashSet<>();
        check.that(parts.size() <= MOST_PARTS, "parts", "too-many-units", Map.of("max", MOST_PARTS));
        for (NewFollowUp.NewPart part : parts) {
            UnitCode unit = part.unit();
            check.that(unit != null, "parts", "required")
                    .that(unit == null || !unit.equals(lead), "parts", "leads-already")
                    .that(unit == null || seen.add(unit), "parts", "unit-twice")
                    .that(part.text().length() <= LONGEST_TEXT, "parts", "too-long", Map.of("max", LONGEST_TEXT));
        }
    }

    static void milestones(
            InvalidInput.Check check, List<FollowUpAct.NewMilestone> milestones, @Nullable LocalDate until) {
        check.that(milestones.size() <= MOST_PARTS, "milestones", "too-many-milestones", Map.of("max", MOST_PARTS));
        for (FollowUpAct.NewMilestone one : milestones) {
            String title = Objects.requireNonNullElse(one.title(), "");
            LocalDate due = one.due();
            check.that(!title.isBlank() && due != null, "milestones", "milestone-incomplete")
                    .that(title.length() <= LONGEST_TITLE, "milestones", "too-long", Map.of("max", LONGEST_TITLE))
                    .that(due == null || until == null || !due.isAfter(until), "milestones", "milestone-too-late");
        }
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
