package org.shuguan.server.followup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.CaseAction;
import org.shuguan.server.approval.CaseType.Field;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.approval.DecidableWork;
import org.shuguan.server.approval.FourEyes;
import org.shuguan.server.approval.OpenWork;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What those who gave follow-ups decide, in the list of all decisions: reports that wait to be confirmed, the end of
/// the work, and requests for a longer term or another lead unit.
@Component
class FollowUpDecisions implements DecidableWork {
    private static final Pattern ID = Pattern.compile("([0-9a-f-]{36}):(follow-up-[a-z]+):([0-9a-f-]{36})");
    private static final Field COMMENT = Field.optional("comment");
    private static final Field REASON = Field.required("comment");

    /// Of each step its outcomes, which are acts of follow-ups.
    private static final Map<String, List<CaseAction>> CHOICES = Map.of(
            Turn.CHECK, List.of(choice(FollowUpAct.CONFIRM, COMMENT), choice(FollowUpAct.SEND_BACK, REASON)),
            Turn.REVIEW, List.of(choice(FollowUpAct.CLOSE, COMMENT), choice(FollowUpAct.RETURN, REASON)),
            Turn.REQUEST, List.of(choice(FollowUpAct.GRANT, COMMENT), choice(FollowUpAct.REFUSE, REASON)));

    /// A turn by its id.
    private record Named(UUID followUp, String step, UUID about) {}

    private final FollowUps followUps;
    private final FollowUpWork work;
    private final Turns turns;
    private final KeptFollowUps kept;
    private final KeptDetails details;
    private final Institution institution;
    private final Texts texts;

    FollowUpDecisions(
            FollowUps followUps,
            FollowUpWork work,
            Turns turns,
            KeptFollowUps kept,
            KeptDetails details,
            Institution institution,
            Texts texts) {
        this.followUps = followUps;
        this.work = work;
        this.turns = turns;
        this.kept = kept;
        this.details = details;
        this.institution = institution;
        this.texts = texts;
    }

    @Override
    public String kind() {
        return FollowUpWork.KIND;
    }

    @Override
    public Set<String> steps() {
        return CHOICES.keySet();
    }

