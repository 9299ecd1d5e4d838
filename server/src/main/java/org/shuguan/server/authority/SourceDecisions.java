package org.shuguan.server.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opinions on proposed sources, and the naming of a source, in the list of all decisions.
@Component
class SourceDecisions implements Decidable {
    private final AuthoritativeSources sources;
    private final SourceQuestions questions;
    private final Institution institution;
    private final Texts texts;

    SourceDecisions(AuthoritativeSources sources, SourceQuestions questions, Institution institution, Texts texts) {
        this.sources = sources;
        this.questions = questions;
        this.institution = institution;
        this.texts = texts;
    }

    @Override
    public CaseType<?, ?> type() {
        return SourceFlow.FLOW;
    }

    @Override
    public Set<String> steps() {
        return Set.of("opinion", "opinion-other", "name-source");
    }

    @Override
    @Transactional(readOnly = true)
    public Card card(Subject subject, Actor reader) {
        SourceQuestion question = questions
                .visible(UUID.fromString(subject.id()), Scope.EVERYTHING)
                .orElseThrow(NotFound::new);
        List<String> summary = new ArrayList<>();
        summary.add(texts.say(
                "authority.card.both",
                Map.of(
                        "one",
                        name(question.unit()),
                        "column",
                        question.path() + "." + question.columnName(),
                        "other",
                        name(question.otherUnit()),
                        "otherColumn",
                        question.otherPath() + "." + question.otherColumn())));
        summary.add(texts.say(
                "authority.card.proposed",
                Map.of("unit", name(question.proposed()), "reason", question.reason(), "by", question.createdBy())));
        List<Figure> figures = List.of(
                new Figure(texts.say("authority.column.number"), question.number()),
                new Figure(texts.say("authority.column.common"), "%,d".formatted(question.common())),
                new Figure(rows(question.unit()), "%,d".formatted(question.rowsRead())),
                new Figure(rows(question.otherUnit()), "%,d".formatted(question.otherRows())));
        return new Card(
                summary,
                figures,
                null,
                Map.of("unit", List.of(option(question.unit()), option(question.otherUnit()))),
                Set.of());
    }

    @Override
    public void decide(Subject subject, String outcome, Said said, Actor actor) {
        sources.decide(
                UUID.fromString(subject.id()),
                Rows.constant(SourceFlow.Outcome.class, outcome),
                new AuthoritativeSources.Answer(said.unit(), said.basis(), said.comment()),
                actor);
    }

    private Option option(UnitCode unit) {
        return new Option(unit.value(), name(unit));
    }

    private String rows(UnitCode unit) {
        return texts.say("authority.card.rows", Map.of("unit", name(unit)));
    }

    private String name(UnitCode unit) {
        return institution.unitName(unit);
    }
}