    @Override
    @Transactional(readOnly = true)
    public List<OpenWork.Item> decisions(
            Actor reader,
            OpenWork.Viewer viewer,
            OpenWork.Asked asked,
            @Nullable String unit,
            @Nullable String id,
            long limit) {
        return turns.decisions(wanted(reader, unit, id), asked, work.named(asked), limit).stream()
                .map(turn -> new OpenWork.Item(work.todo(turn, viewer, institution.today()), turn.title()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public long countDecisions(
            Actor reader, OpenWork.Viewer viewer, OpenWork.Asked asked, @Nullable String unit, @Nullable String id) {
        return turns.countDecisions(wanted(reader, unit, id), asked, work.named(asked));
    }

    private Turns.Decided wanted(Actor reader, @Nullable String unit, @Nullable String id) {
        return new Turns.Decided(reader, List.copyOf(steps()), unit, id);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean isOpen(String id) {
        return named(id)
                .filter(turn -> CHOICES.containsKey(turn.step()))
                .filter(turn -> turns.isOpen(turn.followUp(), turn.step(), turn.about()))
                .isPresent();
    }

    @Override
    @Transactional(readOnly = true)
    public List<CaseAction> choices(String id, Actor reader) {
        Named turn = turn(id);
        FollowUp one = kept.find(turn.followUp()).orElseThrow(NotFound::new);
        List<FourEyes.Party> barred = party(turn).stream().toList();
        boolean may = reader.capacities().stream()
                .filter(capacity -> capacity.group().equals(one.giver()))
                .anyMatch(capacity -> FourEyes.allow(barred, reader, capacity));
        return may ? CHOICES.getOrDefault(turn.step(), List.of()) : List.of();
    }

    /// Who told or asked what is decided.
    private Optional<FourEyes.Party> party(Named turn) {
        return turn.step().equals(Turn.REQUEST)
                ? details.request(turn.followUp(), turn.about()).map(TermRequest::party)
                : report(turn).map(Progress::party);
    }

    private Optional<Progress> report(Named turn) {
        return details.reportsOf(turn.followUp()).stream()
                .filter(report -> report.state() == Progress.State.WAITING)
                .filter(report -> turn.step().equals(Turn.REVIEW)
                        ? report.isFinal()
                        : report.id().equals(turn.about()))
                .reduce((earlier, later) -> later.at().isAfter(earlier.at()) ? later : earlier);
    }

    @Override
    @Transactional(readOnly = true)
    public Decidable.Card card(String id, Actor reader) {
        Named turn = turn(id);
        FollowUp one = kept.find(turn.followUp()).orElseThrow(NotFound::new);
        List<String> summary = new ArrayList<>();
        summary.add(texts.say(
                "followup.card.given", Map.of("by", one.givenBy(), "unit", institution.unitName(one.lead()))));
        add(summary, "followup.card.requirement", one.requirement());
        if (turn.step().equals(Turn.REQUEST)) {
            details.request(turn.followUp(), turn.about()).ifPresent(request -> asked(summary, request));
        } else {
            report(turn).ifPresent(report -> told(summary, report));
        }
        return new Decidable.Card(summary, figures(one), null, Map.of(), Set.of());
    }

    private void asked(List<String> summary, TermRequest request) {
        UnitCode lead = request.lead();
        Map<String, Object> facts = Map.of(
                "name",
                request.officerName(),
                "day",
                CityTime.day(request.at()),
                "due",
                request.due() == null ? "" : request.due(),
                "unit",
                lead == null ? "" : institution.unitName(lead),
                "reason",
                request.reason());
        summary.add(texts.say(
                request.kind() == TermRequest.Kind.EXTEND ? "followup.card.extension" : "followup.card.hand-on",
                facts));
    }

    private void told(List<String> summary, Progress report) {
        summary.add(texts.say(
                report.isFinal() ? "followup.card.finished" : "followup.card.told",
                Map.of(
                        "name",
                        report.officerName(),
                        "unit",
                        institution.unitName(report.unit()),
                        "day",
                        CityTime.day(report.at()),
                        "text",
                        report.text())));
        add(summary, "followup.card.problem", report.problem());
        add(summary, "followup.card.suggestion", report.suggestion());
    }

    private void add(List<String> summary, String key, @Nullable String said) {
        if (said != null && !said.isBlank()) {
            summary.add(texts.say(key, Map.of("said", said.strip())));
        }
    }

    private List<Decidable.Figure> figures(FollowUp one) {
        List<Decidable.Figure> figures = new ArrayList<>();
        figures.add(figure("number", one.number()));
        figures.add(figure("kind", texts.say("followup.kind." + one.kind().word())));
        if (one.due() != null) {
            figures.add(figure("due", String.valueOf(one.due())));
        }
        figures.add(figure("percent", one.percent() + "%"));
        List<Part> parts = details.partsOf(one.id());
        if (!parts.isEmpty()) {
            long done = parts.stream().filter(part -> part.doneAt() != null).count();
            figures.add(new Decidable.Figure(texts.say("followup.card.parts"), done + " / " + parts.size()));
        }
        return figures;
    }

    private Decidable.Figure figure(String column, String value) {
        return new Decidable.Figure(texts.say("followup.column." + column), value);
    }

    @Override
    @Transactional
    public void decide(String id, String outcome, Decidable.Said said, Actor actor) {
        Named turn = turn(id);
        String comment = said.comment() == null ? "" : said.comment().strip();
        boolean reason = CHOICES.getOrDefault(turn.step(), List.of()).stream()
                .anyMatch(choice ->
                        choice.outcome().equals(outcome) && choice.fields().contains(REASON));
        new InvalidInput.Check()
                .that(!reason || !comment.isEmpty(), "comment", "required")
                .orRefuse();
        followUps.locked(turn.followUp());
        // Closing is possible at other steps too, at which the reader has not seen it.
        if (!turns.isOpen(turn.followUp(), turn.step(), turn.about())) {
            throw FollowUpRefused.notAtThisStep();
        }
        followUps.act(
                turn.followUp(),
                FollowUpAct.of(outcome),
                turn.step().equals(Turn.REVIEW)
                        ? FollowUpAct.Said.text(comment)
                        : FollowUpAct.Said.about(turn.about(), comment),
                actor);
    }

    private static CaseAction choice(FollowUpAct act, Field field) {
        return new CaseAction(act.word(), List.of(field));
    }

    private static Named turn(String id) {
        return named(id).orElseThrow(NotFound::new);
    }

    private static Optional<Named> named(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches()
                ? Optional.of(
                        new Named(UUID.fromString(parts.group(1)), parts.group(2), UUID.fromString(parts.group(3))))
                : Optional.empty();
    }
}
